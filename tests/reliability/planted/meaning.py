"""Bugs in what is decided, by whom, and what is then shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.outbox import Outbox
from desktop.sync.planner import Rescope
from desktop.values import OpState
from tests.reliability.planting import bug, put, there


@bug("F33")
def numbers_come_from_a_sequence() -> None:
    """A change's number is drawn when its transaction begins, as a sequence or a clock would give it."""
    from server.database import feed
    from server.database.unit_of_work import UnitOfWork

    opened, read, lock = UnitOfWork.__init__, feed.read_head, feed.lock_head
    drawn: dict[int, int] = {}
    newest = [1_000_000]

    def early(unit: UnitOfWork, connection: Any, *given: Any) -> None:
        newest[0] += 20
        drawn[id(connection)] = newest[0]
        opened(unit, connection, *given)

    def unlocked(connection: Any) -> Any:
        seq = drawn.pop(id(connection), None)
        return lock(connection) if seq is None else read(connection)._replace(seq=seq)

    put("server.database.unit_of_work:UnitOfWork.__init__", early)
    put("server.database.feed:lock_head", unlocked)


@bug("F38")
def acknowledged_is_forgotten() -> None:
    """After a restore nothing is sent again."""

    def forgetful(outbox: Outbox, epoch: str) -> int:
        return 0

    put("desktop.outbox.outbox:Outbox.begin_epoch", forgetful)


@bug("F39")
def any_instance_will_do() -> None:
    """The client does not say which installation it means, and looks at nobody's name."""
    send = there("desktop.api.api:send")

    def nameless(*given: Any, **named: Any) -> Any:
        named.pop("headers", None)
        return send(*given, **named)

    put("desktop.api.api:send", nameless)
    put("desktop.api.api:_check_is_ours", lambda *_: None)
    put("server.sync.endpoints:_check_instance", lambda _: None)


@bug("F42")
def versions_are_not_looked_at() -> None:
    """What the server wants of a client's version is passed over."""
    put("desktop.sync.planner:is_older", lambda *_: False)


@bug("F43")
def nobody_is_told_who_was_first() -> None:
    """Whether somebody has decided since is not looked at; only the present state is."""
    put("domain.deciding:check_undecided", lambda *_: None)


@bug("F44")
def refused_is_shown_as_done() -> None:
    """Whatever the server answers is shown as carried out."""
    judge = there("desktop.sync.planner:_verdict")

    def cheerful(result: Any) -> Any:
        verdict = judge(result)
        return verdict and replace(verdict, state=OpState.APPLIED, seq=0)

    put("desktop.sync.planner:_verdict", cheerful)


@bug("F45")
def rights_are_not_missed() -> None:
    """Of whoever has lost the account the rows are removed, but the key to any copy of them stays."""
    from desktop.session import Opened

    def halfway(opened: Opened) -> None:
        opened.workspace.make_cache_anew(opened.workspace.cache.generation)

    put("desktop.session:Opened.purge", halfway)


@bug("F46")
def what_comes_meanwhile_is_left_out() -> None:
    """What changed while the pages were fetched does not follow them."""
    put("server.sync.pulling:tail_page", lambda *_: [])


@bug("F48")
def lost_scope_stays() -> None:
    """What left the scope while it was fetched stays among the rows, and nothing compares them."""

    def kept(cursor: str | None, known: frozenset[str], told: frozenset[str]) -> Rescope:
        return Rescope(told | known, anew=False)

    put("desktop.sync.planner:rescope", kept)
    put("desktop.sync.pulling:Puller._is_right", lambda *_: True)


@bug("F49")
def ops_are_everybodys() -> None:
    """What waits is sent by whoever is signed in."""
    choose = there("desktop.sync.planner:sendable")

    def shared(pending: Any, held: Any, user_id: str, limit: int) -> Any:
        return choose([replace(op, user_id=user_id) for op in pending], held, user_id, limit)

    put("desktop.sync.planner:sendable", shared)


@bug("F50")
def clients_clock_is_believed() -> None:
    """The server dates a decision by what the client says."""
    from datetime import UTC, datetime

    from server.database.unit_of_work import UnitOfWork

    attempt, settle = UnitOfWork.attempt, there("server.sync.settling:settle")
    said: list[str] = []

    def believing(state: Any, unit: Any, ledger: Any, batch: Any, op: Any) -> Any:
        said[:] = [op.decided_at]
        return settle(state, unit, ledger, batch, op)

    def dated(unit: UnitOfWork, now: Any) -> Any:
        return attempt(unit, datetime.fromisoformat(said[-1]).astimezone(UTC) if said else now)

    put("server.database.unit_of_work:UnitOfWork.attempt", dated)
    put("server.sync.settling:settle", believing)


@bug("F53")
def sums_are_not_compared() -> None:
    """The check at the end of a pull is not looked at, and the rows are never counted."""
    put("desktop.sync.pulling:Puller._is_right", lambda *_: True)
    put("desktop.sync.pulling:Puller.count_rows", lambda *_: True)


@bug("F54")
def everything_may_vanish() -> None:
    """No answer deletes too much."""
    put("desktop.sync.planner:is_mass_deletion", lambda *_: False)
