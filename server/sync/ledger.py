"""What became of ops: those of the table, and over them those that the group at work has settled."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from server.problems import Problem
from server.sync import repository
from server.sync.batch import Batch
from server.sync.wire import RESULT, Op, Result


@dataclass(frozen=True, slots=True)
class _Entry:
    body_sha256: str
    result: Result


class Ledger:
    """Ops are entered last, under the counter's lock: one that another process has entered meanwhile makes
    the whole group come again, and then it is known."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], _Entry] = {}
        self._new: list[tuple[Batch, Op, Result, str]] = []

    def look_up(self, user_id: str, op_ids: Iterable[str]) -> None:
        """In one question what ``find`` is going to be asked."""
        wanted = [op_id for op_id in op_ids if (user_id, op_id) not in self._known]
        for op_id, stored in repository.find_ops(self._connection, user_id, wanted).items():
            self._known[user_id, op_id] = _Entry(stored.body_sha256, RESULT.decode(stored.result))

    def find(self, user_id: str, op_id: str) -> Result | None:
        entry = self._known.get((user_id, op_id))
        return None if entry is None else entry.result

    def find_same(self, user_id: str, op: Op) -> Result | None:
        """Raises Problem when another body came under this id."""
        entry = self._known.get((user_id, op.op_id))
        if entry is not None and entry.body_sha256 != op.body_sha256:
            raise Problem("OP_ID_REUSED", op_id=op.op_id)
        return None if entry is None else entry.result

    def enter(self, batch: Batch, op: Op, result: Result, now: str) -> None:
        self._known[batch.user_id, op.op_id] = _Entry(op.body_sha256, result)
        self._new.append((batch, op, result, now))

    def store(self, seq: int) -> None:
        """``seq``: the number that shows the effect of all of them."""
        for _, _, result, _ in self._new:
            if result.outcome == "applied":
                result.seq = seq
        repository.insert_ops(self._connection, [_row(*entry) for entry in self._new])


_OWN_COLUMNS = ("op_id", "body_sha256", "device_seq", "kind", "subject_id", "decided_at")


def _row(batch: Batch, op: Op, result: Result, now: str) -> dict[str, object]:
    row = {name: getattr(op, name) for name in _OWN_COLUMNS}
    row |= {"user_id": batch.user_id, "device_id": batch.device_id, "received_at": now}
    return row | {"outcome": result.outcome, "result": msgspec.json.encode(result).decode()}
