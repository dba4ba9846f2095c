"""A row of a list of organisations, as far as it can be judged by itself."""

from dataclasses import dataclass, replace

from domain.actors import Actor, Role
from domain.organisation_commands import CreateOrganisation
from domain.organisations import (
    Category,
    Contact,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
    card_of,
)
from domain.organising import create_organisation
from server.administration.loading.cells import (
    choice_of,
    division_of,
    needed_text,
    phone_of,
    text_of,
)
from server.administration.loading.headers import Table
from server.administration.loading.readings import Reading
from server.administration.loading.sheets import Cell, Row
from server.administration.places import OPERATOR
from server.search_text import organisation_search
from server.state import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    reading: Reading
    wish: CreateOrganisation
    """Its ``parent_id`` is still what the file calls the organisation above, empty for the highest of all."""
    system: System | None
    contacts: tuple[Contact, ...]

    @property
    def number(self) -> int:
        return self.reading.number


def read_draft(table: Table, row: Row) -> OrganisationDraft:
    reading = Reading(table, row)
    full_name = reading.read("full_name", needed_text, "")
    contact = Contact(
        name=reading.read("contact_name", text_of, ""), phone=reading.read("contact_phone", phone_of, "")
    )
    return OrganisationDraft(
        reading=reading,
        wish=CreateOrganisation(
            parent_id=reading.read("parent", text_of, ""),
            full_name=full_name,
            short_name=reading.read("short_name", text_of, "") or full_name,
            kind=reading.read("kind", _kind, OrganisationKind.BRANCH),
            category=reading.read("category", _category, Category.ORDINARY),
            code=reading.read("code", text_of, ""),
            field=reading.read("field", lambda cell: choice_of(cell, Field), None),
            school_level=reading.read("school_level", lambda cell: choice_of(cell, SchoolLevel), None),
            division=reading.read("division", division_of, ""),
        ),
        system=reading.read("system", lambda cell: choice_of(cell, System), None),
        contacts=(contact,) if contact.name else (),
    )


def _kind(cell: Cell) -> OrganisationKind:
    needed_text(cell)
    return choice_of(cell, OrganisationKind) or OrganisationKind.BRANCH


def _category(cell: Cell) -> Category:
    return choice_of(cell, Category) or Category.ORDINARY


def created_below(draft: OrganisationDraft, parent: Organisation) -> Organisation:
    """SPEC R6, by the same rules as everybody's; but whoever sets the system up may found the register of
    special units, and the provinces that run their own. Raises RefusedError."""
    wish = replace(draft.wish, parent_id=parent.id)
    is_register = wish.category is Category.SPECIAL_UNIT and Field.SPECIAL in (wish.field, parent.field)
    if is_register:
        wish = replace(wish, category=Category.ORDINARY)
    created = create_organisation(new_id(), wish, parent, _operator(parent))
    if is_register:
        created = replace(created, category=Category.SPECIAL_UNIT)
    return _finished(created, draft)


def created_highest(draft: OrganisationDraft) -> Organisation:
    """The one above which there is none."""
    wish, own_id = draft.wish, new_id()
    highest = Organisation(
        id=own_id,
        version=1,
        parent_id=None,
        path=f"/{own_id}/",
        full_name=wish.full_name,
        short_name=wish.short_name,
        code=wish.code,
        kind=wish.kind,
        category=wish.category,
        field=wish.field,
        school_level=wish.school_level,
        division=wish.division,
        system=System.NATIONAL,
        administrators=(),
        whole_school=False,
        graduation_month=None,
        mixed=False,
        graduate_year=None,
        active=True,
        search="",
    )
    return _finished(highest, draft)


def _finished(created: Organisation, draft: OrganisationDraft) -> Organisation:
    return replace(
        created,
        system=draft.system or created.system,
        administrators=draft.contacts,
        search=organisation_search(created.full_name, created.short_name),
    )


def _operator(parent: Organisation) -> Actor:
    everything = replace(card_of(parent), path="/")
    return Actor(user_id=OPERATOR, name=OPERATOR, role=Role.ADMINISTRATOR, organisation=everything)
