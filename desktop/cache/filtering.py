"""What is typed to find members, as conditions (SPEC R111, R120)."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Table, and_, false, func, not_, or_, select, true

from desktop.cache.rows import STATES
from desktop.cache.selecting import matches, organisation
from desktop.cache.tables import LIVE, overlay_transfer
from desktop.documents import MEMBERS
from desktop.member_fields import Condition, MemberField, conditions_of
from domain.identity import Gender
from domain.members import Mark
from domain.terms import term

NOTHING = frozenset({"无", "none"})
YES, NO = frozenset({"是", "yes"}), frozenset({"否", "no"})


def filtered(table: Table, text: str) -> ColumnElement[bool] | None:
    """``table``: members, as the server said or as they are predicted."""
    conditions = [_condition(table, each) for each in conditions_of(text)]
    return and_(*(each for each in conditions if each is not None)) if conditions else None


def _condition(table: Table, condition: Condition) -> ColumnElement[bool] | None:
    if condition.field is None:
        return matches(table, condition.value)
    held = _TESTS[condition.field](table, condition.value)
    # What is unknown does not hold, and so its opposite does.
    return not_(func.coalesce(held, false())) if condition.negated else held


def _kept(table: Table, name: str) -> ColumnElement[object]:
    """A part of the row that has no column of its own: to be read row by row."""
    return func.json_extract(table.c.document, f"$[{MEMBERS.columns.index(name)}]")


def _named(table: Table, value: str) -> ColumnElement[bool]:
    return table.c.search.contains(value, autoescape=True)


def _of_gender(table: Table, value: str) -> ColumnElement[bool]:
    known = [each.value for each in Gender if value in (term(each, "en"), term(each))]
    return _kept(table, "gender").in_(known)


def _numbered(table: Table, value: str) -> ColumnElement[bool]:
    return func.substr(table.c.numbers, 1, 18).contains(value, autoescape=True)


def _phoned(table: Table, value: str) -> ColumnElement[bool]:
    return func.substr(table.c.numbers, 20).contains(value, autoescape=True)


def _in_branch(table: Table, value: str) -> ColumnElement[bool]:
    found = organisation.c.search.contains(value, autoescape=True)
    return table.c.organisation_id.in_(select(organisation.c.id).where(found))


def _marked(table: Table, value: str) -> ColumnElement[bool]:
    if value in NOTHING:
        return table.c.mark.is_(None)
    marks = [mark.value for mark in Mark if value in term(mark) or value in term(mark, "en")]
    unmarked = and_(table.c.mark.is_(None), _graduate(table)) if value in ("毕业生", "graduate") else false()
    return or_(table.c.mark.in_(marks), unmarked)


def _graduate(table: Table) -> ColumnElement[bool]:
    """As domain.members.is_graduate."""
    holds = organisation.c.graduates_until.is_not(None)
    wholly = select(organisation.c.id).where(holds, ~organisation.c.mixed)
    until = select(organisation.c.graduates_until).where(organisation.c.id == table.c.organisation_id, holds)
    return or_(
        table.c.organisation_id.in_(wholly),
        table.c.graduation_month <= until.correlate(table).scalar_subquery(),
    )


def _graduating(table: Table, value: str) -> ColumnElement[bool]:
    """As domain.members.graduation_month_of."""
    here, c = table.c.organisation_id, organisation.c
    of_branch = select(c.id).where(~c.mixed, c.graduation_month.startswith(value, autoescape=True))
    own = and_(
        here.in_(select(c.id).where(c.mixed)),
        table.c.graduation_month.startswith(value, autoescape=True),
    )
    return or_(here.in_(of_branch), own)


def _expected(table: Table, value: str) -> ColumnElement[bool]:
    return _kept(table, "expected_month").startswith(value, autoescape=True)


def _delayed_for(table: Table, value: str) -> ColumnElement[bool]:
    return _kept(table, "delay_reason").contains(value, autoescape=True)


def _under_way(table: Table, value: str) -> ColumnElement[bool]:
    """Where an open transfer of theirs stands; ``有`` for any, ``无`` for none."""
    states = [
        place for place, state in enumerate(STATES) if value in term(state) or value in term(state, "en")
    ]
    some = or_(*(table.c.id.in_(_with_open_transfer(each, value, states)) for each in _TRANSFERS))
    return not_(some) if value in NOTHING else some


_TRANSFERS = (LIVE.transfer, overlay_transfer)


def _with_open_transfer(transfers: Table, value: str, states: list[int]) -> ColumnElement[object]:
    c = transfers.c
    chosen = true() if value in ("有", "any", *NOTHING) else c.state.in_(states)
    # What is predicted counts as it is predicted.
    present = true() if transfers is overlay_transfer else c.id.not_in(select(overlay_transfer.c.id))
    return select(c.member_id).where(c.acting_id.is_not(None), chosen, present)  # type: ignore[return-value]


def _in_party(table: Table, value: str) -> ColumnElement[bool]:
    joined = _kept(table, "party_member") == 1
    return joined if value in YES else not_(joined) if value in NO else false()


_TESTS: Mapping[MemberField, Callable[[Table, str], ColumnElement[bool]]] = {
    MemberField.NAME: _named,
    MemberField.GENDER: _of_gender,
    MemberField.IDENTITY_NUMBER: _numbered,
    MemberField.PHONE: _phoned,
    MemberField.BRANCH: _in_branch,
    MemberField.MARK: _marked,
    MemberField.MONTH: _graduating,
    MemberField.EXPECTED: _expected,
    MemberField.DELAY_REASON: _delayed_for,
    MemberField.UNDER_WAY: _under_way,
    MemberField.PARTY: _in_party,
}
