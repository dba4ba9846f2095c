"""A server in memory that speaks the sync part of ``desktop.api.Api``: a world, its feed, stored results.

It decides with the same ``domain.commands.execute``; what is left out is HTTP, sessions and the disk.
Everything a client may be told wrongly can be set from outside.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.api.answers import Hello, Limits, Reads, Result
from desktop.api.transport import InterruptedCallError
from desktop.documents import LAYOUTS
from desktop.kinds import KINDS, AnyCommand
from desktop.pages import EVERYWHERE, Change, Check, Page, buckets_hash, placement_hash
from domain.commands import Changed, execute
from domain.entries import register_of
from domain.nudges import NudgeTransfer, nudge_transfer
from domain.organisation_commands import OrganisationCommand
from domain.organising import organise
from domain.refusals import RefusedError
from tests.desktop.estate import WorldEstate
from tests.domain.world import EDITIONS, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.api.transport import Call
    from domain.actors import Actor

NOTHING = msgspec.Raw(b"null")
Place = tuple[str, str, str]


def buckets_of(entity: str, value: Any) -> set[str]:
    match entity:
        case "organisation":
            return {value.id}
        case "member":
            return {value.organisation_id}
        case "transfer":
            cards = (value.source, value.destination, value.special, value.placed_in)
            return {card.id for card in cards if card is not None}
        case "edition":
            return {EVERYWHERE}
        case _:
            return {value.organisation_id}


@dataclass
class Feed:
    """What the server holds: every row by (bucket, entity, id), numbered in the order of its last change."""

    world: World
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    epoch: str = "epoch-1"
    seq: int = 0
    rows: dict[Place, Change] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    effects: list[str] = field(default_factory=list)
    """Op ids in the order in which they took effect."""
    reads: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What each user has read, by id and instant, in the order in which it was heard."""
    read_until: dict[str, str] = field(default_factory=dict)
    views: list[tuple[str, str, str]] = field(default_factory=list)
    """User, id, member."""

    def __post_init__(self) -> None:
        for edition in EDITIONS.values():
            self.put("edition", edition)
        for organisation in self.world.organisations.values():
            self.put("organisation", organisation)
        for member in self.world.members.values():
            self.put("member", member)
        for transfer in self.world.transfers.values():
            self.put("transfer", transfer)
        for entry in self.world.entries.values():
            self.put(register_of(entry), entry)

    def put(self, entity: str, value: Any) -> None:
        """Also leaves the buckets in which it lay before."""
        row = msgspec.Raw(LAYOUTS[entity].write(value).encode())
        present = buckets_of(entity, value)
        former = {bucket for bucket, kind, each in self.rows if (kind, each) == (entity, value.id)}
        for bucket in sorted(former | present):
            self.seq += 1
            shown = row if bucket in present else NOTHING
            change = Change(self.seq, bucket, entity, value.id, value.version, shown)
            self.rows[bucket, entity, value.id] = change

    def store(self, changed: Changed) -> None:
        self.world.store(changed)
        for entity in ("organisation", "member", "transfer"):
            value = getattr(changed, entity)
            if value is not None:
                self.put(entity, value)
        for entry in changed.entries:
            self.put(register_of(entry), entry)

    def scope(self, actor: Actor) -> list[str]:
        path = actor.organisation.path
        return sorted(each.id for each in self.world.organisations.values() if each.path.startswith(path))

    def changes(self, buckets: Iterable[str], after: int) -> list[Change]:
        wanted = {*buckets, EVERYWHERE}
        found = [change for change in self.rows.values() if change.bucket in wanted and change.seq > after]
        return sorted(found, key=lambda change: change.seq)

    def check(self, buckets: Iterable[str]) -> Check:
        n = xor = 0
        for change in self.changes(buckets, 0):
            if not change.is_departure:
                n += 1
                xor ^= placement_hash(change.bucket, change.entity, change.id, change.version)
        return Check(seq=self.seq, n=n, xor=f"{xor:016x}")


