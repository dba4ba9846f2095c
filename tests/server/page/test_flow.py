"""The page's way from start to end and every state of a transfer, over HTTP without a browser."""

import uuid
from datetime import timedelta

from server.jobs.service import run_due_jobs
from tests.server.client import Country
from tests.server.flows import decide
from tests.server.flows import start as start_for
from tests.server.page.visitor import EMPLOYED, hidden, start, text, visitor
from tests.server.sample import PLACES, id_of


def test_foreign_transfers_are_not_there(country: Country) -> None:
    college = country.sign_in("college")
    foreign = start_for(college, ("class", 1), "employer")["id"]
    member = visitor(country)
    form = hidden(member.get("/my/start"))
    for transfer_id in (foreign, str(uuid.uuid4()), "x", "%00", "x" * 100):
        for path in (f"/my/transfers/{transfer_id}", f"/my/transfers/{transfer_id}/withdrawal"):
            answer = member.get(path)
            assert (answer.status_code, "不是您本人的" in answer.text) == (404, True)
        answer = member.post(f"/my/transfers/{transfer_id}/withdrawal", form | {"version": "1"})
        assert answer.status_code == 404
    assert college.get(f"/v1/transfers/{foreign}").json()["state"] == "awaiting_destination"


def current(country: Country) -> dict[str, object]:
    """The member's newest transfer as an administrator gets it."""
    rows = country.sign_in("university").get("/v1/transfers").json()["items"]
    found: dict[str, object] = next(r for r in rows if r["state"].startswith("awaiting"))
    return found


def test_from_start_to_completion(country: Country) -> None:
    member = visitor(country)
    sent = start(member)
    assert sent.url.endswith("/my?said=started")
    assert "申请已提交。" in text(sent)
    assert "现在由 计算机2016级1班团支部 审批。截止 2020-07-05，剩 15 天。" in text(sent)
    approved = decide(country.sign_in("class"), "approve_transfer", current(country), remark="一路顺风")
    assert "一路顺风" in text(member.get("/my"))
    decide(country.sign_in("workshop"), "approve_transfer", approved)
    done = text(member.get("/my"))
    assert "转接已完成。" in done
    assert f"从 计算机2016级1班团支部 → 转往 {PLACES['workshop'].full_name}" in done
    assert "已完成" in text(member.get("/my/history"))


def test_form_sent_twice_starts_one_transfer(country: Country) -> None:
    member = visitor(country)
    form = hidden(member.get("/my/start")) | EMPLOYED
    for _ in range(2):
        assert member.post("/my/start", form).url.endswith("said=started")
    assert len(country.sign_in("class").get("/v1/transfers").json()["items"]) == 1


def test_R41_second_start_names_the_first(country: Country) -> None:
    start_for(country.sign_in("college"), ("class", 0), "employer")
    member = visitor(country)
    for page in (member.get("/my/start"), start(member)):
        assert page.status_code == 409
        assert "王college已于 2020-06-20 09:00 发起转往“示例科技公司团委”的申请" in text(page)
    home = text(member.get("/my"))
    assert "这项申请由 王college（示例大学计算机学院团委）发起" in home
    assert "撤销申请" not in home


def test_R44_withdrawn_and_started_again(country: Country) -> None:
    member = visitor(country)
    start(member)
    transfer_id = str(current(country)["id"])
    page = member.get(f"/my/transfers/{transfer_id}/withdrawal")
    assert "撤销这项申请？" in text(page)
    gone = member.send(page, f"/my/transfers/{transfer_id}/withdrawal")
    assert "申请已撤销。" in text(gone)
    # The same form again is the same op, and the page of what is withdrawn shows what is there.
    assert member.send(page, f"/my/transfers/{transfer_id}/withdrawal").url.endswith("said=withdrawn")
    assert member.get(f"/my/transfers/{transfer_id}/withdrawal").url.endswith(transfer_id)
    assert start(member).url.endswith("said=started")


def test_withdrawn_upon_an_older_picture(country: Country) -> None:
    """SPEC R44: at any time until it is complete, also when somebody has approved meanwhile."""
    member = visitor(country)
    start(member)
    transfer_id = str(current(country)["id"])
    page = member.get(f"/my/transfers/{transfer_id}/withdrawal")
    decide(country.sign_in("class"), "approve_transfer", current(country))
    assert member.send(page, f"/my/transfers/{transfer_id}/withdrawal").url.endswith("said=withdrawn")


def test_completed_meanwhile_cannot_be_withdrawn(country: Country) -> None:
    member = visitor(country)
    start(member)
    transfer_id = str(current(country)["id"])
    page = member.get(f"/my/transfers/{transfer_id}/withdrawal")
    approved = decide(country.sign_in("class"), "approve_transfer", current(country))
    decide(country.sign_in("workshop"), "approve_transfer", approved)
    answer = member.send(page, f"/my/transfers/{transfer_id}/withdrawal")
    assert answer.url.endswith(transfer_id)
    assert "转接已完成。" in text(answer)


def test_R54_refused_with_its_reason(country: Country) -> None:
    member = visitor(country)
    start(member)
    decide(country.sign_in("class"), "refuse_transfer", current(country), reason="请先交回团员证")
    home = text(member.get("/my"))
    assert "申请已退回。 退回原因：请先交回团员证" in home
    assert "重新发起转接" in home


def test_R80_automatic_approval_is_labelled_and_allocation_is_never_automatic(country: Country) -> None:
    member = visitor(country)
    start(member, destination_id=id_of("employer"))
    for _ in range(2):
        country.clock.now += timedelta(days=16)
        run_due_jobs(country.state)
    member.sign_in()
    home = text(member.get("/my"))
    assert "到期自动通过" in home
    assert "自动办理，未经人工" in home
    assert "这一步不会自动办理，请与管理员联系。" in home
    assert "待分配 · 自动" in home


def test_deadline_that_is_near_says_so(country: Country) -> None:
    member = visitor(country)
    start(member)
    for days, words in ((11, "剩 4 天"), (4, "今天到期"), (1, "已超期 1 天")):
        country.clock.now += timedelta(days=days)
        member.sign_in()
        assert words in text(member.get("/my"))
