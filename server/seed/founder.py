"""Founds fictional organisations, each with a block of serial numbers for its people."""

from dataclasses import replace
from datetime import date

from domain.instants import Month
from server.seed import committees
from server.seed.people import SERIALS, Born, People, Person
from server.seed.units import Charter, Roll, Unit, found

BLOCK = 64
_STAFF_FROM = 58
_ORDER = 10**11
"""Above that of every committee of a division."""
BLOCKS = (SERIALS - committees.SERIALS) // BLOCK


class Founder:
    def __init__(self, people: People, year: int, first_block: int = 0) -> None:
        """``year``: whose graduates are leaving now."""
        self.people = people
        self.year = year
        self._block = first_block
        self._born_staff = Born(date(year - 45, 1, 1), 20 * 365)

    def found(
        self,
        above: Unit,
        charter: Charter,
        *,
        staff: int = 1,
        others: tuple[Person, ...] = (),
        roll: Roll | None = None,
    ) -> Unit:
        """``staff``: how many administrators of its own it has; ``others`` administer more than this."""
        start = self._next_block()
        own = tuple(
            self.people.person(start + _STAFF_FROM + number, self._born_staff) for number in range(staff)
        )
        placed = None if roll is None else replace(roll, first=start)
        secretary = () if placed is None else (self.people.person(start, placed.born),)
        return found(self.people.seed, _ORDER + start, above, charter, (*secretary, *own, *others), placed)

    def enrolled(self, branch: Unit, roll: Roll) -> Unit:
        """Members for a branch that is there already and has its administrators."""
        return replace(branch, roll=replace(roll, first=self._next_block(), secretary=False))

    def _next_block(self) -> int:
        if self._block >= BLOCKS:
            raise ValueError("示例数据的人数超出了编号范围。")
        start = committees.SERIALS + self._block * BLOCK
        self._block += 1
        return start


def pupils(size: int, entered: int, age: int = 18, months: tuple[Month, ...] = ()) -> Roll:
    """Who entered a school in the autumn of ``entered`` at about that age."""
    return Roll(size=size, born=Born(date(entered - age - 1, 9, 1), 365), months=months)


def graduate_students(size: int, year: int) -> Roll:
    """Of three years of study, some of them past the age at which Party members leave the League."""
    months = tuple(Month(f"{leaves}-06") for leaves in (year, year + 1, year, year + 2))
    return Roll(size=size, born=Born(date(year - 29, 1, 1), 5 * 365), months=months)


def teachers(size: int, year: int) -> Roll:
    return Roll(size=size, born=Born(date(year - 29, 1, 1), 4 * 365))


def workers(size: int, year: int) -> Roll:
    return Roll(size=size, born=Born(date(year - 27, 1, 1), 7 * 365))
