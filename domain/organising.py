"""Creating, renaming, moving and dissolving organisations (SPEC R1, R6).

What may stand below what is told by tables. ``search`` of what is returned is for the server to fill.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.actors import Actor
from domain.organisation_commands import (
    CreateOrganisation,
    Estate,
    MoveOrganisation,
    Occupancy,
    OrganisationCommand,
    RenameOrganisation,
)
from domain.organisations import (
    Category,
    Field,
    Organisation,
    OrganisationKind,
    System,
    check_active,
    is_below,
)
from domain.refusals import RefusedError

_C, _F, _K = Category, Field, OrganisationKind

CATEGORIES_BELOW: Mapping[Field | None, frozenset[Category]] = {
    _F.EDUCATION: frozenset(
        {_C.ORDINARY, _C.DELAYED_GRADUATE, _C.NEW_STUDENT, _C.ABROAD_STUDY, _C.TEMPORARY, _C.ONLINE}
    ),
    _F.TOWNSHIP: frozenset({_C.ORDINARY, _C.FLOATING, _C.YOUTH_CENTRE, _C.ONLINE}),
    _F.ENTERPRISE: frozenset({_C.ORDINARY, _C.TEMPORARY, _C.ONLINE}),
    _F.PUBLIC_INSTITUTION: frozenset({_C.ORDINARY, _C.TEMPORARY, _C.ONLINE}),
    _F.SOCIAL_ORGANISATION: frozenset({_C.ORDINARY, _C.TEMPORARY, _C.ONLINE, _C.YOUTH_CENTRE}),
    _F.PARTY_GOVERNMENT: frozenset({_C.ORDINARY, _C.TEMPORARY, _C.ONLINE, _C.YOUTH_CENTRE}),
    _F.SPECIAL: frozenset({_C.ORDINARY}),
    None: frozenset({_C.ORDINARY}),
}
"""By the field of the organisation that they are created in. Graduate organisations are made by the yearly
change alone, and the special-unit register by whoever sets the system up."""

PARK_CATEGORIES = frozenset({_C.FLOATING})
"""What the working committee of an enterprise park creates besides (question 8)."""

ONLY_BRANCHES = frozenset({_C.FLOATING, _C.ABROAD_STUDY, _C.TEMPORARY, _C.ONLINE})

KINDS_BELOW: Mapping[OrganisationKind, frozenset[OrganisationKind]] = {
    _K.COMMITTEE: frozenset(_K),
    _K.WORKING_COMMITTEE: frozenset(_K),
    _K.GENERAL_BRANCH: frozenset({_K.BRANCH}),
    _K.BRANCH: frozenset(),
}

FIELDS_ONLY_BELOW: Mapping[Field, frozenset[Field]] = {
    _F.TOWNSHIP: frozenset({_F.PARTY_GOVERNMENT, _F.TOWNSHIP}),
    _F.SPECIAL: frozenset({_F.PARTY_GOVERNMENT, _F.SPECIAL}),
}
"""So that no school makes itself a township for its graduates without work."""


def organise(
    estate: Estate, command: OrganisationCommand, subject_id: str, seen_version: int, actor: Actor
) -> tuple[Organisation, ...]:
    """The organisations as they become, the subject first; to be stored together or not at all."""
    if isinstance(command, CreateOrganisation):
        if estate.is_taken(subject_id):
            raise RefusedError("ORGANISATION_EXISTS")
        parent = estate.organisation(command.parent_id)
        _check_name_free(estate, command.full_name, parent.system)
        return (create_organisation(subject_id, command, parent, actor),)
    organisation = estate.organisation(subject_id)
    match command:
        case RenameOrganisation():
            if command.full_name.strip() != organisation.full_name:
                _check_name_free(estate, command.full_name, organisation.system)
            return (rename_organisation(organisation, command, seen_version, actor),)
        case MoveOrganisation():
            parent = estate.organisation(command.parent_id)
            return move_organisation(organisation, parent, estate.below(organisation), seen_version, actor)
        case _:
            occupancy = estate.occupancy(subject_id)
            return (dissolve_organisation(organisation, occupancy, seen_version, actor),)


def _check_name_free(estate: Estate, full_name: str, system: System) -> None:
    if estate.is_named(full_name.strip(), system):
        raise RefusedError("NAME_TAKEN", name=full_name.strip())


def create_organisation(
    organisation_id: str, command: CreateOrganisation, parent: Organisation, actor: Actor
) -> Organisation:
    """SPEC R6. The parent is one's own organisation or one below it."""
    actor.check_covers(parent.path, f"“{parent.full_name}”")
    check_active(parent)
    field = command.field or parent.field
    _check_named(command.full_name, command.short_name)
    _check_place(command.kind, command.category, field, parent)
    division = command.division or parent.division
    if not division.startswith(parent.division):
        raise RefusedError("DIVISION_ELSEWHERE", division=division, parent=parent.full_name)
    level = command.school_level or parent.school_level
    return Organisation(
        id=organisation_id,
        version=1,
        parent_id=parent.id,
        path=f"{parent.path}{organisation_id}/",
        full_name=command.full_name.strip(),
        short_name=command.short_name.strip(),
        code=command.code.strip(),
        kind=command.kind,
        category=command.category,
        field=field,
        school_level=level if field is Field.EDUCATION else None,
        division=division,
        system=parent.system,
        administrators=(),
        whole_school=_is_whole_school(command.kind, field, parent),
        graduation_month=None,
        mixed=False,
        graduate_year=None,
        active=True,
        search="",
    )


