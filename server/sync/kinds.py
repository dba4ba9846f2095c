"""What can be pushed: the commands by their name on the wire, and what each of them is about."""

from collections.abc import Mapping

from domain.commands import COMMANDS, SUBJECT_ENTITIES, Command
from domain.deletion import DELETION_COMMANDS, DeletionCommand
from domain.deputies import DEPUTY_COMMANDS, DeputyCommand
from domain.nudges import NudgeTransfer
from domain.organisation_commands import ORGANISATION_COMMANDS, OrganisationCommand

AnyCommand = Command | OrganisationCommand | DeletionCommand | NudgeTransfer | DeputyCommand

KINDS: Mapping[str, type[AnyCommand]] = {
    **COMMANDS,
    **ORGANISATION_COMMANDS,
    **DELETION_COMMANDS,
    **DEPUTY_COMMANDS,
    "nudge_transfer": NudgeTransfer,
}

ENTITIES: Mapping[str, str] = {
    **SUBJECT_ENTITIES,
    **dict.fromkeys(ORGANISATION_COMMANDS, "organisation"),
    **dict.fromkeys(DELETION_COMMANDS, "member"),
    "nudge_transfer": "transfer",
}
"""What is not synced as a row has none."""
