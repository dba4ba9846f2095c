"""Pull: what the scope holds, and then what changes in it, page by page, each as of one moment."""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from domain.actors import Role
from domain.organisations import is_below
from server.database.feed import EVERYWHERE, Head, read_head
from server.documents import LAYOUTS, instant_text
from server.organisations.repository import paths
from server.problems import Problem
from server.scope import Scope
from server.sessions.callers import Caller
from server.state import State
from server.sync.buckets import Buckets
from server.sync.cursors import Cursor, Tail, Walk, read_cursor, write_cursor
from server.sync.pages import Lines, edition_lines, tail_page, walk_page
from server.sync.repository import manifest_page
from server.sync.wire import AuditHead, Hello, Manifest, Pull
from server.trail import record_view

_COLUMNS = msgspec.json.encode({entity.value: layout.columns for entity, layout in LAYOUTS.items()})


class _Page(NamedTuple):
    lines: Lines
    cursor: Cursor
    more: bool


def scope_of(caller: Caller) -> Scope:
    """Only administrators have a scope to fetch; members look at their own record by itself."""
    if caller.actor.role is not Role.ADMINISTRATOR:
        raise Problem("NO_ROLE")
    return caller.scope


def hello(state: State, caller: Caller) -> bytes:
    with state.database.reading() as connection:
        head = read_head(connection)
        buckets = state.buckets.of(connection, caller.scope, head)
    return msgspec.json.encode(
        Hello(
            instance_id=state.instance.instance_id,
            epoch=state.instance.epoch,
            server_time=instant_text(state.clock()),
            min_client=state.settings.min_client,
            buckets_hash=buckets.hash,
            edition=state.settings.edition,
            audit_head=AuditHead(number=head.audit_number, hash=head.audit_hash),
        )
    )


def pull(state: State, caller: Caller, message: Pull) -> bytes:
    scope = scope_of(caller)
    if message.epoch != state.instance.epoch:
        raise Problem("EPOCH_CHANGED")
    if message.cursor is None:
        # A first fetch hands over the whole scope, identity numbers included.
        record_view(state, caller, "scope_fetched", caller.actor.organisation.id)
    with state.database.reading() as connection:
        head = read_head(connection)
        buckets = state.buckets.of(connection, scope, head)
        cursor = _cursor(message.cursor, head, scope, buckets)
        if isinstance(cursor, Walk):
            page = _walk(connection, scope, cursor, message.limit)
        else:
            page = _tail(connection, scope, len(buckets.ids), cursor, head, message.limit)
        extra = _extra(connection, scope, buckets, head, message.buckets_hash, page.more)
    return _written(page, extra)


def _cursor(text: str | None, head: Head, scope: Scope, buckets: Buckets) -> Cursor:
    start = Walk(head.seq, head.tree_seq)
    if text is None:
        return start
    cursor = read_cursor(text)
    if not head.floor <= cursor.since <= head.seq:
        raise Problem("RESYNC_REQUIRED")
    if isinstance(cursor, Tail):
        return cursor
    # A place in the walk means nothing where organisations have moved since, and is never believed.
    known = cursor.tree_seq == head.tree_seq and cursor.bucket in buckets
    # The new walk's tail begins where the old one's would have, since what left meanwhile was handed over.
    return cursor if known and is_below(cursor.path, scope.path) else start._replace(since=cursor.since)


def _walk(connection: Connection, scope: Scope, walk: Walk, limit: int) -> _Page:
    found = walk_page(connection, scope, walk, limit)
    lines = found if walk.path else found + edition_lines(connection)
    if len(found) < limit:
        # The walk is over; what changed since it began follows, and may be much.
        return _Page(lines, Tail(walk.since), more=True)
    _, bucket, entity, row_id = found.last
    path = paths(connection, [bucket], share=False)[bucket]
    return _Page(lines, walk._replace(path=path, bucket=bucket, entity=entity, id=row_id), more=True)


def _tail(connection: Connection, scope: Scope, buckets: int, tail: Tail, head: Head, limit: int) -> _Page:
    lines = Lines([])
    if tail.since < head.seq:
        lines = tail_page(connection, scope, buckets, tail.since, limit)
    more = len(lines) == limit
    return _Page(lines, Tail(lines.last.seq if more else head.seq), more)


def _extra(
    connection: Connection, scope: Scope, buckets: Buckets, head: Head, known_hash: str, more: bool
) -> dict[str, object]:
    extra: dict[str, object] = {}
    if known_hash != buckets.hash:
        extra["buckets"] = buckets.ids
    if not more:
        extra["check"] = buckets.check(connection, scope, head)
    return extra


def _written(page: _Page, extra: dict[str, object]) -> bytes:
    rest = {"cursor": write_cursor(page.cursor), "more": page.more, **extra}
    return b'{"columns":%b,"changes":[%b],%b' % (_COLUMNS, page.lines.joined(), msgspec.json.encode(rest)[1:])


def manifest(state: State, caller: Caller, message: Manifest) -> bytes:
    scope = scope_of(caller)
    with state.database.reading() as connection:
        buckets = state.buckets.of(connection, scope, read_head(connection))
        if message.bucket != EVERYWHERE and message.bucket not in buckets:
            raise Problem("NOT_FOUND")
        items = manifest_page(connection, message.bucket, message.after or "")
    return msgspec.json.encode(items)


def position(state: State, caller: Caller, cursor: str) -> tuple[str, int]:
    """Below which path news is waited for, and after which number; a walk has more to fetch anyway."""
    scope = scope_of(caller)
    with state.database.reading() as connection:
        head = read_head(connection)
        buckets = state.buckets.of(connection, scope, head)
    found = _cursor(cursor, head, scope, buckets)
    return scope.path, found.since if isinstance(found, Tail) else -1
