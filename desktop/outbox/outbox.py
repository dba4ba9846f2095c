"""The file of ops. Nothing here is lost by anything but its settling, its dismissal or being taken back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.clock import instant_text
from desktop.database import Database, form_of, is_whole, set_form
from desktop.errors import client_error
from desktop.kinds import SUBJECTS
from desktop.outbox import tables
from desktop.outbox.op import ATTENTION, UNSETTLED, Op, Verdict
from desktop.outbox.tables import note, op
from desktop.values import Delivery, OpState

RECEIPT_DAYS = 90
"""How long an applied op is kept, to be sent again if the server is restored from a backup."""

_COLUMNS = [op.c[name] for name in Op.__dataclass_fields__]
_PENDING = op.c.state.in_(UNSETTLED)
_OPEN_ATTENTION = op.c.state.in_(ATTENTION) & ~op.c.dismissed
_UNSEEN = (op.c.state == OpState.APPLIED) & (op.c.seq > bindparam("reached"))
_ALL = select(*_COLUMNS).order_by(op.c.position)
_ALL_PENDING = _ALL.where(_PENDING)
_IN_VIEW = _ALL.where(_PENDING | _UNSEEN)


class Outbox:
    """Every change is on the disk, with full sync, when its method returns (RELIABILITY I1)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def create(file: Path, key: bytes) -> None:
        database = _database(file, key)
        with database.write() as connection:
            tables.metadata.create_all(connection)
            set_form(connection, tables.FORM)
        database.close()

    @staticmethod
    def open(file: Path, key: bytes) -> "Outbox":
        """Raises OUTBOX_NEWER or OUTBOX_DAMAGED, with the file as it was, byte for byte."""
        if not file.exists() or file.stat().st_size == 0:
            raise client_error("OUTBOX_DAMAGED", folder=str(file.parent))
        _check_form(file, key)
        return Outbox(_database(file, key))

    def close(self) -> None:
        self._database.close()

    # What the user does

    def add(self, ops: Sequence[Op]) -> None:
        with self._database.write() as connection:
            connection.execute(insert(op), [_stored(each) for each in ops])

    def take_back(self, op_ids: Iterable[str]) -> list[Op]:
        """Removes those that were never sent, and what came after them on the same subject."""
        never_sent = (op.c.state == OpState.WAITING) & op.c.device_seq.is_(None)
        with self._database.write() as connection:
            taken = _with_followers(_ops(connection, never_sent), set(op_ids))
            connection.execute(delete(op).where(_among(each.op_id for each in taken)))
            return taken

    def dismiss(self, op_ids: Iterable[str]) -> list[Op]:
        chosen = _among(op_ids) & _OPEN_ATTENTION
        with self._database.write() as connection:
            dismissed = _ops(connection, chosen)
            connection.execute(update(op).where(chosen).values(dismissed=True))
            return dismissed

    # What else must not be lost

    def kept(self, name: str) -> str | None:
        with self._database.read() as connection:
            return _noted(connection, f"kept:{name}")

    def keep(self, name: str, value: str) -> None:
        with self._database.write() as connection:
            _note(connection, f"kept:{name}", value)

    # What the sync does

    def pending(self) -> list[Op]:
        """Unsettled, in the order of deciding."""
        with self._database.read() as connection:
            return _read_all(connection.execute(_ALL_PENDING))

    def send(self, op_ids: Sequence[str]) -> list[Op]:
        """From now on they may have reached the server, and cannot be taken back."""
        with self._database.write() as connection:
            number = _noted_number(connection)
            for each in _ops(connection, _among(op_ids) & _PENDING):
                number += each.device_seq is None
                values = {"state": OpState.SENDING, "device_seq": each.device_seq or number}
                connection.execute(update(op).where(op.c.op_id == each.op_id).values(values))
            _note(connection, "device_seq", str(number))
            return _ops(connection, _among(op_ids) & (op.c.state == OpState.SENDING))

    def unsend(self, op_ids: Sequence[str]) -> None:
        """For those that were sent for the first time in the last ``send`` and surely had no effect."""
        with self._database.write() as connection:
            values = {"state": OpState.WAITING, "device_seq": None}
            sent = _among(op_ids) & (op.c.state == OpState.SENDING)
            unsent = connection.execute(update(op).where(sent).values(values)).rowcount
            _note(connection, "device_seq", str(_noted_number(connection) - unsent))

    def settle(self, verdicts: Iterable[Verdict], now: datetime, epoch: str) -> list[Op]:
        """Answers what it settled; an op that is settled already stays as it is."""
        with self._database.write() as connection:
            settled = [each.op_id for each in verdicts if _settle(connection, each, now)]
            _note(connection, "epoch", epoch)
            return _ops(connection, _among(settled))

    def begin_epoch(self, epoch: str) -> int:
        """Another epoch than the noted one: the server was restored, and what it had acknowledged is to be
        sent again (RELIABILITY F38). Answers how many ops that are."""
        with self._database.write() as connection:
            noted = _noted(connection, "epoch")
            _note(connection, "epoch", epoch)
            if noted in (None, epoch):
                return 0
            again = update(op).where(op.c.state == OpState.APPLIED)
            return connection.execute(again.values(state=OpState.WAITING, seq=None)).rowcount

    def forget_receipts(self, now: datetime) -> None:
        limit = instant_text(now - timedelta(days=RECEIPT_DAYS))
        old = (op.c.state == OpState.APPLIED) | op.c.dismissed
        with self._database.write() as connection:
            connection.execute(delete(op).where(old & (op.c.settled_at < limit)))

    # What is shown

    def in_view(self, reached_seq: int) -> list[Op]:
        """Whose prediction is still shown: unsettled, or applied and not yet seen in the cache."""
        with self._database.read() as connection:
            return _read_all(connection.execute(_IN_VIEW, {"reached": reached_seq}))

    def listed(self, now: datetime) -> list[Op]:
        """Not dismissed: unsettled and attention first, then what was applied within a day."""
        limit = instant_text(now - timedelta(days=1))
        recent = (op.c.state == OpState.APPLIED) & (op.c.settled_at >= limit)
        with self._database.read() as connection:
            return _ops(connection, _PENDING | _OPEN_ATTENTION) + _ops(connection, recent)[::-1]

    def counts(self) -> tuple[int, int]:
        """Waiting and attention."""
        statement = select(
            func.count().filter(_PENDING),
            func.count().filter(_OPEN_ATTENTION),
        ).select_from(op)
        with self._database.read() as connection:
            waiting, attention = connection.execute(statement).one()
            return waiting, attention

    def deliveries(self, subject_ids: Collection[str], entity: str | None = None) -> dict[str, Delivery]:
        """Of those subjects that are not simply as the server says. ``entity``: only as such, where a
        transfer and the entry that it has made share their id."""
        statement = select(op.c.subject_id, op.c.state).where(_PENDING | _OPEN_ATTENTION)
        if entity is not None:
            statement = statement.where(_about(entity))
        with self._database.read() as connection:
            last = dict(connection.execute(statement.order_by(op.c.position)).all())
        return {
            subject_id: Delivery.WAITING if last[subject_id] in UNSETTLED else Delivery.ATTENTION
            for subject_id in last.keys() & set(subject_ids)
        }

    def last_unsettled(self) -> dict[str, str]:
        """Op ids by the subject's."""
        statement = select(op.c.subject_id, op.c.op_id).where(_PENDING).order_by(op.c.position)
        with self._database.read() as connection:
            return dict(connection.execute(statement).all())

    def conflicts(self) -> list[Op]:
        """Also those that were dismissed, as long as they are kept."""
        with self._database.read() as connection:
            return _ops(connection, op.c.state == OpState.CONFLICT)

    def attention_on(self, subject_id: str, entity: str) -> Op | None:
        with self._database.read() as connection:
            found = _ops(connection, (op.c.subject_id == subject_id) & _about(entity) & _OPEN_ATTENTION)
            return found[-1] if found else None

    def payloads(self, kind: str, limit: int) -> list[Mapping[str, object]]:
        """Newest first."""
        statement = select(op.c.payload).where(op.c.kind == kind).order_by(op.c.position.desc()).limit(limit)
        with self._database.read() as connection:
            return [msgspec.json.decode(payload) for payload in connection.execute(statement).scalars()]


