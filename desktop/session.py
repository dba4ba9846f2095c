"""Signing in: with the server, or, when it does not answer, with what is on this machine."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from desktop.api import Api, NewSession, Tokens, Transport
from desktop.api.api import opened, renewed
from desktop.cache import Cache, Viewer
from desktop.cache.notes import SESSION, read_note
from desktop.clock import Clock
from desktop.errors import ClientError, client_error
from desktop.identifiers import new_id
from desktop.keychain import Keychain
from desktop.keys import password_key
from desktop.profile import FolderLock, Profile, Profiles, Record
from desktop.synced_folders import sync_service_of
from desktop.values import Session
from desktop.vault import Vault
from desktop.workspace import Workspace
from domain.actors import Role
from domain.identity import mask_identity_number

OFFLINE_CODES = frozenset(
    {
        "SERVER_UNREACHABLE",
        "SERVER_BUSY",
        "SERVER_ERROR",
        "NOT_XIANJIE",
        "ANSWER_UNREADABLE",
        "CERTIFICATE_INVALID",
    }
)
"""What the server's silence looks like, or a server that is not to be trusted. Anything else is an answer
that counts."""


@dataclass(slots=True, kw_only=True)
class Opened:
    """A profile in use: locked, its files open."""

    profile: Profile
    lock: FolderLock
    workspace: Workspace
    api: Api
    tokens: Tokens
    account: str
    password_key: bytes
    cache_key: bytes
    vault: Vault

    def purge(self) -> None:
        """The person may not read this any more: the rows go at once, and the key to any copy of them."""
        self.workspace.make_cache_anew(self.workspace.cache.generation)
        self.vault.forget_cache_key(self.profile)

    def close(self) -> None:
        self.api.close()
        self.workspace.close()
        self.lock.release()


class Doorkeeper:
    """Knows the profiles of this machine and opens one of them."""

    def __init__(self, folder: Path, keychain: Keychain, clock: Clock) -> None:
        self.profiles = Profiles(folder, keychain)
        self.vault = Vault(keychain)
        self._keychain = keychain
        self._clock = clock

    def sign_in(
        self, server: str, account: str, password: str, organisation_id: str | None, code: str | None = None
    ) -> Opened:
        here = self._profiles_on(server, account)
        device_id = here[0].record.device_id if here else new_id(self._clock())
        transport = Transport(server)
        try:
            session = opened(transport, account, password, organisation_id, device_id, code)
        except ClientError as error:
            transport.close()
            if error.code == "ACCOUNT_DISABLED":
                self._wipe_all(here)
            if error.code not in OFFLINE_CODES or not here:
                raise
            profile = _of_organisation(here, organisation_id, server)
            return self._open_offline(profile, account, _key(profile, account, password))
        key = password_key(session.instance_id, account, password)
        return self.open_online(transport, session, account, key, device_id)

    def switch(self, now_open: Opened, organisation_id: str) -> Opened:
        """Opens another organisation of the same person; ``now_open`` stays open."""
        server, account, key = now_open.profile.record.server, now_open.account, now_open.password_key
        try:
            session = self._exchanged(now_open, organisation_id)
        except ClientError as error:
            if error.code not in OFFLINE_CODES:
                raise
            here = self._profiles_on(server, account)
            return self._open_offline(_of_organisation(here, organisation_id, server), account, key)
        device_id = now_open.profile.record.device_id
        return self.open_online(Transport(server), session, account, key, device_id)

    def change_password(self, now_open: Opened, old: str, new: str) -> None:
        now_open.api.change_password(old, new)
        now_open.password_key = _key(now_open.profile, now_open.account, new)
        self.vault.rewrap(now_open.profile, now_open.cache_key, now_open.password_key)
        space = now_open.workspace
        space.set_session(replace(space.session, must_change_password=False))

    # Parts

    def open_online(
        self, transport: Transport, session: NewSession, account: str, key: bytes, device_id: str
    ) -> Opened:
        try:
            if session.role is not Role.ADMINISTRATOR:
                raise client_error("NO_ROLE")
            profile = self._profile(transport.server, session, account, device_id)
        except ClientError:
            transport.close()
            raise
        opened = self._open(profile, transport, account, key, _session_of(session, profile))
        opened.tokens.accept(session)
        return opened

    def _open_offline(self, profile: Profile, account: str, key: bytes) -> Opened:
        """Raises WRONG_CREDENTIALS, or NOTHING_OFFLINE when nothing is here that a password could open."""
        return self._open(profile, Transport(profile.record.server), account, key, None)

    def _open(
        self, profile: Profile, transport: Transport, account: str, key: bytes, told: Session | None
    ) -> Opened:
        """``told``: the server's word; without it the one that the cache remembers."""
        with ExitStack() as stack:
            stack.callback(transport.close)
            lock = profile.lock()
            stack.callback(lock.release)
            outbox = self.vault.open_outbox(profile)
            stack.callback(outbox.close)
            cache_key = self.vault.cache_key(profile, key)
            if cache_key is None and told is None:
                raise self._not_openable(profile)
            cache_key = cache_key or self.vault.new_cache_key(profile, key)
            session = told or self._remembered(profile, cache_key)
            cache = Cache(profile.cache_file, cache_key, Viewer(session.user_id, session.organisation.id))
            stack.callback(cache.close)
            workspace = Workspace(cache=cache, outbox=outbox, session=session, machine_clock=self._clock)
            workspace.begin()
            _warn_of_copies(workspace, profile.folder)
            stack.pop_all()
        tokens = Tokens(self._keychain, profile.entry("refresh"))
        return Opened(
            profile=profile,
            lock=lock,
            workspace=workspace,
            api=_api(profile, transport, tokens, workspace),
            tokens=tokens,
            account=account,
            password_key=key,
            cache_key=cache_key,
            vault=self.vault,
        )

    def _exchanged(self, now_open: Opened, organisation_id: str) -> NewSession:
        """A session on another organisation of the person. The new refresh token is kept for the old one
        too: should opening fail, that one still goes on."""
        tokens = now_open.tokens
        with tokens.renewing:
            refresh = tokens.refresh
            if refresh is None:
                raise client_error("SIGN_IN_AGAIN")
            session = renewed(now_open.api.transport, refresh, organisation_id)
            tokens.keep(session.refresh_token)
        return session

    def _profiles_on(self, server: str, account: str) -> list[Profile]:
        return [each for each in self.profiles.of_account(account) if each.record.server == server]

    def _profile(self, server: str, session: NewSession, account: str, device_id: str) -> Profile:
        """The same installation under a new address is still the same."""
        for profile in self.profiles.of_account(account):
            record = profile.record
            if (record.instance_id, record.organisation_id) == (session.instance_id, session.organisation.id):
                return profile.rewritten(replace(record, server=server, last_used_at=self._clock()))
        record = Record(
            server=server,
            instance_id=session.instance_id,
            account_masked=mask_identity_number(account),
            organisation_id=session.organisation.id,
            organisation_name=session.organisation.full_name,
            device_id=device_id,
            last_used_at=self._clock(),
        )
        profile = self.profiles.begin(record, account, session.user.name)
        self.vault.create_outbox(profile)
        return profile.rewritten(record)

    def _not_openable(self, profile: Profile) -> ClientError:
        if self.vault.has_cache_key(profile):
            return client_error("WRONG_CREDENTIALS")
        return client_error("NOTHING_OFFLINE", server=profile.record.server)

    def _remembered(self, profile: Profile, cache_key: bytes) -> Session:
        cache = Cache(profile.cache_file, cache_key, Viewer("", ""))
        try:
            with cache.read() as snapshot:
                text = read_note(snapshot, SESSION)
        finally:
            cache.close()
        if text is None:
            raise client_error("NOTHING_OFFLINE", server=profile.record.server)
        return replace(msgspec.json.decode(text, type=Session), offline=True)

    def _wipe_all(self, profiles: list[Profile]) -> None:
        for profile in profiles:
            with suppress(ClientError):
                self.vault.wipe(profile)


