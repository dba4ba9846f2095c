"""Every kind of op that this client sends: its command by the wire's name, and what it changes."""

from collections.abc import Mapping

from domain.commands import COMMANDS, SUBJECT_ENTITIES, Command, SetGraduationMonth
from domain.nudges import NudgeTransfer
from domain.organisation_commands import ORGANISATION_COMMANDS, OrganisationCommand

AnyCommand = Command | OrganisationCommand | NudgeTransfer

OrganisationChange = OrganisationCommand | SetGraduationMonth
"""Whatever an organisation is the subject of."""

KINDS: Mapping[str, type[AnyCommand]] = {
    **COMMANDS,
    **ORGANISATION_COMMANDS,
    "nudge_transfer": NudgeTransfer,
}
KIND_NAMES: Mapping[type[AnyCommand], str] = {command: name for name, command in KINDS.items()}
SUBJECTS: Mapping[str, str] = {
    **SUBJECT_ENTITIES,
    **dict.fromkeys(ORGANISATION_COMMANDS, "organisation"),
    "nudge_transfer": "transfer",
}