def _database(file: Path, key: bytes, *, read_only: bool = False) -> Database:
    return Database(file, key, damaged="OUTBOX_DAMAGED", full_sync=True, read_only=read_only)


def _check_form(file: Path, key: bytes) -> None:
    """Looks without touching: opened for writing, even an unread page could be lost."""
    peeking = _database(file, key, read_only=True)
    try:
        with peeking.read() as connection:
            if form_of(connection) > tables.FORM:
                raise client_error("OUTBOX_NEWER")
            if not is_whole(connection):
                raise client_error("OUTBOX_DAMAGED", folder=str(file.parent))
    finally:
        peeking.close()


def _ops(connection: Connection, condition: ColumnElement[bool]) -> list[Op]:
    return _read_all(connection.execute(_ALL.where(condition)))


def _read_all(rows: CursorResult[Any]) -> list[Op]:
    return [_read(row) for row in rows.mappings()]


def _read(row: RowMapping) -> Op:
    values = dict(row)
    values["payload"] = msgspec.json.decode(row["payload"])
    values["facts"] = msgspec.json.decode(row["facts"])
    values["state"] = OpState(row["state"])
    return Op(**values)


def _stored(each: Op) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(each, name) for name in Op.__dataclass_fields__}
    values["payload"] = msgspec.json.encode(each.payload).decode()
    values["facts"] = msgspec.json.encode(each.facts).decode()
    return values


def _with_followers(never_sent: Sequence[Op], wanted: Collection[str]) -> list[Op]:
    """In the order of deciding: what is wanted, and whatever came after it on the same subject."""
    subjects: set[str] = set()
    taken = []
    for each in never_sent:
        if each.op_id in wanted or each.subject_id in subjects:
            subjects.add(each.subject_id)
            taken.append(each)
    return taken


def _among(op_ids: Iterable[str]) -> ColumnElement[bool]:
    """One parameter, however many ids there are."""
    asked = func.json_each(msgspec.json.encode(list(op_ids)).decode()).table_valued("value")
    return op.c.op_id.in_(select(asked.c.value))


def _about(entity: str) -> ColumnElement[bool]:
    return op.c.kind.in_([kind for kind, subject in SUBJECTS.items() if subject == entity])


def _settle(connection: Connection, verdict: Verdict, now: datetime) -> bool:
    values = {
        "state": verdict.state,
        "code": verdict.code,
        "facts": msgspec.json.encode(verdict.facts).decode(),
        "said": verdict.said,
        "seq": verdict.seq,
        "settled_at": instant_text(now),
    }
    statement = update(op).where((op.c.op_id == verdict.op_id) & _PENDING).values(values)
    return connection.execute(statement).rowcount > 0


def _noted(connection: Connection, name: str) -> str | None:
    return connection.execute(select(note.c.value).where(note.c.name == name)).scalar_one_or_none()


def _noted_number(connection: Connection) -> int:
    return int(_noted(connection, "device_seq") or 0)


def _note(connection: Connection, name: str, value: str) -> None:
    statement = upsert(note).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