def rename_organisation(
    organisation: Organisation, command: RenameOrganisation, seen_version: int, actor: Actor
) -> Organisation:
    check_organised(organisation, seen_version, actor)
    _check_named(command.full_name, command.short_name)
    return replace(
        organisation,
        version=organisation.version + 1,
        full_name=command.full_name.strip(),
        short_name=command.short_name.strip(),
    )


def move_organisation(
    organisation: Organisation,
    parent: Organisation,
    below: Iterable[Organisation],
    seen_version: int,
    actor: Actor,
) -> tuple[Organisation, ...]:
    """The organisation and everything ``below`` it, at their new paths."""
    check_organised(organisation, seen_version, actor)
    actor.check_covers(parent.path, f"“{parent.full_name}”")
    check_active(parent)
    if is_below(parent.path, organisation.path):
        raise RefusedError("MOVED_BELOW_ITSELF", organisation=organisation.full_name)
    if parent.system is not organisation.system:
        raise RefusedError("MOVED_TO_OTHER_SYSTEM", organisation=organisation.full_name, system=parent.system)
    # What has graduated was an ordinary branch, and is one as to where it may stand.
    has_graduated = organisation.category is Category.GRADUATE
    category = Category.ORDINARY if has_graduated else organisation.category
    _check_place(organisation.kind, category, organisation.field, parent)
    return _moved(organisation, parent, below)


def _moved(
    organisation: Organisation, parent: Organisation, below: Iterable[Organisation]
) -> tuple[Organisation, ...]:
    above = organisation.path.rstrip("/").rpartition("/")[0]
    whole_school = _is_whole_school(organisation.kind, organisation.field, parent)
    moved = replace(organisation, parent_id=parent.id, whole_school=whole_school)
    return tuple(
        replace(each, version=each.version + 1, path=f"{parent.path}{each.path.removeprefix(above + '/')}")
        for each in (moved, *below)
    )


def dissolve_organisation(
    organisation: Organisation, occupancy: Occupancy, seen_version: int, actor: Actor
) -> Organisation:
    """SPEC R6: the refusal says what still holds it."""
    check_organised(organisation, seen_version, actor)
    if any(occupancy):
        raise RefusedError(
            "ORGANISATION_NOT_EMPTY",
            organisation=organisation.full_name,
            holds="、".join(words for count, words in zip(occupancy, _held(occupancy), strict=True) if count),
            holds_en=", ".join(
                words for count, words in zip(occupancy, _held_en(occupancy), strict=True) if count
            ),
        )
    return replace(organisation, version=organisation.version + 1, active=False)


def _held(occupancy: Occupancy) -> tuple[str, ...]:
    return (
        f"{occupancy.children} 个下级组织",
        f"{occupancy.members} 名团员",
        f"{occupancy.open_transfers} 项正在办理的转接",
        f"{occupancy.returning} 名撤销标记后要回来的延迟毕业团员",
    )


def _held_en(occupancy: Occupancy) -> tuple[str, ...]:
    return (
        f"{occupancy.children} organisations below",
        f"{occupancy.members} members",
        f"{occupancy.open_transfers} open transfers",
        f"{occupancy.returning} delayed graduates who will come back",
    )


def _is_whole_school(kind: OrganisationKind, field: Field | None, parent: Organisation) -> bool:
    """SPEC R21: a school's branch that stands below no other organisation of a school."""
    is_school = field is Field.EDUCATION and kind is OrganisationKind.BRANCH
    return is_school and parent.field is not Field.EDUCATION


def check_organised(organisation: Organisation, seen_version: int, actor: Actor) -> None:
    """SPEC R6: of those below their own, as it was seen."""
    actor.check_covers(organisation.path, f"“{organisation.full_name}”")
    if organisation.id == actor.organisation.id:
        raise RefusedError("OWN_ORGANISATION", organisation=organisation.full_name)
    check_active(organisation)
    if organisation.version != seen_version:
        raise RefusedError("ORGANISATION_CHANGED", organisation=organisation.full_name)


def _check_named(full_name: str, short_name: str) -> None:
    if not full_name.strip() or not short_name.strip():
        raise RefusedError("NAME_MISSING")


def _check_place(
    kind: OrganisationKind, category: Category, field: Field | None, parent: Organisation
) -> None:
    if kind not in KINDS_BELOW[parent.kind]:
        raise RefusedError("KIND_NOT_BELOW", kind=kind, parent=parent.full_name, parent_kind=parent.kind)
    if category not in categories_below(parent) or (category in ONLY_BRANCHES and kind is not _K.BRANCH):
        raise RefusedError("CATEGORY_NOT_BELOW", category=category, parent=parent.full_name)
    if field is not None and parent.field not in FIELDS_ONLY_BELOW.get(field, {parent.field}):
        raise RefusedError("FIELD_NOT_BELOW", field=field, parent=parent.full_name)


def categories_below(parent: Organisation) -> frozenset[Category]:
    """SPEC R6: what can be created directly below."""
    found = CATEGORIES_BELOW[parent.field]
    is_park = parent.field is Field.ENTERPRISE and parent.kind is OrganisationKind.WORKING_COMMITTEE
    return found | PARK_CATEGORIES if is_park else found
