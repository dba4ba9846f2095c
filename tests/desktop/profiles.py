"""A filled profile without any server: real files, made by the way that a sync takes.

    filled = fill_profile(tmp_path / "profiles", MemoryKeychain())
    client = filled.client()      # signed in, offline
    ...
    client.close()

``filled.feed`` is the server's side in memory: change it and call ``filled.pull(client)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop import keys
from desktop.api import NewSession, Transport
from desktop.api.answers import User
from desktop.client import Client
from desktop.keys import password_key
from desktop.session import Doorkeeper
from desktop.sync.cycle import Cycle
from domain.actors import Role
from domain.identity import mask_identity_number
from domain.organisations import card_of
from tests.desktop.feed import FakeApi, Feed
from tests.desktop.samples import sample_world
from tests.domain.examples import NOON, administrator

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.api import Api
    from desktop.keychain import Keychain
    from tests.domain.world import World

REAL_COST = keys.SCRYPT_COST
# Half a second for every sign-in would be spent on nothing that these tests look at.
keys.SCRYPT_COST = 2**10

SERVER = "http://127.0.0.1:9"
"""Where nothing listens."""
ACCOUNT = "990001198003071237"
PASSWORD = "correct horse battery"
DEVICE = "00000000-0000-7000-8000-000000000001"


@dataclass(frozen=True)
class Filled:
    profiles: Path
    keychain: Keychain
    clock: Callable[[], datetime]
    feed: Feed
    api: FakeApi
    server: str = SERVER
    account: str = ACCOUNT
    password: str = PASSWORD

    @property
    def world(self) -> World:
        return self.feed.world

    def client(self) -> Client:
        """Signed in with what is on this machine, since no server answers."""
        client = Client(self.profiles, keychain=self.keychain, clock=self.clock)
        session = client.sign_in(self.server, self.account, self.password)
        assert session.offline
        return client

    def pull(self, client: Client) -> None:
        """One cycle of syncing with the feed in memory, pushes included."""
        opened = client._now_open()
        Cycle(opened.workspace, cast("Api", self.api), DEVICE).run()


def at_noon() -> datetime:
    return NOON


def fill_profile(
    profiles: Path,
    keychain: Keychain,
    *,
    organisation: str = "university",
    world: World | None = None,
    clock: Callable[[], datetime] = at_noon,
) -> Filled:
    """``organisation``: whose administrator it is. ``world``: by default that of samples.py."""
    world = sample_world() if world is None else world
    actor = administrator(world, organisation)
    feed = Feed(world, clock)
    filled = Filled(profiles, keychain, clock, feed, FakeApi(feed, actor))
    session = new_session(actor)
    door = Doorkeeper(profiles, keychain, clock)
    key = password_key(session.instance_id, ACCOUNT, PASSWORD)
    opened = door.open_online(Transport(SERVER), session, ACCOUNT, key, DEVICE)
    try:
        Cycle(opened.workspace, cast("Api", filled.api), DEVICE).run()
    finally:
        opened.close()
    return filled


def new_session(actor: Any, *organisations: Any) -> NewSession:
    return NewSession(
        access_token="access",
        access_expires_at=NOON + timedelta(minutes=15),
        refresh_token="refresh",
        must_change_password=False,
        user=User(id=actor.user_id, name=actor.name, account_masked=mask_identity_number(ACCOUNT)),
        role=Role.ADMINISTRATOR,
        organisation=actor.organisation,
        organisations=(actor.organisation, *(card_of(each) for each in organisations)),
        instance_id="instance",
    )
