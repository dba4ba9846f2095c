"""Bugs in the server."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from tests.reliability.planting import bug, put, there


def commit_now(connection: Any) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_sqlite else "BEGIN")


@bug("F4")
def effect_is_kept_before_its_op() -> None:
    """What an op does is committed before the op and its result are stored."""
    from server.sync.ledger import Ledger

    store = Ledger.store

    def late(ledger: Ledger, seq: int) -> None:
        commit_now(ledger._connection)
        store(ledger, seq)

    put("server.sync.ledger:Ledger.store", late)


@bug("F11")
def busy_is_a_refusal() -> None:
    """What could not be tried because the database was busy is told as refused for good."""
    from server.sync.wire import Result

    put(
        "server.sync.batch:_deferred",
        lambda op, code: Result(op_id=op.op_id, outcome="rejected", code=code),
    )


@bug("F31")
def rows_go_before_the_trail() -> None:
    """The changed rows are committed before the audit record and the feed's number."""
    from server.database.unit_of_work import UnitOfWork

    finish = UnitOfWork.finish

    def early(unit: UnitOfWork) -> int:
        commit_now(unit.connection)
        return finish(unit)

    put("server.database.unit_of_work:UnitOfWork.finish", early)


@bug("F32")
def nothing_passes() -> None:
    """A database that is away is told as a failure of the server."""
    put("server.database.engine:is_passing", lambda _: False)


@bug("F34")
def readers_queue_with_writers() -> None:
    """Whoever reads waits for its turn among those who write."""
    from contextlib import contextmanager

    from server.database.engine import Database

    @contextmanager
    def queued(self: Database) -> Any:
        with self.writing() as connection:
            yield connection

    put("server.database.engine:Database.reading", queued)


@bug("F35")
def deadlocks_are_told() -> None:
    """What stood in somebody's way is not tried again."""
    put("server.sync.batches:_is_in_the_way", lambda _: False)


@bug("F36")
def patience_has_no_end() -> None:
    """Whoever cannot be served waits."""
    from server.problems import Problem

    opened = Problem.__init__

    def patient(self: Problem, code: str, **facts: Any) -> None:
        facts.pop("retry_after", None)
        opened(self, "INTERNAL" if code == "OVERLOADED" else code, **facts)

    put("server.problems:Problem.__init__", patient)


@bug("F37")
def writers_have_no_queue() -> None:
    """Writers try again by chance instead of queueing, and soon give up."""
    from server.database.engine import Database

    opened = Database.__init__

    def unqueued(self: Database, *given: Any, **named: Any) -> None:
        opened(self, *given, **named)
        self._turn = nullcontext()

    put("server.database.engine:_BUSY_SECONDS", 0)
    put("server.database.engine:Database.__init__", unqueued)


@bug("F40")
def migration_is_in_steps() -> None:
    """Each step of a migration is committed by itself."""
    from alembic.operations import Operations

    for name in ("add_column", "create_table"):
        real = getattr(Operations, name)

        def stepwise(self: Any, *given: Any, _real: Any = real, **named: Any) -> Any:
            answer = _real(self, *given, **named)
            commit_now(self.get_bind())
            return answer

        setattr(Operations, name, stepwise)


@bug("F41")
def old_cursors_are_taken() -> None:
    """A cursor from before what was forgotten is taken as it is."""
    read = there("server.database.feed:read_head")
    put("server.database.feed:read_head", lambda connection: read(connection)._replace(floor=0))


@bug("F47")
def moved_tree_is_not_noted() -> None:
    """That the tree has changed is not noted, so that nobody's buckets are looked at again."""
    from server.database.unit_of_work import UnitOfWork

    finish = UnitOfWork.finish

    def unnoted(unit: UnitOfWork) -> int:
        unit._pending.tree_changed = False
        return finish(unit)

    put("server.database.unit_of_work:UnitOfWork.finish", unnoted)


@bug("F51")
def payload_is_a_message() -> None:
    """An op that cannot be read fails the whole message."""
    from server.problems import Problem

    def strict(op: Any) -> Any:
        raise Problem("BODY_INVALID")

    put("server.sync.settling:read_command", strict)


@bug("F52")
def body_is_not_compared() -> None:
    """A known op id is answered whatever its body says."""

    put("server.sync.ledger:Ledger.find_same", lambda self, user_id, op: self.find(user_id, op.op_id))


@bug("F55")
def lost_answer_ends_the_session() -> None:
    """A refresh token works once, whether its answer has come or not."""
    from datetime import timedelta

    put("server.sessions.service:SAME_SUCCESSOR", timedelta(0))
