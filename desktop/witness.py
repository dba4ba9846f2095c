"""Asks the server itself, in a session of its own: for checks that must not trust the cache."""

from typing import TypeVar

from desktop.api.api import CALL_SECONDS, SMALL, decoded, opened, send
from desktop.api.transport import Transport
from desktop.clock import now
from desktop.identifiers import new_id
from domain.members import Member
from domain.transfers import Transfer

T = TypeVar("T")


class Witness:
    def __init__(self, server: str, account: str, password: str) -> None:
        self._transport = Transport(server)
        self._account = account
        self._password = password
        self._token = ""

    def member(self, member_id: str) -> Member:
        return self._asked(f"/v1/members/{member_id}", Member)

    def transfer(self, transfer_id: str) -> Transfer:
        return self._asked(f"/v1/transfers/{transfer_id}", Transfer)

    def close(self) -> None:
        self._transport.close()

    def _asked(self, path: str, answer_type: type[T]) -> T:
        if not self._token:
            session = opened(self._transport, self._account, self._password, None, new_id(now()))
            self._token = session.access_token
        return decoded(
            send(self._transport, "GET", path, None, CALL_SECONDS, SMALL, token=self._token), answer_type
        )
