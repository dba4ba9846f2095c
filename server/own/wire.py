"""What a member asks and is told about themself (docs/sync.md, Own side)."""

from datetime import date
from typing import Annotated

import msgspec

from domain.destinations import Outcome, TransferKind
from domain.identity import Gender
from domain.members import Mark, Standing
from domain.organisations import Contact, System
from domain.policy import AtDeadline
from domain.requests import Particulars
from domain.transfers import Action, Side, TransferState
from server.sync.wire import Count, Id

Text = Annotated[str, msgspec.Meta(max_length=2000, pattern=r"^[^\x00]*$")]


class OwnPlace(msgspec.Struct, frozen=True):
    code: str
    name: str


class OwnPlaces(msgspec.Struct, frozen=True):
    items: list[OwnPlace]


class OwnOffice(msgspec.Struct, frozen=True):
    """An organisation and how to reach it, as both are now."""

    full_name: str
    administrators: tuple[Contact, ...]


class OwnEvent(msgspec.Struct, frozen=True):
    at: str
    action: Action
    state: TransferState | None
    by: str
    organisation: str
    on_behalf_of: str | None
    remark: str
    automatic: bool


class OwnCheck(msgspec.Struct, frozen=True):
    """One rule held against the request (SPEC R68). ``field``: what of the request it speaks about."""

    rule_id: str
    rule: str
    outcome: Outcome
    must: bool
    sentence: str
    sentence_en: str
    source: str
    field: str


class OwnRefusal(msgspec.Struct, frozen=True):
    code: str
    rule: str | None
    facts: dict[str, str]
    sentence: str
    sentence_en: str
    field: str | None


class OwnTransfer(msgspec.Struct, frozen=True, kw_only=True):
    """``acting`` must act next, until the end of ``deadline``; then ``at_deadline`` happens. ``ahead`` are
    the steps after this one, if all goes well. ``may_withdraw`` holds for the asking member."""

    id: str
    version: int
    kind: TransferKind
    reason: str
    remark: str
    particulars: Particulars
    counted: bool
    source: str
    destination: str
    placed_in: str | None
    state: TransferState
    acting: OwnOffice | None
    opened_at: str
    deadline: date | None
    days_left: int | None
    at_deadline: AtDeadline | None
    ahead: list[TransferState]
    started_side: Side
    started_by: str
    started_organisation: str
    started_at: str
    may_withdraw: bool
    history: list[OwnEvent]
    checks: list[OwnCheck]


class OwnTransfers(msgspec.Struct, frozen=True):
    """The open one, then the newest first."""

    items: list[OwnTransfer]


class OwnRecord(msgspec.Struct, frozen=True, kw_only=True):
    """``graduate``: an unmarked one, whose transfer is 学社衔接; ``kinds``: those that the member can start;
    ``obstacle``: what refuses all of them at present (SPEC R41, R45, R52)."""

    id: str
    name: str
    identity_number: str
    """Masked."""
    phone: str
    """Masked."""
    gender: Gender
    birth_date: date
    joined_on: date | None
    household: OwnPlace | None
    origin: OwnPlace | None
    residence: OwnPlace | None
    party_member: bool
    league_post: str | None
    standing: Standing
    mark: Mark | None
    graduate: bool
    graduation_month: str | None
    branch: OwnOffice
    kinds: list[TransferKind]
    obstacle: OwnRefusal | None
    edition: int


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A transfer as it would be asked for (SPEC R42, R43)."""

    kind: TransferKind
    system: System
    reason: Text = ""
    destination_id: Id | None = None
    destination_name: Text | None = None
    remark: Text = ""
    particulars: Particulars = msgspec.field(default_factory=Particulars)


class Start(Wish, frozen=True, kw_only=True):
    """``op_id`` is made once, and is the new transfer's id; the same again has no second effect."""

    op_id: Id


class Withdraw(msgspec.Struct, frozen=True, kw_only=True):
    op_id: Id
    seen_version: Count


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What would become of the wish now: the rules one by one, and what refuses it."""

    checks: list[OwnCheck]
    refusal: OwnRefusal | None


class OwnResult(msgspec.Struct, frozen=True, kw_only=True):
    """``transfer`` as it is now, whatever became of the op; null where there is none."""

    op_id: str
    outcome: str
    refusal: OwnRefusal | None
    transfer: OwnTransfer | None


WISH = msgspec.json.Decoder(Wish)
START = msgspec.json.Decoder(Start)
WITHDRAW = msgspec.json.Decoder(Withdraw)
