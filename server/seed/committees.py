"""The League's committees of the administrative divisions, down to the branches for floating members.

Every unit is made on demand from its division's code: 86,000 of them need no place in memory.
"""

from collections.abc import Iterator
from datetime import date

from domain.organisations import Category, Field, OrganisationKind, System
from server.seed import place_names
from server.seed.divisions import Division, Divisions
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
        return found(self._people.seed, above, charter, above.administrators[:1])

    def _founded_root(self) -> Unit:
        charter = Charter(
            segment="0",
            full_name="中国共产主义青年团中央委员会",
            short_name="团中央",
            kind=OrganisationKind.COMMITTEE,
            industry=Field.PARTY_GOVERNMENT,
        )
        return found(self._people.seed, None, charter, self._staff(_ROOT_SERIAL, 2))

    def _founded(self, division: Division, above: Unit) -> Unit:
        agency = place_names.is_agency(division)
        charter = Charter(
            segment=division.code.removeprefix(above.organisation.division),
            full_name=place_names.full_name(self._place(division), agency),
            short_name=place_names.short_name(division, self._own_name(division), agency),
            kind=OrganisationKind.WORKING_COMMITTEE if agency else OrganisationKind.COMMITTEE,
            industry=Field.TOWNSHIP if division.level == 3 else Field.PARTY_GOVERNMENT,
            division=division.code,
            system=_SYSTEMS.get(division.code),
        )
        first = self.divisions.position(division.code) * _SERIALS_EACH
        return found(self._people.seed, above, charter, self._staff(first, _ADMINISTRATORS[division.level]))

    def _floating_branch(self, township: Division, above: Unit) -> Unit:
        charter = Charter(
            segment="f",
            full_name=f"{self._place(township)}流动团员团支部",
            short_name=f"{self._own_name(township)}流动团员团支部",
            kind=OrganisationKind.BRANCH,
            category=Category.FLOATING,
        )
        own = self._staff(_FLOATING_SERIAL, 1) if township.code == self._staffed_township else ()
        return found(self._people.seed, above, charter, (*own, *above.administrators))

    def _staff(self, first: int, number: int) -> tuple[Person, ...]:
        return tuple(self._people.person(serial, self._born) for serial in range(first, first + number))

    def _own_name(self, division: Division) -> str:
        parent = self.divisions[division.parent].name if division.parent else ""
        return place_names.own_name(division, parent)

    def _place(self, division: Division) -> str:
        """The names from the province down to the division, those without a committee left out."""
        above = self._above_place(division.parent)
        return above + self._own_name(division) if self.has_own(division) else above

    def _above_place(self, code: str) -> str:
        if code not in self._places:
            self._places[code] = self._place(self.divisions[code])
        return self._places[code]
