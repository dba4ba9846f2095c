from collections.abc import Mapping

import msgspec

from desktop.actions import title_of
from desktop.clock import instant_of
from desktop.outbox import Op
from desktop.values import OutboxItem
from desktop.workspace import Workspace
from desktop.world import ClientWorld

_REFUSALS_LOOKED_AT = 200
_ORGANISATIONS = {
    "branch_id": "branch",
    "move_to": "move_to",
    "destination_id": "destination",
    "parent_id": "parent",
}
"""Parts of a command that name an organisation, which is shown by its name."""
_UNSAID = frozenset({"member_id"})
"""The title names them."""


def read_outbox(workspace: Workspace) -> list[OutboxItem]:
    ops = workspace.outbox.listed(workspace.clock())
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        world.preload(op.subject_id for op in ops)
        return [item_of(world, op) for op in ops]


def read_recent_reasons(workspace: Workspace) -> list[str]:
    payloads = workspace.outbox.payloads("refuse_transfer", _REFUSALS_LOOKED_AT)
    return list(dict.fromkeys(str(payload["reason"]) for payload in payloads))


def item_of(world: ClientWorld, op: Op) -> OutboxItem:
    sentence, sentence_en = op.sentences
    return OutboxItem(
        op_id=op.op_id,
        kind=op.kind,
        subject_kind=op.subject_kind,
        subject_id=op.subject_id,
        title=_title(world, op),
        state=op.state,
        decided_at=instant_of(op.decided_at),
        entered=_entered(world, op.payload),
        code=op.code,
        sentence=sentence,
        sentence_en=sentence_en,
        seq=op.seq,
    )


def _title(world: ClientWorld, op: Op) -> str:
    try:
        return title_of(world, op.command, op.subject_id)
    except msgspec.ValidationError:
        # Written by another version of this program; what was entered is shown as it is.
        return ""


def _entered(world: ClientWorld, payload: Mapping[str, object]) -> dict[str, str]:
    entered = {}
    for name, value in payload.items():
        if not isinstance(value, str) or not value or name in _UNSAID:
            continue
        if name in _ORGANISATIONS:
            entered[_ORGANISATIONS[name]] = world.name_of(value) or value
        else:
            entered[name] = value
    return entered
