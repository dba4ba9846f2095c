"""What the page asks for, proposes and refuses, in both languages, on one database."""

import uuid

import pytest

from domain.organisations import Category
from server.search_text import organisation_search
from tests.server.changes import change_member, change_organisation
from tests.server.client import Country
from tests.server.page.visitor import Visitor, start, text, visitor
from tests.server.sample import id_of

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True, scope="session")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["employed", "further_study", "special_unit", "unemployed", "study_abroad",
                                  "work_abroad", "township"])  # fmt: skip
def test_every_kind_asks_and_refuses_in_words(country: Country, kind: str, language: str) -> None:
    member = visitor(country)
    member.get(f"/my?lang={language}")
    asked = start(member, kind=kind, step="kind", do="next", reason="")
    assert asked.status_code == 200
    sent = start(member, kind=kind, destination_id=id_of("beijing_branch"), system="beijing", remark="x",
                 country="x", period="x", purpose="x", home_contact="x", home_phone="x", agency_worker="1",
                 parents_residence="61", enrolled_on="2020-09-01", sent_by_employer="1")  # fmt: skip
    words = text(sent)
    assert "None" not in words
    assert "{" not in words
    assert sent.status_code == (200 if sent.url.endswith("started") else 422)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"destination_id": ""}, "请选择转入组织"),
        ({"destination_id": str(uuid.uuid4())}, "没有找到全称为"),
        ({"destination_id": id_of("class")}, "转入组织与现在的组织相同"),
        ({"system": "beijing"}, "与所选的“是否属于北京／广东／福建”不一致"),
        ({"kind": "special_unit", "destination_id": id_of("register")}, "须在备注中说明"),
        ({"kind": "delayed"}, "毕业后的去向"),
        ({"kind": "ordinary"}, "毕业后的去向"),
        (
            {"destination_id": "", "destination_name": "北京", "system": "beijing"},
            "没有找到全称为“北京”的组织",
        ),
    ],
)
def test_refused_when_sent_is_told_where_it_was_entered(
    country: Country, fields: dict[str, str], sentence: str
) -> None:
    page = start(visitor(country), **fields)
    assert sentence in text(page)
    assert "said=started" not in page.url


def test_R43_by_exact_name(country: Country) -> None:
    fields = {"destination_id": "", "destination_name": "北京示例公司团支部", "system": "beijing"}
    assert start(visitor(country), **fields).url.endswith("said=started")


def test_R45_who_has_left_the_league_is_told_at_once(country: Country) -> None:
    change_member(country.state, id_of("class", 0), party_member=True, birth_date="1990-01-01")
    member = visitor(country)
    assert "已入党且年满 28 周岁" in text(member.get("/my"))
    assert "已入党且年满 28 周岁" in text(member.get("/my/start"))


def test_language_is_the_browsers_until_chosen(country: Country) -> None:
    guest = Visitor(country.address, country.http())
    assert "Sign in as a member" in text(guest.get("/my/sign-in", **{"Accept-Language": "en-GB,zh;q=0.5"}))
    assert "团员登录" in text(guest.get("/my/sign-in", **{"Accept-Language": "fr, zh-CN"}))
    assert "团员登录" in text(guest.get("/my/sign-in", **{"Accept-Language": ""}))
    assert "Sign in as a member" in text(guest.get("/my/sign-in?lang=en"))
    assert "Sign in as a member" in text(guest.get("/my/sign-in"))
    assert "团员登录" in text(guest.get("/my/sign-in?lang=zh"))
    assert "团员登录" in text(guest.get("/my/sign-in?lang=xx"))


def renamed(country: Country, key: str, name: str, **changes: object) -> None:
    change_organisation(country.state, key, full_name=name, search=organisation_search(name, name), **changes)


@pytest.mark.parametrize("kind", ["unemployed", "township", "work_abroad"])
def test_home_is_proposed(country: Country, kind: str) -> None:
    renamed(country, "floating", "陕西省西安市碑林区南院门街道流动团员团支部")
    page = text(start(visitor(country), kind=kind, step="details", do="next", employer=""))
    assert "根据您的情况，可能是： 陕西省西安市碑林区南院门街道流动团员团支部" in page


def test_what_misses_a_rule_is_not_proposed(country: Country) -> None:
    renamed(country, "floating", "陕西省西安市碑林区南院门街道流动团员团支部", category=Category.ORDINARY)
    page = text(start(visitor(country), kind="unemployed", step="details", do="next"))
    assert "可能是" not in page


def test_the_schools_branch_for_study_abroad_is_proposed(country: Country) -> None:
    renamed(country, "delayed", "示例大学出国（境）学习研究团员团支部", category=Category.ABROAD_STUDY)
    asked = dict.fromkeys(("country", "period", "purpose", "home_contact", "home_phone"), "x")
    page = text(start(visitor(country), kind="study_abroad", step="details", do="next", **asked))
    assert "可能是： 示例大学出国（境）学习研究团员团支部" in page


def test_the_register_is_proposed_for_special_units(country: Country) -> None:
    page = text(start(visitor(country), kind="special_unit", step="details", do="next", remark="参军"))
    assert "可能是： 特殊单位专属库" in page


def test_details_that_are_missing_are_named_one_by_one(country: Country) -> None:
    page = start(visitor(country), kind="study_abroad", step="details", do="next")
    assert page.status_code == 422
    for label in ("国家（地区）和学校", "期限", "事由", "国内联系人", "国内联系人电话"):
        assert f"请填写{label}。" in text(page)
