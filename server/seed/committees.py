"""The League's committees of the administrative divisions, down to the branches for floating members.

Every unit is made on demand from its division's code: 86,000 of them need no place in memory.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.divisions import Division
from domain.organisations import Category, Field, OrganisationKind, System
from server.divisions import Divisions
from server.seed import place_names
from server.seed.people import Born, People, Person
from server.seed.units import Charter, Unit, found

SERIALS = 150_000
"""All people of the committees have serial numbers below this."""
_ROOT_SERIAL = SERIALS - 10
_FLOATING_SERIAL = SERIALS - 20
_ADMINISTRATORS = (3, 2, 1, 1)
"""How many the committee of a province, city, county, township has."""
_SERIALS_EACH = 3
_SYSTEMS = {"11": System.BEIJING, "44": System.GUANGDONG, "35": System.FUJIAN}


class _Names(NamedTuple):
    own: str
    place: str
    """With the names of all above before it."""


class Committees:
    def __init__(self, divisions: Divisions, people: People, year: int, staffed_township: str) -> None:
        """The floating branch of ``staffed_township`` has an administrator of its own."""
        self.divisions = divisions
        self._people = people
        self._born = Born(date(year - 42, 1, 1), 18 * 365)
        self._staffed_township = staffed_township
        self._units: dict[str, Unit] = {}
        self._places: dict[str, str] = {"": ""}
        self.root = self._founded_root()

    def groups(self) -> Iterator[tuple[Unit, ...]]:
        """Every committee, after the one above it, with its own branch if it has one."""
        yield (self.root,)
        for division in self.divisions:
            if not self.has_own(division):
                continue
            unit = self.unit(division.code)
            if division.level == 0:
                yield unit, self.special_register(division.code)
            elif division.level == 3:
                yield unit, self._floating_branch(division, unit)
            else:
                yield (unit,)

    def has_own(self, division: Division) -> bool:
        """Placeholders have no committee, nor has the only county of a city, which bears the city's name."""
        only_county = division.level == 2 and self.divisions[division.parent].name == division.name
        return not (division.is_placeholder or only_county)

    def unit(self, code: str) -> Unit:
        """The committee of a division, or the nearest above where it has none."""
        if code in self._units:
            return self._units[code]
        division = self.divisions[code]
        above = self.unit(division.parent) if division.parent else self.root
        unit = self._founded(division, above) if self.has_own(division) else above
        if division.level < 3:
            self._units[code] = unit
        return unit

    def floating_branch(self, township: str) -> Unit:
        """流动团员团支部 (SPEC R63). The township's administrators run it too."""
        return self._floating_branch(self.divisions[township], self.unit(township))

    def special_register(self, province: str) -> Unit:
        """特殊单位专属库 (SPEC R52): below the province itself, because nobody lower may move its members."""
        name = self.divisions[province].name
        above = self.unit(province)
        charter = Charter(
            segment="s",
            full_name=f"共青团{name}委员会特殊单位专属库",
            short_name=f"{name}特殊单位专属库",
            kind=OrganisationKind.BRANCH,
            category=Category.SPECIAL_UNIT,
            industry=Field.SPECIAL,
        )
        order = _order(province, 1)
        return found(self._people.seed, order, above, charter, above.administrators[:1])

    def _founded_root(self) -> Unit:
        charter = Charter(
            segment="0",
            full_name="中国共产主义青年团中央委员会",
            short_name="团中央",
            kind=OrganisationKind.COMMITTEE,
            industry=Field.PARTY_GOVERNMENT,
        )
        return found(self._people.seed, _order(""), None, charter, self._staff(_ROOT_SERIAL, 2))

    def _founded(self, division: Division, above: Unit) -> Unit:
        agency = place_names.is_agency(division)
        names = self._names(division)
        charter = Charter(
            segment=division.code.removeprefix(above.organisation.division),
            full_name=place_names.full_name(names.place, agency),
            short_name=place_names.short_name(division, names.own, agency),
            kind=OrganisationKind.WORKING_COMMITTEE if agency else OrganisationKind.COMMITTEE,
            industry=Field.TOWNSHIP if division.level == 3 else Field.PARTY_GOVERNMENT,
            division=division.code,
            system=_SYSTEMS.get(division.code),
        )
        first = self.divisions.position(division.code) * _SERIALS_EACH
        administrators = self._staff(first, _ADMINISTRATORS[division.level])
        return found(self._people.seed, _order(division.code), above, charter, administrators)

    def _floating_branch(self, township: Division, above: Unit) -> Unit:
        names = self._names(township)
        charter = Charter(
            segment="f",
            full_name=f"{names.place}流动团员团支部",
            short_name=f"{names.own}流动团员团支部",
            kind=OrganisationKind.BRANCH,
            category=Category.FLOATING,
        )
        own = self._staff(_FLOATING_SERIAL, 1) if township.code == self._staffed_township else ()
        return found(
            self._people.seed, _order(township.code, 1), above, charter, (*own, *above.administrators)
        )

    def _staff(self, first: int, number: int) -> tuple[Person, ...]:
        return tuple(self._people.person(serial, self._born) for serial in range(first, first + number))

    def _names(self, division: Division) -> _Names:
        parent = self.divisions[division.parent].name if division.parent else ""
        own = place_names.own_name(division, parent)
        return _Names(own, self._place(division.parent) + own)

    def _place(self, code: str) -> str:
        """The names from the province down to the division, those without a committee left out."""
        if code not in self._places:
            division = self.divisions[code]
            has_own = self.has_own(division)
            self._places[code] = self._names(division).place if has_own else self._place(division.parent)
        return self._places[code]


def _order(code: str, branch: int = 0) -> int:
    """By code, so that it is the same in a small sample; ``branch``: of the committee's own branch."""
    return int(f"{code:0<9}{len(code)}") * 2 + branch
