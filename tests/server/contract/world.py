"""Who calls, and whom each may mean by an id: their own, one below them, a sibling's, a stranger's."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

import requests

from domain.actors import Party
from domain.destinations import TransferKind
from domain.members import Member
from domain.organisations import card_of, is_below
from domain.registers import Register
from domain.requests import Particulars
from domain.transfers import Action, Event, Side, Transfer, TransferState, subject_of
from server.database.unit_of_work import UnitOfWork
from server.members.repository import find_member
from server.organisations.repository import find_organisation
from server.scope import NATIONWIDE
from tests.server.changes import change_member, path_of
from tests.server.client import Country, Device
from tests.server.contract.registered import entry_id, put_entries
from tests.server.sample import ACCOUNT_KEYS, PLACES, id_of, login_of

Relation = str
INSIDE: tuple[Relation, ...] = ("own", "child")
OUTSIDE: tuple[Relation, ...] = ("sibling", "foreign", "missing")


class Person(NamedTuple):
    """``place`` of each relation is a key of ``PLACES``; None: there is none."""

    column: str
    account: str | None
    own: str | None = None
    child: str | None = None
    sibling: str | None = None
    foreign: str | None = "beijing_branch"


PEOPLE: Mapping[str, Person] = {
    "nobody": Person("nobody", None),
    "signed out": Person("ended", "municipal"),
    "expired": Person("ended", "employer"),
    "must change the password": Person("new", "first_login"),
    "member": Person("member", "member", "class", None, "class_other"),
    "branch": Person("administrator", "class", "class", None, "class_other"),
    "school": Person("administrator", "university", "university", "class", "employer"),
    "township": Person("administrator", "township", "township", "floating", "employer"),
    "province": Person("administrator", "province", "province", "class", "beijing"),
}

MEMBERS_AT: Mapping[str, tuple[str, int]] = {
    "class": ("class", 2),
    "class_other": ("class_other", 1),
    "university": ("class_other", 0),
    "employer": ("workshop", 0),
    "floating": ("younger", 0),
    "township": ("younger", 1),
    "province": ("school", 0),
    "beijing": ("beijing_branch", 0),
    "beijing_branch": ("beijing_branch", 1),
}
"""Those of the township have been moved there by ``prepare``."""
OWN_MEMBER = ("class", 0)


def prepare(country: Country) -> None:
    """A member in the township's branch, and from every place a transfer of which nobody else is a part, and
    an entry in each register."""
    for each in range(2):
        change_member(country.state, id_of("younger", each), organisation_id=id_of("floating"))
    for place, member in {**MEMBERS_AT, "mine": OWN_MEMBER}.items():
        put_transfer(country, id_of("transfer of", place), id_of(*member), "register")
        put_entries(country, id_of(*member), place)


def put_transfer(country: Country, transfer_id: str, member_id: str, destination: str) -> None:
    state = country.state
    with state.database.writing() as connection:
        member = find_member(connection, NATIONWIDE, member_id)
        assert member is not None
        source = find_organisation(connection, NATIONWIDE, member.organisation_id)
        to = find_organisation(connection, NATIONWIDE, id_of(destination))
        assert source is not None
        assert to is not None
        unit = UnitOfWork(connection, state.clock())
        mine = member.id == id_of(*OWN_MEMBER)
        by = Party(
            user_id=id_of("account", "member") if mine else "x",
            name="发起人",
            organisation_id=source.id,
            organisation_name=source.full_name,
        )
        at = datetime(2020, 6, 1, tzinfo=UTC)
        started = Event(
            version=1, at=at, by=by, action=Action.STARTED, state=None, remark="", automatic=False
        )
        unit.save_transfer(
            Transfer(
                id=transfer_id,
                version=1,
                member_id=member.id,
                subject=subject_of(member),
                kind=TransferKind.ORDINARY,
                reason="工作变动",
                remark="",
                particulars=Particulars(),
                counted=False,
                edition=state.settings.edition,
                source=card_of(source),
                destination=card_of(to),
                special=None,
                placed_in=None,
                state=TransferState.AWAITING_DESTINATION,
                acting=card_of(to),
                opened_at=at,
                deadline=date(2020, 6, 16),
                started_side=Side.MEMBER if mine else Side.SOURCE,
                started_by=by,
                started_at=at,
                checks=(),
                history=(started,),
            )
        )
        unit.finish()


@dataclass
class Caller:
    name: str
    person: Person
    country: Country
    device: Device | None
    ops: dict[Relation, str] = field(default_factory=dict)

    def headers(self) -> dict[str, str]:
        if self.device is None:
            return {}
        session = self.device.session
        tokens = f"{session['access_token']}.{session['refresh_token']}"
        return {"Authorization": f"Bearer {session['access_token']}", "Cookie": f"xianjie={tokens}"}

    def ask(self, method: str, path: str, **more: object) -> requests.Response:
        http = self.country.http()
        with http:
            return http.request(
                method, self.country.address + path, headers=self.headers(),
                allow_redirects=False, timeout=30, **more,  # type: ignore[arg-type]
            )  # fmt: skip

    def target(self, entity: str, relation: Relation) -> str | None:
        """The id that ``relation`` stands for; None where there is none."""
        if relation == "missing":
            return str(uuid.UUID(int=0x4000_8000_0000_0000_0000))
        if entity == "op":
            return self.ops.get(relation)
        place: str | None = getattr(self.person, relation)
        if place is None:
            return None
        return TARGETS[entity](self, place, relation)


def _member(caller: Caller, place: str, relation: Relation) -> str:
    mine = caller.person.column == "member" and relation == "own"
    return id_of(*(OWN_MEMBER if mine else MEMBERS_AT[place]))


def _transfer(caller: Caller, place: str, relation: Relation) -> str:
    mine = caller.person.column == "member" and relation == "own"
    return id_of("transfer of", "mine" if mine else place)


def _entry(register: str, _: Caller, place: str, __: Relation) -> str:
    return entry_id(register, place)


TARGETS: Mapping[str, Callable[[Caller, str, Relation], str]] = {
    "organisation": lambda _, place, __: id_of(place),
    "member": _member,
    "transfer": _transfer,
    **{register: partial(_entry, register) for register in Register},
}
"""By the name before ``_id`` in a path or query. A feature with rows of its own adds how they are found."""


def caller_of(country: Country, name: str) -> Caller:
    person = PEOPLE[name]
    device = None
    if person.account is not None:
        password = login_of("first_login")[-8:] if person.account == "first_login" else None
        device = country.sign_in(person.account, *([password] if password else []))
    caller = Caller(name, person, country, device)
    if person.column in ("member", "administrator"):
        for relation, account in (
            ("own", person.account),
            ("sibling", "college_other"),
            ("foreign", "beijing"),
        ):
            assert account is not None
            signed_in = country.sign_in(account)
            op = signed_in.op("revoke_mark", id_of("nowhere"), 1)
            signed_in.push(op)
            caller.ops[relation] = op["op_id"]
    if name == "signed out":
        assert device is not None
        assert device.delete("/v1/sessions/current").status_code == 204
    return caller


# What must not be told


def canaries_of(country: Country, caller: Caller) -> set[str]:
    """Names, identity numbers and phones of all whom the caller must not know."""
    inside = path_of(country.state, caller.person.own) if caller.person.own else ""
    told: set[str] = set()
    for member in _members(country):
        lies = caller.person.column == "member" and member.id == id_of(*OWN_MEMBER)
        if caller.person.column == "administrator":
            lies = is_below(path_of_id(country, member.organisation_id), inside)
        if not lies:
            told |= {member.name, member.identity_number, member.phone}
    own_login = login_of(caller.person.account) if caller.person.account else ""
    return told | {login_of(key) for key in ACCOUNT_KEYS} - {own_login}


def _members(country: Country) -> list[Member]:
    ids = [id_of(key, each) for key, place in PLACES.items() for each in range(place.members)]
    with country.state.database.reading() as connection:
        found = [find_member(connection, NATIONWIDE, member_id) for member_id in ids]
    return [member for member in found if member is not None]


def path_of_id(country: Country, organisation_id: str) -> str:
    with country.state.database.reading() as connection:
        found = find_organisation(connection, NATIONWIDE, organisation_id)
    assert found is not None
    return found.path
