"""Administrators of the sample country at their machines."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.client import Client
from desktop.values import Changes, MemberQuery, Seen, TransferQuery
from domain.transfers import APPROVABLE_STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.keychain import Keychain
    from desktop.values import MemberRow, TransferRow
    from domain.transfers import TransferState

Accounts = dict[str, dict[str, str]]
PATIENCE = 60.0
"""Seconds after which a test fails; nothing takes that long."""


@dataclass
class People:
    folder: Path
    address: str
    accounts: Accounts
    keychain: Keychain
    _clients: list[Client] = field(default_factory=list)

    def machine(self, folder: str) -> Client:
        client = Client(self.folder / folder, keychain=self.keychain)
        self._clients.append(client)
        return client

    def signed_in(self, key: str, *, address: str = "", synced: bool = True) -> Client:
        """The person of that name at their own machine."""
        client = self.machine(key)
        account = self.accounts[key]
        client.sign_in(address or self.address, account["account"], account["password"])
        if synced:
            client.sync_once()
        return client

    def close(self) -> None:
        for client in self._clients:
            client.close()


class Listener:
    """Given to ``Client.start``; lets a test wait until something has become true."""

    def __init__(self) -> None:
        self.told: list[Changes] = []
        self._heard = threading.Condition()

    def __call__(self, changes: Changes) -> None:
        with self._heard:
            self.told.append(changes)
            self._heard.notify_all()

    def until(self, is_true: Callable[[], bool]) -> None:
        with self._heard:
            assert self._heard.wait_for(is_true, PATIENCE)


def pending(client: Client, *states: TransferState) -> list[TransferRow]:
    """What the client's administrator may decide; by default what can be approved."""
    wanted = frozenset(states) or APPROVABLE_STATES
    rows = client.transfers(client.transfer_ids(TransferQuery()))
    return [row for row in rows if row.transfer.state in wanted]


def seen(*rows: TransferRow) -> list[Seen]:
    return [Seen(id=row.transfer.id, version=row.transfer.version) for row in rows]


def graduates(client: Client) -> list[MemberRow]:
    """Who can be marked."""
    rows = client.members(client.member_ids(MemberQuery()))
    return [row for row in rows if row.graduate and not row.member.mark and not row.open_transfer]


def seen_members(*rows: MemberRow) -> list[Seen]:
    return [Seen(id=row.member.id, version=row.member.version) for row in rows]
