"""Fictional universities: colleges, years of study, classes and the branches that graduation asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.organisations import Category, OrganisationKind, SchoolLevel
from server.seed.founder import Founder, graduate_students, pupils, teachers
from server.seed.people import Person
from server.seed.schools import College, School, branch_charter, class_charter, month, school_charter
from server.seed.units import Charter, Unit

COLLEGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("计算机学院", ("软件工程", "人工智能")),
    ("外国语学院", ("英语", "日语")),
    ("经济管理学院", ("会计学", "国际经济与贸易")),
    ("机械工程学院", ("机械设计制造及其自动化", "车辆工程")),
    ("文学院", ("汉语言文学", "新闻学")),
    ("医学院", ("护理学", "药学")),
    ("艺术设计学院", ("视觉传达设计", "环境设计")),
    ("数学与统计学院", ("数学与应用数学", "应用统计学")),
)
YEARS_OF_STUDY = 4
CLASSES_EACH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a university is to be like. ``years``: how many of the years of study have classes."""

    name: str
    segment: str = "u1"
    division: str
    colleges: int = len(COLLEGES)
    years: int = YEARS_OF_STUDY
    class_size: int = 32
    staff: int = 2


def found_university(founder: Founder, above: Unit, plan: Plan) -> School:
    charter = school_charter(plan.segment, plan.name, SchoolLevel.UNIVERSITY, plan.division)
    unit = founder.found(above, charter, staff=plan.staff)
    colleges = tuple(
        _CollegeBuilder(founder, plan, name).built(unit, f"{number:02d}", majors)
        for number, (name, majors) in enumerate(COLLEGES[: plan.colleges], start=1)
    )
    abroad = branch_charter("a1", plan.name, "出国（境）学习研究团员", Category.ABROAD_STUDY)
    staff = branch_charter("t1", plan.name, "青年教职工")
    return School(
        unit,
        colleges,
        (
            founder.found(unit, abroad, roll=pupils(16, founder.year - YEARS_OF_STUDY - 1)),
            founder.found(unit, staff, staff=0, roll=teachers(16, founder.year)),
        ),
    )


class _CollegeBuilder:
    def __init__(self, founder: Founder, plan: Plan, college: str) -> None:
        self._founder = founder
        self._plan = plan
        self._name = plan.name + college
        self._short_name = f"{college}团委"

    def built(self, school: Unit, segment: str, majors: tuple[str, ...]) -> College:
        charter = Charter(
            segment=segment,
            full_name=f"共青团{self._name}委员会",
            short_name=self._short_name,
            kind=OrganisationKind.COMMITTEE,
        )
        unit = self._founder.found(school, charter, staff=2)
        first = self._founder.year - YEARS_OF_STUDY
        years = {entered: self._year(unit, entered) for entered in range(first, first + self._plan.years)}
        counsellor = years[first].administrators[0]
        classes = [each for entered, year in years.items() for each in self._classes(year, entered, majors)]
        classes.append(self._graduate_students(unit, counsellor))
        delayed = branch_charter("d1", self._name, "延迟毕业", Category.DELAYED_GRADUATE)
        gathered = self._founder.found(unit, delayed, staff=0, others=(counsellor,))
        return College(unit, tuple(years.values()), tuple(classes), gathered, self._new_students(unit))

    def _year(self, college: Unit, entered: int) -> Unit:
        charter = Charter(
            segment=f"g{entered}",
            full_name=f"共青团{self._name}{entered}级总支部委员会",
            short_name=f"{entered}级团总支",
            kind=OrganisationKind.GENERAL_BRANCH,
        )
        return self._founder.found(college, charter)

    def _classes(self, year: Unit, entered: int, majors: tuple[str, ...]) -> Iterator[Unit]:
        titles = [f"{major}{number}班" for major in majors for number in range(1, CLASSES_EACH + 1)]
        for number, title in enumerate(titles, start=1):
            charter = class_charter(
                f"{number:02d}",
                self._name,
                f"{entered}级{title}",
                leaves=entered + YEARS_OF_STUDY,
                this_year=self._founder.year,
            )
            roll = pupils(self._plan.class_size, entered)
            yield self._founder.found(year, charter, staff=0, others=year.administrators, roll=roll)

    def _graduate_students(self, college: Unit, counsellor: Person) -> Unit:
        """Of several years in one mixed branch (SPEC R23)."""
        year = self._founder.year
        charter = class_charter("y1", self._name, "研究生联合", leaves=year, this_year=year, mixed=True)
        roll = graduate_students(24, year)
        return self._founder.found(college, charter, staff=0, others=(counsellor,), roll=roll)

    def _new_students(self, college: Unit) -> tuple[Unit, Unit]:
        """Both looked after by one counsellor."""
        roll = pupils(12, self._founder.year)
        undergraduates = self._founder.found(college, self._newcomers("n1", "本科", 4), roll=roll)
        roll = pupils(12, self._founder.year, age=22)
        counsellor = undergraduates.administrators[-1:]
        return undergraduates, self._founder.found(
            college, self._newcomers("n2", "研究生", 3), staff=0, others=counsellor, roll=roll
        )

    def _newcomers(self, segment: str, whose: str, years: int) -> Charter:
        year = self._founder.year
        name = f"{year}级{whose}新生"
        return branch_charter(segment, self._name, name, Category.NEW_STUDENT, month(year + years))
