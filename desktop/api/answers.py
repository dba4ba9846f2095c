"""The server's answers: what is not known is skipped, what is of the wrong type is refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec

from desktop.keychain import LONGEST
from domain.actors import Role
from domain.organisations import Card


class User(msgspec.Struct):
    id: str
    name: str
    account_masked: str


class NewSession(msgspec.Struct):
    access_token: str
    access_expires_at: datetime
    refresh_token: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    """It is kept in the keychain."""
    must_change_password: bool
    user: User
    role: Role
    organisation: Card
    organisations: tuple[Card, ...]
    instance_id: str


class Limits(msgspec.Struct):
    push: int
    pull: int


class Hello(msgspec.Struct):
    instance_id: str
    epoch: str
    schema: tuple[int, int]
    limits: Limits
    edition: int
    server_time: datetime | None = None
    min_client: str = ""


class Result(msgspec.Struct):
    op_id: str
    outcome: str
    code: str | None = None
    facts: Mapping[str, str] | None = None
    sentence: str | None = None
    seq: int | None = None


class Manifest(msgspec.Struct):
    items: list[tuple[str, str, int]]
    after: str | None = None


class Pushed(msgspec.Struct):
    results: list[Result]


class FoundCards(msgspec.Struct):
    items: tuple[Card, ...]


class LookedUp(msgspec.Struct):
    after: str | None = None


class NewCode(msgspec.Struct):
    code: str
    expires_at: datetime
    account_masked: str


class Reads(msgspec.Struct):
    """What the person has read of the messages: everything until then, and these beside."""

    read: list[tuple[str, str]]
    known: int
    more: bool
    until: str | None = None


class Problem(msgspec.Struct):
    """RFC 9457."""

    code: str
    detail: str = ""
    title: str = ""
    facts: dict[str, Any] = {}
