"""The members' page as a member meets it: in a real browser, on a phone, with and without script."""

import contextlib
import re

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from tests.server.client import Country, Json
from tests.server.flows import decide
from tests.server.page.conftest import DESKTOP, OpenPage
from tests.server.page.visitor import NEW_PASSWORD, forget_password
from tests.server.sample import PASSWORD, PLACES, login_of

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True, scope="session")

HOUSEHOLD = PLACES["floating"].full_name
WORKSHOP = PLACES["workshop"].full_name


def check_fits(page: Page) -> None:
    """Nothing is wider than the screen, everything that is touched is large enough, and all has a name."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], page.url  # type: ignore[index]
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate(NAMELESS) == [], page.url
    assert page.locator("main h1").count() == 1


SMALL = """() =>
  [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary, label.choice')]
  .filter(e => !['radio', 'checkbox'].includes(e.type) && !e.closest('.unseen, .skip'))
  .filter(e => { const box = e.getBoundingClientRect(); return box.height > 0 && box.height < 43.9 })
  .map(e => e.outerHTML)"""
NAMELESS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea')]
  .filter(e => !e.closest('[aria-hidden=true]'))
  .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim()))
  .map(e => e.outerHTML)"""


def arrive(page: Page, heading: str) -> None:
    expect(page.locator("main h1")).to_have_text(heading)
    check_fits(page)


def sign_in(page: Page, country: Country, password: str = PASSWORD) -> None:
    page.goto(f"{country.address}/my")
    arrive(page, "团员登录")
    page.get_by_label("公民身份号码").fill(login_of("member"))
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def choose_first_password(page: Page) -> None:
    arrive(page, "设置新密码")
    page.get_by_label("初始密码").fill(login_of("member")[-8:])
    page.get_by_label("新密码", exact=True).fill("12345678")
    page.get_by_label("再输入一次新密码").fill("12345678")
    page.get_by_role("button", name="保存新密码").click()
    expect(page.locator("#new-error")).to_contain_text("太常见")
    check_fits(page)
    page.get_by_label("初始密码").fill(login_of("member")[-8:])
    page.get_by_label("新密码", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("再输入一次新密码").fill(NEW_PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    arrive(page, "我的团籍")
    expect(page.get_by_role("status")).to_have_text("密码已修改。")


def fill_to_destination(page: Page) -> None:
    page.get_by_role("link", name=re.compile("发起转接")).click()
    arrive(page, "毕业后的去向")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("#kind-error")).to_contain_text("请选择一种情形")
    page.get_by_label("已落实工作单位（含自主创业）").check()
    page.get_by_role("button", name="下一步").click()
    arrive(page, "填写情况")
    page.get_by_label("工作单位名称").fill("示例科技公司")
    page.get_by_role("button", name="下一步").click()
    arrive(page, "转入组织")


def found(page: Page, name: str) -> Locator:
    return page.locator("#destinations-found").get_by_label(name)


def be_refused(page: Page) -> None:
    """SPEC R60, question 5, beside the field, with its source."""
    page.get_by_role("button", name="下一步").click()
    error = page.locator("#destination-error")
    expect(error).to_contain_text("已落实工作单位的，不可以转往户籍地乡镇街道团组织。（依据：问题 5）")
    expect(found(page, HOUSEHOLD)).to_be_checked()
    expect(page.get_by_label("组织名称的一部分")).to_be_focused()
    assert page.locator("fieldset.wrong").get_attribute("aria-describedby") == "destination-error"
    check_fits(page)


def send(page: Page) -> None:
    page.get_by_role("button", name="下一步").click()
    arrive(page, "核对并提交")
    expect(page.locator("main")).to_contain_text("可以提交。")
    expect(page.locator(".checks .positive").first).to_contain_text("依据：指引一（1）")
    page.get_by_role("button", name="提交申请").click()
    arrive(page, "我的团籍")
    expect(page.get_by_role("status")).to_have_text("申请已提交。")
    expect(page.locator(".timeline .now")).to_contain_text("待转出审批")


def withdraw(page: Page) -> None:
    page.get_by_role("link", name="撤销申请").click()
    arrive(page, "撤销这项申请？")
    page.get_by_role("button", name="撤销申请").click()
    arrive(page, "我的团籍")
    expect(page.get_by_role("status")).to_have_text("申请已撤销。")


def approve(country: Country, key: str) -> None:
    """An administrator, through the API, as the desktop client does."""
    who = country.sign_in(key)
    rows: list[Json] = who.get("/v1/transfers").json()["items"]
    decide(who, "approve_transfer", next(row for row in rows if row["state"].startswith("awaiting")))


def see_it_complete(page: Page, country: Country) -> None:
    approve(country, "class")
    page.reload()
    expect(page.locator(".timeline .now")).to_contain_text("待转入审批")
    approve(country, "workshop")
    page.reload()
    expect(page.locator(".notice.positive")).to_contain_text("转接已完成。")
    page.get_by_role("link", name="转接历史").click()
    arrive(page, "我的组织关系转接历史")
    expect(page.locator(".row")).to_have_count(2)
    page.locator(".row").first.click()
    expect(page.locator(".timeline li")).to_have_count(3)
    check_fits(page)


def test_from_the_first_password_to_completion(country: Country, open_page: OpenPage) -> None:
    forget_password(country)
    page = open_page()
    sign_in(page, country, login_of("member")[-8:])
    choose_first_password(page)
    fill_to_destination(page)
    page.get_by_label("组织名称的一部分").fill("长乐坊")
    found(page, HOUSEHOLD).check()
    expect(page.locator("#checks .negative li, #checks li.negative")).to_contain_text("问题 5")
    assert page.locator("#checks").get_attribute("aria-live") == "polite"
    be_refused(page)
    page.get_by_label("组织名称的一部分").fill("示例科技")
    found(page, WORKSHOP).check()
    expect(page.locator("#checks")).to_contain_text("可以提交。")
    send(page)
    withdraw(page)
    fill_to_destination(page)
    page.get_by_label("组织名称的一部分").fill("示例科技")
    found(page, WORKSHOP).check()
    send(page)
    see_it_complete(page, country)


def test_the_same_without_script(country: Country, open_page: OpenPage) -> None:
    forget_password(country)
    page = open_page(java_script_enabled=False)
    sign_in(page, country, login_of("member")[-8:])
    choose_first_password(page)
    fill_to_destination(page)
    find(page, "长乐坊")
    found(page, HOUSEHOLD).check()
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("#destination-error")).to_contain_text("（依据：问题 5）")
    find(page, "示例科技")
    found(page, WORKSHOP).check()
    send(page)
    withdraw(page)
    fill_to_destination(page)
    find(page, "示例科技")
    found(page, WORKSHOP).check()
    send(page)
    see_it_complete(page, country)


def find(page: Page, words: str) -> None:
    page.get_by_label("组织名称的一部分").fill(words)
    page.get_by_role("button", name="查找").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_place_is_found_by_name_and_kept(country: Country, open_page: OpenPage, script: bool) -> None:
    page = open_page(DESKTOP, java_script_enabled=script, color_scheme="dark")
    sign_in(page, country)
    page.goto(f"{country.address}/my/start")
    page.get_by_label("已落实工作单位（含自主创业）").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("工作单位名称").fill("示例科技公司")
    page.get_by_label("输入区县名称").fill("碑林")
    if not script:
        page.get_by_role("button", name="查找").click()
    page.get_by_label("陕西省西安市碑林区").check()
    page.get_by_label("工作单位名称").press("Enter")
    arrive(page, "转入组织")
    page.get_by_role("button", name="上一步").click()
    expect(page.get_by_label("陕西省西安市碑林区")).to_be_checked()
    expect(page.get_by_label("工作单位名称")).to_have_value("示例科技公司")


def test_browsers_way_back_works_and_ends_with_signing_out(country: Country, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, country)
    fill_to_destination(page)
    page.go_back()
    expect(page.get_by_label("工作单位名称")).to_have_value("示例科技公司")
    page.go_forward()
    arrive(page, "转入组织")
    page.get_by_role("button", name="退出").click()
    arrive(page, "团员登录")
    with contextlib.suppress(PlaywrightError):
        page.go_back()
    expect(page.locator("body")).not_to_contain_text("查找并选择转入组织")


def test_session_that_has_ended_is_told_beside_the_search(country: Country, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, country)
    fill_to_destination(page)
    country.clock.move(hours=1)
    page.get_by_label("组织名称的一部分").fill("示例")
    expect(page.locator("#destinations-found")).to_contain_text("登录已过期，请重新登录。")
    page.locator("#destinations-found").get_by_role("link", name="重新登录").click()
    arrive(page, "团员登录")


def test_other_systems_are_searched_when_chosen(country: Country, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, country)
    fill_to_destination(page)
    page.get_by_label("组织名称的一部分").fill("示例公司")
    expect(page.locator("#destinations-found")).to_contain_text("没有找到“示例公司”")
    page.get_by_label("北京", exact=True).check()
    found(page, "北京示例公司团支部").check()
    expect(page.locator("#checks")).to_contain_text("可以提交。")


def test_english_on_a_desktop_fits_and_says_no_chinese_of_its_own(
    country: Country, open_page: OpenPage
) -> None:
    page = open_page(DESKTOP, locale="en-GB")
    page.goto(f"{country.address}/my")
    page.get_by_label("Identity number").fill(login_of("member"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("main h1")).to_have_text("My membership")
    check_fits(page)
    page.get_by_role("link", name="Start a transfer").click()
    expect(page.locator("main h1")).to_have_text("What comes next for you")
    assert not re.search("[\u4e00-\u9fff]", page.locator("main").inner_text())
    check_fits(page)


def test_keyboard_alone_reaches_the_content(country: Country, open_page: OpenPage) -> None:
    page = open_page(DESKTOP)
    sign_in(page, country)
    expect(page.locator("main h1")).to_have_text("我的团籍")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="发起转接")).to_be_focused()