def _warn_of_copies(workspace: Workspace, folder: Path) -> None:
    service = sync_service_of(folder)
    if service and workspace.notice is None:
        workspace.notice = client_error("PROFILE_SYNCED", service=service, folder=str(folder))


def _api(profile: Profile, transport: Transport, tokens: Tokens, workspace: Workspace) -> Api:
    def on_renewed(session: NewSession) -> None:
        told = _session_of(session, profile)
        workspace.healed(lambda space: space.set_session(replace(told, offline=space.session.offline)))

    record = profile.record
    return Api(
        transport,
        tokens,
        instance_id=record.instance_id,
        organisation_id=record.organisation_id,
        on_renewed=on_renewed,
    )


def _key(profile: Profile, account: str, password: str) -> bytes:
    return password_key(profile.record.instance_id, account, password)


def _of_organisation(profiles: list[Profile], organisation_id: str | None, server: str) -> Profile:
    for profile in profiles:
        if organisation_id in (None, profile.record.organisation_id):
            return profile
    raise client_error("NOTHING_OFFLINE", server=server)


def _session_of(session: NewSession, profile: Profile) -> Session:
    return Session(
        key=profile.key,
        server=profile.record.server,
        user_id=session.user.id,
        user_name=session.user.name,
        account_masked=session.user.account_masked,
        role=session.role,
        organisation=session.organisation,
        organisations=session.organisations,
        must_change_password=session.must_change_password,
        offline=False,
    )
