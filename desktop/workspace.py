"""What is open for one signed-in administrator: the two files, who they are, and the turn to change them."""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from desktop.cache import Cache, Snapshot
from desktop.cache.areas import live_area
from desktop.cache.notes import SERVER_AHEAD, SESSION, read_note, write_note
from desktop.cache.organisations import organisations_by_id
from desktop.cache.overlay import clear_overlay, put_overlay
from desktop.clock import Clock, instant_of
from desktop.errors import ClientError, client_error
from desktop.outbox import Op, Outbox
from desktop.predicting import predict
from desktop.values import Changes, Session
from desktop.world import ClientWorld
from domain.actors import Actor
from domain.organisations import Organisation, card_of
from domain.refusals import RefusedError
from domain.registers import Register

T = TypeVar("T")


@dataclass
class Workspace:
    """``turn`` is held by whoever changes what is predicted: acting threads and the sync."""

    cache: Cache
    outbox: Outbox
    session: Session
    machine_clock: Clock
    """Perhaps years off; what is decided says it as it is, everything else asks ``clock``."""
    server_ahead: timedelta = timedelta()
    """Of this machine's clock, as far as the server has told."""
    turn: threading.RLock = field(default_factory=threading.RLock)
    on_changes: Callable[[Changes], None] = field(default=lambda _: None)
    overlay_is_stale: bool = False
    predicted_organisations: Mapping[str, Organisation] = field(default_factory=dict)
    """As the outbox makes them; never more than were touched by hand. Replaced, never changed."""
    notice: ClientError | None = None
    """What happened to this machine's data; told until the next sync has made it good."""

    def begin(self) -> None:
        """Remembers who is signed in and predicts what the outbox holds. A damaged cache is made anew."""
        if self.cache.was_damaged:
            self.notice = client_error("CACHE_DAMAGED")
        self.healed(lambda space: space._recall_time())
        self.healed(lambda space: space.set_session(space.session))
        self.healed(lambda space: space.refresh_overlay())

    def clock(self) -> datetime:
        """As the server's, so that nothing that is shown, predicted or forgotten hangs on this machine's
        (RELIABILITY I12)."""
        return self.machine_clock() + self.server_ahead

    def hear_time(self, told: datetime) -> None:
        self.server_ahead = told - self.machine_clock()
        with self.cache.write() as snapshot:
            write_note(snapshot, SERVER_AHEAD, str(self.server_ahead.total_seconds()))

    def _recall_time(self) -> None:
        with self.cache.read() as snapshot:
            noted = read_note(snapshot, SERVER_AHEAD)
        self.server_ahead = timedelta(seconds=float(noted or 0))

    def actor(self, snapshot: Snapshot) -> Actor:
        own = self.session.organisation
        present = organisations_by_id(snapshot, [own.id]).get(own.id)
        return Actor(
            user_id=self.session.user_id,
            name=self.session.user_name,
            role=self.session.role,
            organisation=own if present is None else card_of(present),
        )

    def set_session(self, session: Session) -> None:
        self.session = session
        with self.cache.write() as snapshot:
            write_note(snapshot, SESSION, msgspec.json.encode(session).decode())

    def make_cache_anew(self, generation: int) -> None:
        """The outbox is not touched; what it holds is applied again when the rows are back."""
        with self.turn:
            if self.cache.make_anew(generation):
                self.set_session(self.session)
        self.on_changes(Changes(everything=True, status=True))

    def healed(self, work: Callable[["Workspace"], T]) -> T:
        """Once more, upon an empty cache, when the cache turns out to be damaged."""
        generation = self.cache.generation
        try:
            return work(self)
        except ClientError as error:
            if error.code != "CACHE_DAMAGED":
                raise
            self.notice = error
            self.make_cache_anew(generation)
            return work(self)

    def world(self, snapshot: Snapshot) -> ClientWorld:
        return ClientWorld(snapshot, self.predicted_organisations)

    def ops_in_view(self, snapshot: Snapshot) -> list[Op]:
        return self.outbox.in_view(live_area(snapshot).seq)

    def rebuild_overlay(self, snapshot: Snapshot, ops: Sequence[Op]) -> dict[str, set[str]]:
        """Predicts every op anew upon the rows as they are now; answers the ids by entity that were or are
        predicted. An op whose premise is gone predicts nothing: the server will say so."""
        touched = clear_overlay(snapshot)
        touched["organisation"] = set(self.predicted_organisations)
        self.predicted_organisations = {}
        if ops:
            world = ClientWorld(snapshot)
            world.preload(op.subject_id for op in ops)
            actor = self.actor(snapshot)
            for op in ops:
                with suppress(RefusedError, msgspec.ValidationError):
                    decided_at = instant_of(op.decided_at) + self.server_ahead
                    subject, seen = op.subject_id, op.seen_version
                    predict(snapshot, world, op.command, subject, seen, actor, decided_at)
            self.store_predictions(snapshot, world)
            touched["member"] |= world.predicted_members.keys()
            touched["member"] |= {each.member_id for each in world.predicted_transfers.values()}
            touched["transfer"] |= world.predicted_transfers.keys()
            touched["organisation"] |= world.predicted_organisations.keys()
            touched["entry"] |= world.predicted_entries.keys()
        self.overlay_is_stale = False
        return touched

    def store_predictions(self, snapshot: Snapshot, world: ClientWorld) -> None:
        members, transfers = world.predicted_members.values(), world.predicted_transfers.values()
        put_overlay(snapshot, members, transfers, world.predicted_entries.values(), self.cache.viewer)
        self.predicted_organisations = world.predicted_organisations

    def refresh_overlay(self) -> Changes:
        with self.turn:
            try:
                with self.cache.write() as snapshot:
                    touched = self.rebuild_overlay(snapshot, self.ops_in_view(snapshot))
            except ClientError:
                # What is saved is saved; what it looks like is made up for with the next change.
                self.overlay_is_stale = True
                return Changes(outbox=True, status=True)
        return changes_of(touched, outbox=True)

    def close(self) -> None:
        self.cache.close()
        self.outbox.close()


def changes_of(touched: dict[str, set[str]], *, outbox: bool = False) -> Changes:
    return Changes(
        members=frozenset(touched.get("member", ())),
        transfers=frozenset(touched.get("transfer", ())),
        organisations=frozenset(touched.get("organisation", ())),
        entries=frozenset[str]().union(*(touched.get(each, ()) for each in ("entry", *Register))),
        messages=any(touched.get(each) for each in ("transfer", *Register)),
        outbox=outbox,
        status=True,
    )
