"""Bugs in what the client makes of its network."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import truststore

from desktop.outbox import Outbox
from desktop.values import OpState
from tests.reliability.planting import bug, put, there

if TYPE_CHECKING:
    from collections.abc import Iterator


@bug("F19")
def sent_once_is_sent() -> None:
    """What was sent once is not sent again."""
    pending = Outbox.pending

    def unsent(outbox: Outbox) -> Any:
        return [op for op in pending(outbox) if op.state is OpState.WAITING]

    put("desktop.outbox.outbox:Outbox.pending", unsent)


@bug("F20")
def each_try_has_its_own_id() -> None:
    """Every try is made out to be another op."""
    from desktop.identifiers import new_id
    from tests.domain.examples import NOON

    wired = there("desktop.sync.wire:wire_op")
    put("desktop.sync.wire:wire_op", lambda op: {**wired(op), "op_id": new_id(NOON)})


@bug("F21")
def half_an_answer_is_an_answer() -> None:
    """Where an answer breaks off, it is taken as it is."""
    put("desktop.api.transport:Transport._body", lambda *_: b"{}")


@bug("F22")
def known_ops_are_done_again() -> None:
    """The server forgets an op before it is asked for it, so that it never knows one."""
    from sqlalchemy import delete

    from server.sync import repository
    from server.sync.ledger import Ledger
    from server.sync.tables import op as op_table

    find, insert = Ledger.find_same, repository.insert_ops

    def unknown(ledger: Ledger, user_id: str, op: Any) -> None:
        find(ledger, user_id, op)

    def anew(connection: Any, rows: Any) -> None:
        for row in rows:
            connection.execute(delete(op_table).where(op_table.c.op_id == row["op_id"]))
        insert(connection, rows)

    put("server.sync.ledger:Ledger.find_same", unknown)
    put("server.sync.repository:insert_ops", anew)


@bug("F23")
def age_is_not_looked_at() -> None:
    """A page is applied whatever is there already."""
    put("desktop.cache.applying:known_placements", lambda *_: {})


@bug("F24")
def calls_have_no_end() -> None:
    """As long as bytes come, a call goes on."""

    @contextmanager
    def endless(call: Any, seconds: float) -> Iterator[None]:
        from desktop.api import transport

        transport._calls.call = call
        yield

    put("desktop.api.transport:_timed", endless)


@bug("F25")
def waiting_doubles_for_ever() -> None:
    """After a long partition the next try is hours away."""
    put("desktop.sync.planner:LONGEST_DELAY", 100_000.0)


@bug("F26")
def whoever_answers_is_believed() -> None:
    """Any answer of 200 is taken for this product's."""
    put("desktop.api.api:_check_is_ours", lambda *_: None)


@bug("F27")
def bad_gateway_is_another_system() -> None:
    """A proxy without its server is told as a wrong address."""
    from desktop.errors import client_error

    put("desktop.api.problems:_not_from_us", lambda *_: client_error("NOT_XIANJIE", server="s"))


@bug("F28")
def any_certificate_will_do() -> None:
    """Certificates are not verified."""

    def trusting() -> ssl.SSLContext:
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context

    put("desktop.api.transport:_trust", trusting)
    put("desktop.api.transport:_is_about_certificate", lambda _: False)


@bug("F29")
def only_the_first_address_is_tried() -> None:
    """Where a name has several addresses, the first one has to work."""
    import socket

    connect = there("urllib3.util.connection:create_connection")

    def first_only(*given: Any, **named: Any) -> Any:
        found = socket.getaddrinfo
        socket.getaddrinfo = lambda *asked, **more: found(*asked, **more)[:1]
        try:
            return connect(*given, **named)
        finally:
            socket.getaddrinfo = found

    put("urllib3.util.connection:create_connection", first_only)


@bug("F30")
def everybody_waits_alike() -> None:
    """The waiting is the same for everybody."""
    from desktop.sync import planner

    wait = planner.delay
    put("desktop.sync.planner:delay", lambda failures, retry_after, _: wait(failures, retry_after, 0.5))
