"""The real tree, whole: 44,700 divisions and their committees."""

from collections import Counter

import pytest

from domain.organisations import Category, Field, Organisation, OrganisationKind, System, municipal_committee
from server.divisions import read_divisions
from server.seed.committees import Committees
from server.seed.fiction import TOWNSHIP
from server.seed.names import read_names
from server.seed.people import People
from server.seed.units import Unit


@pytest.fixture(scope="module")
def committees() -> Committees:
    return Committees(read_divisions(), People(1, read_names()), 2020, TOWNSHIP)


@pytest.fixture(scope="module")
def tree(committees: Committees) -> dict[str, Organisation]:
    return {unit.organisation.id: unit.organisation for group in committees.groups() for unit in group}


def test_R1_the_organisations_form_one_tree(tree: dict[str, Organisation]) -> None:
    roots = [organisation for organisation in tree.values() if organisation.parent_id is None]
    assert [root.full_name for root in roots] == ["中国共产主义青年团中央委员会"]
    for organisation in tree.values():
        if organisation.parent_id is not None:
            parent = tree[organisation.parent_id]
            assert parent.kind is not OrganisationKind.BRANCH
            assert organisation.path.startswith(parent.path)
            assert organisation.path.count("/") == parent.path.count("/") + 1


def test_paths_codes_and_full_names_are_there_once(tree: dict[str, Organisation]) -> None:
    for value in ("path", "code", "full_name"):
        counted = Counter(getattr(organisation, value) for organisation in tree.values())
        assert counted.most_common(1)[0][1] == 1, value


def test_every_township_has_its_committee_and_a_branch_for_floating_members(
    committees: Committees, tree: dict[str, Organisation]
) -> None:
    floating = {o.division for o in tree.values() if o.category is Category.FLOATING}
    assert floating == set(committees.divisions.townships())
    own = {o.division for o in tree.values() if o.category is Category.ORDINARY}
    assert floating < own
    assert len(own) > 44_600


def test_R4_three_provinces_have_their_own_system(tree: dict[str, Organisation]) -> None:
    expected = {"11": System.BEIJING, "44": System.GUANGDONG, "35": System.FUJIAN}
    for organisation in tree.values():
        assert organisation.system is expected.get(organisation.division[:2], System.NATIONAL)


def test_R52_every_province_keeps_a_register_of_special_units(tree: dict[str, Organisation]) -> None:
    registers = [o for o in tree.values() if o.category is Category.SPECIAL_UNIT]
    assert len(registers) == 31
    for register in registers:
        assert register.kind is OrganisationKind.BRANCH
        parent = tree[register.parent_id or ""]
        assert parent.field is Field.PARTY_GOVERNMENT
        assert len(parent.division) == 2


@pytest.mark.parametrize(
    ("code", "full_name", "short_name", "path"),
    [
        ("13", "共青团河北省委员会", "团河北省委", "/0/13/"),
        ("1301", "共青团河北省石家庄市委员会", "团石家庄市委", "/0/13/01/"),
        ("130102", "共青团河北省石家庄市长安区委员会", "团长安区委", "/0/13/01/02/"),
        ("130123100", "共青团河北省石家庄市正定县正定镇委员会", "正定镇团委", "/0/13/01/23/100/"),
        ("130102001", "共青团河北省石家庄市长安区建北街道工作委员会", "建北街道团工委", "/0/13/01/02/001/"),
        ("2327", "共青团黑龙江省大兴安岭地区委员会", "团大兴安岭地委", "/0/23/27/"),
        ("110108", "共青团北京市海淀区委员会", "团海淀区委", "/0/11/0108/"),
        ("1101", "共青团北京市委员会", "团北京市委", "/0/11/"),
        ("441900", "共青团广东省东莞市委员会", "团东莞市委", "/0/44/19/"),
        ("441900003", "共青团广东省东莞市东城街道工作委员会", "东城街道团工委", "/0/44/19/00003/"),
        ("130272", "共青团河北省唐山市汉沽管理区工作委员会", "汉沽管理区团工委", "/0/13/02/72/"),
    ],
)
def test_committees_are_called_as_the_league_calls_them(
    committees: Committees, code: str, full_name: str, short_name: str, path: str
) -> None:
    organisation = committees.unit(code).organisation
    assert (organisation.full_name, organisation.short_name) == (full_name, short_name)
    assert organisation.path == path


def test_the_branch_for_floating_members_is_named_by_its_place(committees: Committees) -> None:
    branch = committees.floating_branch("130102001").organisation
    assert branch.full_name == "河北省石家庄市长安区建北街道流动团员团支部"
    assert branch.short_name == "建北街道流动团员团支部"


def test_R52_every_county_has_a_municipal_committee_above(committees: Committees) -> None:
    for code, expected in (("130108", "团石家庄市委"), ("110108", "团北京市委"), ("469001", "团海南省委")):
        chain = _chain(committees.unit(code))
        found = municipal_committee(chain)
        assert found is not None
        assert found.short_name == expected


def _chain(unit: Unit | None) -> list[Organisation]:
    chain = []
    while unit is not None:
        chain.append(unit.organisation)
        unit = unit.above
    return chain


def test_a_unit_is_the_same_whether_asked_for_or_met_in_the_tree(
    committees: Committees, tree: dict[str, Organisation]
) -> None:
    for code in ("13", "1301", "130123", "130123100"):
        organisation = committees.unit(code).organisation
        assert tree[organisation.id] == organisation
    branch = committees.floating_branch("130123100").organisation
    assert tree[branch.id] == branch
