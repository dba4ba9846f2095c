from collections.abc import Mapping

from desktop.actions import title_of
from desktop.clock import instant_of
from desktop.outbox import Op
from desktop.values import OutboxItem
from desktop.workspace import Workspace
from desktop.world import ClientWorld

_REFUSALS_LOOKED_AT = 200
_ORGANISATIONS = {"branch_id": "branch", "move_to": "move_to", "destination_id": "destination"}
"""Parts of a command that name an organisation, which is shown by its name."""


def read_outbox(workspace: Workspace) -> list[OutboxItem]:
    ops = workspace.outbox.listed(workspace.clock())
    with workspace.cache.read() as snapshot:
        world = ClientWorld(snapshot)
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
        title=title_of(world, op.kind, op.subject_id),
        state=op.state,
        decided_at=instant_of(op.decided_at),
        entered=_entered(world, op.payload),
        code=op.code,
        sentence=sentence,
        sentence_en=sentence_en,
        seq=op.seq,
    )


def _entered(world: ClientWorld, payload: Mapping[str, object]) -> dict[str, str]:
    entered = {}
    for name, value in payload.items():
        if not isinstance(value, str) or not value:
            continue
        if name in _ORGANISATIONS:
            known = world.organisation_if_known(value)
            entered[_ORGANISATIONS[name]] = known.full_name if known else value
        else:
            entered[name] = value
    return entered
