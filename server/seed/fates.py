"""What has happened to the members: marks, transfers, or nothing yet."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from domain.destinations import TransferKind
from domain.identity import age_on
from domain.members import Mark, Member, Standing, is_graduate, mark_member
from domain.organisations import Category, Field, Organisation
from domain.transfers import Side, Transfer, TransferState, placed
from server.seed import wishes
from server.seed.calendar import DAYS_TO_LAPSE, moment
from server.seed.chance import Draw, identifier
from server.seed.courses import Course, courses_to
from server.seed.members import POSTS
from server.seed.phrases import DELAY_REASONS
from server.seed.scene import Scene
from server.seed.schools import School, month
from server.seed.storyteller import Mover, Story, Wish, someone_of, superiors
from server.seed.wishes import Leaver, WishMaker

T = TypeVar("T")
Fate = tuple[Member, list[Transfer]]

# One letter a graduate, in turn: t transfer, d delayed, D delayed and brought together, e teacher (教师),
# f floating graduate, anything else nothing yet.
_BUSY = "tt.tdtt.tt.tDt.tettf.t"
_QUIET = "t....d....t......e....f.....D."
_OF_STUDENTS = "t" + 39 * "."
_OF_MARKED = "t..."
_WORKERS_EACH, _FLOATING_EACH = 9, 3
_MARKS = {
    "d": Mark.DELAYED_GRADUATE,
    "D": Mark.DELAYED_GRADUATE,
    "e": Mark.TEACHER,
    "f": Mark.FLOATING_GRADUATE,
}
_MOVES_OF_MARKED: Mapping[str, WishMaker] = {
    "d": wishes.to_first_job,
    "e": wishes.to_teachers,
    "f": wishes.to_first_job,
}
_BY_DESTINATION = (TransferKind.EMPLOYED, TransferKind.FURTHER_STUDY, TransferKind.ORDINARY)
_PARTY_LEAVING_AGE = 28


class Fates:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._turns: Counter[Hashable] = Counter()

    def of(self, mover: Mover, index: int, school: School) -> Fate:
        """``school``: the one that they are leaving or have left."""
        nothing: Fate = (mover.member, [])
        if index < len(POSTS) or not self._may_move(mover.member):
            return nothing
        draw = Draw(self._scene.seed, f"fate/{mover.person.serial}")
        leaver = Leaver(mover, draw, school, self._scene)
        if is_graduate(mover.member, mover.source.organisation):
            return self._of_graduate(leaver)
        maker = self._ordinary_move(mover.source.organisation, index, school)
        return nothing if maker is None else self._moved(leaver, maker, self._scene.longest)

    def _may_move(self, member: Member) -> bool:
        """SPEC R45."""
        left = member.party_member and age_on(member.birth_date, self._scene.today) >= _PARTY_LEAVING_AGE
        return member.standing is Standing.GOOD and not left

    def _ordinary_move(self, source: Organisation, index: int, school: School) -> WishMaker | None:
        if source.category is Category.FLOATING:
            return wishes.to_first_job if index % _FLOATING_EACH == 0 else None
        if source.field is not Field.EDUCATION:
            return wishes.to_new_job if index % _WORKERS_EACH == 0 else None
        studies = source.category is Category.ORDINARY and source.graduation_month is not None
        if school is not self._scene.fiction.university or not studies:
            return None
        return wishes.to_other_college if self._next(_OF_STUDENTS) == "t" else None

    def _of_graduate(self, leaver: Leaver) -> Fate:
        makers, letters = self._makers(leaver.school)
        letter = self._next(letters)
        if letter == "t":
            return self._moved(leaver, self._next(makers), self._scene.longest)
        if letter in _MARKS:
            return self._marked(leaver, letter)
        return leaver.mover.member, []

    def _makers(self, school: School) -> tuple[tuple[WishMaker, ...], str]:
        fiction = self._scene.fiction
        if school is fiction.university:
            return wishes.LEAVING_UNIVERSITY, _BUSY
        if school is fiction.middle_school:
            return wishes.LEAVING_SCHOOL, _BUSY
        if school is fiction.vocational:
            return wishes.LEAVING_VOCATIONAL, _BUSY
        if school is fiction.new_school or school is fiction.capital_university:
            return wishes.LEAVING_NEIGHBOUR, _BUSY
        return wishes.LEAVING_ELSEWHERE, _QUIET

    def _next(self, items: Sequence[T]) -> T:
        """One after the other, from the beginning again after the last, so that all of them occur."""
        turn = self._turns[items] % len(items)
        self._turns[items] += 1
        return items[turn]

    # Transfers

    def _moved(self, leaver: Leaver, maker: WishMaker, longest: int) -> Fate:
        mover, draw, wish = leaver.mover, leaver.draw, maker(leaver)
        if wish.residence is not None:
            mover = replace(mover, member=replace(mover.member, residence=wish.residence))
        course = self._course(wish, longest)
        transfers = [self._told(mover, wish, course, longest, draw)]
        if course.ending is not None and course.days > 2 and draw.one_in(2):
            transfers.append(self._told_again(mover, wish, course.days - 1, draw))
        return placed(mover.member, transfers[-1]), transfers

    def _told_again(self, mover: Mover, wish: Wish, longest: int, draw: Draw) -> Transfer:
        """A second try, after the first one was refused or withdrawn."""
        special = wish.kind is TransferKind.SPECIAL_UNIT
        state = TransferState.AWAITING_SPECIAL if special else TransferState.AWAITING_DESTINATION
        course = Course(Side.SOURCE, state, 1 + draw.below(longest))
        return self._told(mover, wish, course, longest, draw, which=1)

    def _told(
        self, mover: Mover, wish: Wish, course: Course, longest: int, draw: Draw, which: int = 0
    ) -> Transfer:
        story = Story(self._scene, mover, wish, course, longest, draw)
        return story.told(identifier(self._scene.seed, "transfer", 2 * mover.person.serial + which))

    def _course(self, wish: Wish, longest: int) -> Course:
        courses = courses_to(wish.kind, wish.destination.organisation.kind)
        course = self._next(courses)
        while course.lapsed and longest <= DAYS_TO_LAPSE:
            course = self._next(courses)
        unusual = course.side is Side.DESTINATION and wish.kind not in _BY_DESTINATION
        return course._replace(side=Side.MEMBER) if unusual else course

    # Marks

    def _marked(self, leaver: Leaver, letter: str) -> Fate:
        age = min(self._scene.longest, 18 + leaver.draw.below(30))
        member = self._mark(leaver, letter, age)
        later = replace(leaver, mover=replace(leaver.mover, member=member))
        maker = _MOVES_OF_MARKED.get(letter)
        if maker is None or not leaver.school.colleges or self._next(_OF_MARKED) != "t":
            return member, []
        return self._moved(later, maker, age - 1)

    def _mark(self, leaver: Leaver, letter: str, age: int) -> Member:
        source, draw, mark = leaver.mover.source, leaver.draw, _MARKS[letter]
        delayed = mark is Mark.DELAYED_GRADUATE
        college = leaver.school.college_of(source) if letter == "D" else None
        units = superiors(source)
        if source.organisation.whole_school and source.above is not None:
            units = [source.above]
        elif college is not None:
            units = units[-2:]
        return mark_member(
            leaver.mover.member,
            source.organisation,
            mark=mark,
            expected_month=_later(self._scene.year, draw) if delayed else None,
            delay_reason=draw.choice(DELAY_REASONS) if delayed else None,
            move_to=college.delayed.organisation if college else None,
            has_open_transfer=False,
            actor=someone_of(units, draw),
            now=moment(self._scene.today, [age], 0, draw),
        )


def _later(year: int, draw: Draw) -> str:
    return draw.choice((month(year, 12), month(year + 1), month(year + 1, 12), month(year + 2)))
