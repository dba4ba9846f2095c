"""What has happened to the members: marks, transfers, or nothing yet."""

from collections import Counter
from dataclasses import replace
from datetime import date

from domain.destinations import TransferKind
from domain.identity import age_on
from domain.members import Mark, Member, Standing, is_graduate, mark_member
from domain.organisations import Category, Field, Organisation
from domain.policy import Edition
from domain.transfers import Side, Transfer, TransferState, placed
from server.seed import wishes
from server.seed.calendar import DAYS_TO_LAPSE, moment
from server.seed.chance import Draw, identifier
from server.seed.committees import Committees
from server.seed.courses import Course, courses_to
from server.seed.fiction import Fiction
from server.seed.phrases import DELAY_REASONS
from server.seed.schools import School, month
from server.seed.storyteller import Mover, Story, Wish, someone_of, superiors
from server.seed.wishes import Leaver, WishMaker

Fate = tuple[Member, list[Transfer]]

# One letter a graduate, in turn: t transfer, d delayed, D delayed and brought together, e teacher (教师),
# f floating graduate, anything else nothing yet.
_BUSY = "tt.tdtt.tt.tDt.tettf.t"
_QUIET = "t....d....t......e....f.....D."
_STUDENTS_EACH, _WORKERS_EACH, _FLOATING_EACH = 40, 9, 3
_BY_DESTINATION = (TransferKind.EMPLOYED, TransferKind.FURTHER_STUDY, TransferKind.ORDINARY)
_PARTY_LEAVING_AGE = 28
_MARKS = {
    "d": Mark.DELAYED_GRADUATE,
    "D": Mark.DELAYED_GRADUATE,
    "e": Mark.TEACHER,
    "f": Mark.FLOATING_GRADUATE,
}
_MOVES_OF_MARKED: dict[str, WishMaker] = {
    "d": wishes.to_first_job,
    "e": wishes.to_teachers,
    "f": wishes.to_first_job,
}


class Fates:
    def __init__(
        self,
        seed: int,
        today: date,
        edition: Edition,
        year: int,
        fiction: Fiction,
        committees: Committees,
        longest: int,
    ) -> None:
        """``longest``: how many days ago the yearly change was, before which nothing begins."""
        self._seed = seed
        self._today = today
        self._edition = edition
        self._year = year
        self._fiction = fiction
        self._committees = committees
        self._longest = longest
        self._turns: Counter[str] = Counter()

    def of(self, mover: Mover, index: int, school: School) -> Fate:
        """``school``: the one that they are leaving or have left."""
        nothing: Fate = (mover.member, [])
        if index < 3 or not self._may_move(mover.member):
            return nothing
        leaver = Leaver(
            mover=mover,
            draw=Draw(self._seed, f"fate/{mover.person.serial}"),
            school=school,
            fiction=self._fiction,
            committees=self._committees,
            year=self._year,
        )
        if is_graduate(mover.member, mover.source.organisation):
            return self._of_graduate(leaver)
        maker = self._ordinary_move(mover.source.organisation, index, school)
        return nothing if maker is None else self._moved(leaver, maker, self._longest)

    def _may_move(self, member: Member) -> bool:
        """SPEC R45."""
        left = member.party_member and age_on(member.birth_date, self._today) >= _PARTY_LEAVING_AGE
        return member.standing is Standing.GOOD and not left

    def _ordinary_move(self, source: Organisation, index: int, school: School) -> WishMaker | None:
        if source.category is Category.FLOATING:
            return wishes.to_first_job if index % _FLOATING_EACH == 0 else None
        if source.field is not Field.EDUCATION and source.category is not Category.ONLINE:
            return wishes.to_new_job if index % _WORKERS_EACH == 0 else None
        own = school is self._fiction.university and source.category is Category.ORDINARY
        chosen = own and source.graduation_month is not None and self._turn("student", _STUDENTS_EACH) == 0
        return wishes.to_other_college if chosen else None

    def _of_graduate(self, leaver: Leaver) -> Fate:
        makers, pattern = self._makers(leaver.school)
        letter = pattern[self._turn(pattern, len(pattern))]
        if letter == "t":
            maker = makers[self._turn(f"wish {len(makers)}", len(makers))]
            return self._moved(leaver, maker, self._longest)
        if letter in _MARKS:
            return self._marked(leaver, letter)
        return leaver.mover.member, []

    def _makers(self, school: School) -> tuple[tuple[WishMaker, ...], str]:
        fiction = self._fiction
        if school is fiction.university:
            return wishes.LEAVING_UNIVERSITY, _BUSY
        if school is fiction.middle_school:
            return wishes.LEAVING_SCHOOL, _BUSY
        if school is fiction.vocational:
            return wishes.LEAVING_VOCATIONAL, _BUSY
        if school is fiction.new_school or school is fiction.capital_university:
            return wishes.LEAVING_NEIGHBOUR, _BUSY
        return wishes.LEAVING_ELSEWHERE, _QUIET

    def _turn(self, what: str, length: int) -> int:
        """0, 1, 2 … in turn, so that of several things all occur."""
        turn = self._turns[what] % length
        self._turns[what] += 1
        return turn

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
        story = Story(mover, wish, course, self._today, self._edition, longest, draw)
        return story.told(identifier(self._seed, "transfer", 2 * mover.person.serial + which))

    def _course(self, wish: Wish, longest: int) -> Course:
        courses = courses_to(wish.kind, wish.destination.organisation.kind)
        name = f"courses {len(courses)} {courses[0]}"
        course = courses[self._turn(name, len(courses))]
        while course.lapsed and longest <= DAYS_TO_LAPSE:
            course = courses[self._turn(name, len(courses))]
        unusual = course.side is Side.DESTINATION and wish.kind not in _BY_DESTINATION
        return course._replace(side=Side.MEMBER) if unusual else course

    # Marks

    def _marked(self, leaver: Leaver, letter: str) -> Fate:
        age = min(self._longest, 18 + leaver.draw.below(30))
        member = self._mark(leaver, letter, age)
        later = replace(leaver, mover=replace(leaver.mover, member=member))
        maker = _MOVES_OF_MARKED.get(letter)
        if maker is None or not leaver.school.colleges or self._turn(letter, 3) != 0:
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
            expected_month=_later(self._year, draw) if delayed else None,
            delay_reason=draw.choice(DELAY_REASONS) if delayed else None,
            move_to=college.delayed.organisation if college else None,
            has_open_transfer=False,
            actor=someone_of(units, draw),
            now=moment(self._today, [age], 0, draw),
        )


def _later(year: int, draw: Draw) -> str:
    return draw.choice((month(year, 12), month(year + 1), month(year + 1, 12), month(year + 2)))