@dataclass
class FakeApi:
    """One administrator's way to the feed. ``before`` is called with each call's name and may raise."""

    feed: Feed
    actor: Actor
    limit: int = 2000
    before: Callable[[str], None] = lambda _: None
    after: Callable[[str], None] = lambda _: None
    edition: int = 2020
    pushed: list[list[str]] = field(default_factory=list)
    is_waiting: threading.Event = field(default_factory=threading.Event)
    is_closed: threading.Event = field(default_factory=threading.Event)
    _waiting: list[socket.socket] = field(default_factory=list)

    def hello(self) -> Hello:
        self.before("hello")
        limits = Limits(push=100, pull=self.limit)
        return Hello(
            instance_id="instance",
            epoch=self.feed.epoch,
            schema=(1, 1),
            limits=limits,
            edition=self.edition,
            server_time=self.feed.clock(),
        )

    def push(self, device_id: str, epoch: str, ops: list[dict[str, Any]]) -> list[Result]:
        self.before("push")
        self.pushed.append([op["op_id"] for op in ops])
        results = [self._settled(op) for op in ops]
        self.after("push")
        return results

    def pull(self, device_id: str, epoch: str, cursor: str | None, known_hash: str, limit: int) -> Page:
        self.before("pull")
        scope = self.feed.scope(self.actor)
        found = self.feed.changes(scope, int(cursor or 0))
        page, rest = found[: self.limit], found[self.limit :]
        if cursor is None:
            page = [change for change in page if not change.is_departure]
        return Page(
            columns={entity: list(layout.columns) for entity, layout in LAYOUTS.items()},
            changes=page,
            cursor=str(found[: self.limit][-1].seq if rest else self.feed.seq),
            more=bool(rest),
            buckets=None if known_hash == buckets_hash(scope) else scope,
            check=None if rest else self.feed.check(scope),
        )

    def manifest(self, bucket: str, after: str | None) -> tuple[int, str | None]:
        self.before("manifest")
        scope = self.feed.scope(self.actor)
        found = [change for change in self.feed.changes(scope, 0) if change.bucket == bucket]
        return sum(not change.is_departure for change in found), None

    def result_of(self, op_id: str) -> Result | None:
        return self.feed.results.get(op_id)

    def exchange_reads(self, until: str | None, read: Sequence[tuple[str, str]], known: int) -> Reads:
        self.before("reads")
        user = self.actor.user_id
        limit = max(until or "", self.feed.read_until.get(user, ""))
        self.feed.read_until[user] = limit
        marks = self.feed.reads.setdefault(user, [])
        marks += [mark for mark in read if mark not in marks]
        page = marks[known : known + self.limit]
        self.after("reads")
        return Reads(
            read=page, known=known + len(page), more=len(marks) > known + len(page), until=limit or None
        )

    def tell_views(self, views: Sequence[Mapping[str, str]]) -> None:
        self.before("views")
        self.feed.views += [(self.actor.user_id, view["id"], view["member_id"]) for view in views]
        self.after("views")

    def news(self, cursor: str, call: Call) -> bool:
        """Waits as the real one does: on a socket that ``Call.interrupt`` shuts down."""
        self.before("news")
        waiting, bringing = socket.socketpair()
        with waiting, bringing:
            self._waiting.append(bringing)
            try:
                call.use(SimpleNamespace(sock=waiting))  # type: ignore[arg-type]
                self.is_waiting.set()
                told = int(cursor) < self.feed.seq or bool(waiting.recv(1))
            except OSError:
                told = False
            finally:
                self._waiting.remove(bringing)
                self.is_waiting.clear()
        if call.interrupted:
            raise InterruptedCallError
        return told

    def bring_news(self) -> None:
        for bringing in list(self._waiting):
            bringing.send(b"!")

    def close(self) -> None:
        self.is_closed.set()

    def _settled(self, op: dict[str, Any]) -> Result:
        known = self.feed.results.get(op["op_id"])
        if known is not None:
            return known
        result = self._carried_out(op)
        if result.outcome != "deferred":
            self.feed.results[op["op_id"]] = result
        return result

    def _carried_out(self, op: dict[str, Any]) -> Result:
        try:
            self._check_predecessor(op["after"])
            command = msgspec.convert(op["payload"], KINDS[op["kind"]])
            self._carry_out(command, op["subject_id"], op["seen_version"])
        except _DeferredError:
            return Result(op_id=op["op_id"], outcome="deferred")
        except RefusedError as error:
            refusal = error.refusal
            return Result(
                op_id=op["op_id"],
                outcome="rejected",
                code=refusal.code,
                facts=refusal.facts,
                sentence=refusal.sentence,
            )
        self.feed.effects.append(op["op_id"])
        return Result(op_id=op["op_id"], outcome="applied", seq=self.feed.seq)

    def _carry_out(self, command: AnyCommand, subject_id: str, seen: int) -> None:
        feed = self.feed
        if isinstance(command, OrganisationCommand):
            for each in organise(WorldEstate(feed.world), command, subject_id, seen, self.actor):
                feed.store(Changed(organisation=each))
        elif isinstance(command, NudgeTransfer):
            nudged = nudge_transfer(feed.world.transfer(subject_id), self.actor, feed.clock())
            feed.store(Changed(transfer=nudged))
        else:
            feed.store(execute(feed.world, command, subject_id, seen, self.actor, feed.clock()))

    def _check_predecessor(self, after: str | None) -> None:
        if after is None:
            return
        known = self.feed.results.get(after)
        if known is None:
            raise _DeferredError
        if known.outcome == "rejected":
            raise RefusedError("PREDECESSOR_REJECTED")


class _DeferredError(Exception):
    pass
