"""The fictional part of the sample: who is founded where among the real divisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.organisations import Category, Field, OrganisationKind
from server.seed.committees import Committees
from server.seed.employers import Employer, found_company, found_park, found_single_branch
from server.seed.founder import Founder, workers
from server.seed.schools import School, found_middle_school, found_vocational_school
from server.seed.units import Charter, Unit
from server.seed.universities import Plan, found_university

CITY = "1301"
SCHOOLS_COUNTY = "130108"
ZONE = "130171"
TOWNSHIP = "130123100"
TOWNSHIPS_KEPT = (CITY, "130606", "110108", "440106", "350102")
"""What a small sample keeps of the townships: those around the fictional organisations."""
BLOCKS = 2000
"""More than the blocks of people that this part uses; further schools follow behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Fiction:
    university: School
    new_school: School
    middle_school: School
    vocational: School
    capital_university: School
    township: Unit
    township_branches: tuple[Unit, ...]
    """The branch for floating members first."""
    company: Employer
    hospital: Employer
    agency: Employer
    other_systems: tuple[Employer, ...]
    charity: Unit
    youth_centre: Unit
    park_branch: Unit

    @property
    def schools(self) -> tuple[School, ...]:
        return (
            self.university,
            self.new_school,
            self.middle_school,
            self.vocational,
            self.capital_university,
        )

    @property
    def employers(self) -> tuple[Employer, ...]:
        return (self.company, self.hospital, self.agency, *self.other_systems)

    @property
    def others(self) -> Iterator[Unit]:
        """What is outside the schools, each after the one above it."""
        yield from self.township_branches
        for employer in self.employers:
            yield employer.unit
            yield from employer.branches
        yield from (self.charity, self.youth_centre)
        if self.park_branch.above is not None:
            yield self.park_branch.above
        yield self.park_branch


def found_fiction(founder: Founder, committees: Committees) -> Fiction:
    city, zone = committees.unit(CITY), committees.unit(ZONE)
    capital = committees.unit("110108")
    return Fiction(
        university=found_university(
            founder, city, Plan(name="示例大学", segment="u1", division=SCHOOLS_COUNTY, staff=3)
        ),
        new_school=_small_university(founder, committees, "示例理工大学", "130606", colleges=2),
        middle_school=found_middle_school(founder, committees.unit("130102"), "示例中学"),
        vocational=found_vocational_school(founder, committees.unit(SCHOOLS_COUNTY), "示例职业学校"),
        capital_university=_small_university(founder, committees, "北京示例大学", "110108", colleges=1),
        township=committees.unit(TOWNSHIP),
        township_branches=_township_branches(founder, committees),
        company=found_company(
            founder,
            zone,
            "示例科技有限公司",
            ("研发中心", "生产部", "市场部", "职能部门"),
            segment="e1",
            temporary=True,
            size=20,
        ),
        hospital=found_company(
            founder,
            committees.unit("130104"),
            "示例医院",
            ("临床", "护理"),
            segment="e1",
            industry=Field.PUBLIC_INSTITUTION,
        ),
        agency=found_company(
            founder,
            committees.unit("130102"),
            "示例人力资源服务有限公司",
            ("派遣员工第一", "派遣员工第二"),
            segment="e1",
            kind=OrganisationKind.GENERAL_BRANCH,
        ),
        other_systems=(
            found_company(founder, capital, "北京示例软件有限公司", ("研发", "产品"), segment="e1"),
            found_company(
                founder, committees.unit("440106"), "广州示例制造有限公司", ("技术", "生产"), segment="e1"
            ),
            found_company(
                founder, committees.unit("350102"), "福州示例电子有限公司", ("技术", "营销"), segment="e1"
            ),
        ),
        charity=found_single_branch(founder, committees.unit("130105"), "示例公益服务中心", segment="e1"),
        youth_centre=found_single_branch(
            founder,
            committees.unit("130105"),
            "新华区示例青年中心",
            segment="c1",
            category=Category.YOUTH_CENTRE,
        ),
        park_branch=found_park(founder, zone, "示例产业园区"),
    )


def _small_university(
    founder: Founder, committees: Committees, name: str, division: str, colleges: int
) -> School:
    plan = Plan(name=name, segment="u1", division=division, colleges=colleges, years=1, class_size=20)
    return found_university(founder, committees.unit(division[:4]), plan)


def _township_branches(founder: Founder, committees: Committees) -> tuple[Unit, ...]:
    """The real 流动团员团支部 and three more, so that there is a choice when allocating."""
    township = committees.unit(TOWNSHIP)
    name = committees.divisions[TOWNSHIP].name
    titles = (
        ("b1", "机关", Category.ORDINARY),
        ("b2", "青年志愿者", Category.ORDINARY),
        ("b3", "网上", Category.ONLINE),
    )
    branches = [founder.enrolled(committees.floating_branch(TOWNSHIP), workers(24, founder.year))]
    for segment, title, category in titles:
        charter = Charter(
            segment=segment,
            full_name=f"河北省石家庄市正定县{name}{title}团支部",
            short_name=f"{name}{title}团支部",
            kind=OrganisationKind.BRANCH,
            category=category,
        )
        branches.append(founder.found(township, charter, staff=0, roll=workers(12, founder.year)))
    return tuple(branches)
