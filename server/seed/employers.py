"""Fictional employers, an agency, an enterprise park and a youth centre."""

from dataclasses import dataclass

from domain.organisations import Category, Field, OrganisationKind
from server.seed.founder import Founder, workers
from server.seed.units import Charter, Unit


@dataclass(frozen=True, slots=True, eq=False)
class Employer:
    """``branches``: where new members can be allocated to; empty where the unit itself is a branch."""

    unit: Unit
    branches: tuple[Unit, ...] = ()

    @property
    def name(self) -> str:
        return (
            self.unit.organisation.full_name.removeprefix("共青团")
            .removesuffix("委员会")
            .removesuffix("总支部")
        )


def found_company(
    founder: Founder,
    above: Unit,
    name: str,
    departments: tuple[str, ...],
    *,
    segment: str,
    division: str | None = None,
    industry: Field = Field.ENTERPRISE,
    kind: OrganisationKind = OrganisationKind.COMMITTEE,
    temporary: bool = False,
    size: int = 15,
) -> Employer:
    """``temporary``: with a branch for those on probation (SPEC R6, question 7)."""
    body = "总支部委员会" if kind is OrganisationKind.GENERAL_BRANCH else "委员会"
    short = "团总支" if kind is OrganisationKind.GENERAL_BRANCH else "团委"
    charter = Charter(
        segment=segment,
        full_name=f"共青团{name}{body}",
        short_name=f"{name}{short}",
        kind=kind,
        industry=industry,
        division=division,
    )
    unit = founder.found(above, charter, staff=2)
    titles = [(department, Category.ORDINARY) for department in departments]
    if temporary:
        titles.append((f"{founder.year}年新员工临时", Category.TEMPORARY))
    branches = tuple(
        _found_branch(founder, unit, f"{number:02d}", name + title, f"{title}团支部", category, size)
        for number, (title, category) in enumerate(titles, start=1)
    )
    return Employer(unit, branches)


def found_single_branch(
    founder: Founder,
    above: Unit,
    name: str,
    *,
    segment: str,
    industry: Field = Field.SOCIAL_ORGANISATION,
    category: Category = Category.ORDINARY,
) -> Unit:
    charter = Charter(
        segment=segment,
        full_name=f"{name}团支部",
        short_name=f"{name}团支部",
        kind=OrganisationKind.BRANCH,
        category=category,
        industry=industry,
    )
    return founder.found(above, charter, staff=1, roll=workers(12, founder.year))


def found_park(founder: Founder, above: Unit, name: str) -> Unit:
    """The working committee of a large park, with a branch for floating members (SPEC R6, question 8)."""
    charter = Charter(
        segment="p1",
        full_name=f"共青团{name}工作委员会",
        short_name=f"{name}团工委",
        kind=OrganisationKind.WORKING_COMMITTEE,
        industry=Field.ENTERPRISE,
    )
    park = founder.found(above, charter, staff=2)
    return _found_branch(
        founder, park, "f", f"{name}流动团员", f"{name}流动团员团支部", Category.FLOATING, size=15
    )


def _found_branch(
    founder: Founder, above: Unit, segment: str, full: str, short: str, category: Category, size: int
) -> Unit:
    charter = Charter(
        segment=segment,
        full_name=f"{full}团支部",
        short_name=short,
        kind=OrganisationKind.BRANCH,
        category=category,
    )
    return founder.found(above, charter, staff=0, roll=workers(size, founder.year))
