"""The five rates over HTTP (SPEC R100–R104).

The class has 8 graduates of 2020, the university 12, the country 15."""

import pytest

from domain.organisations import Category
from domain.policy import Figure, Letter
from tests.server.changes import change_organisation
from tests.server.client import Country
from tests.server.figures.asking import ask, figures, letters, rate, study, work
from tests.server.flows import DELAYED, decide, start
from tests.server.sample import id_of


def test_R100_further_study_counts_where_they_leave_and_where_they_come(country: Country) -> None:
    root = country.sign_in("country")
    study(country, 0)
    study(country, 1, complete=True)
    assert letters(root, "school") == letters(root, "vocational") == "A1 B2 E1"
    assert letters(root, "college") == "A1 C2 E8"
    assert letters(root, "university") == "A1 C2 E12"
    for place in ("school", "college", "country"):
        assert rate(root, place, "study") == (1, 2, 0.5), place
    # Whoever lies above both counts each of them once.
    assert letters(root, "municipal") == letters(root, "country") == "A1 B2 E13"


def test_R100_formula_comes_with_the_answer(country: Country) -> None:
    found = figures(country.sign_in("class"), "class")
    assert found["formulas"]["study"] == "A / (B + C)"
    assert (found["edition"], found["year"]) == (2020, 2020)
    assert set(found["rates"]) == {figure.value for figure in Figure}
    assert set(found["letters"]) == {letter.value for letter in Letter}


def test_R101_society_counts_whoever_has_started_nothing(country: Country) -> None:
    root = country.sign_in("country")
    assert rate(root, "class", "society") == (0, 8, 0.0)
    work(country, 0)
    work(country, 1, complete=True)
    assert letters(root, "class") == "D1 E8"
    assert letters(root, "workshop") == letters(root, "employer") == "D1 F2"
    assert rate(root, "employer", "society") == (1, 2, 0.5)


def test_R101_refused_or_withdrawn_counts_no_longer_there(country: Country) -> None:
    root = country.sign_in("country")
    refused, withdrawn = work(country, 0), work(country, 1)
    assert letters(root, "employer") == "F2"
    decide(country.sign_in("workshop"), "refuse_transfer", refused, reason="没有这个人")
    decide(country.sign_in("class"), "withdraw_transfer", withdrawn)
    assert letters(root, "employer") == ""
    assert letters(root, "class") == "E8"
    assert rate(root, "class", "started") == (1, 8, 0.125)


def test_R101_retained_for_want_of_work_have_completed_nothing(country: Country) -> None:
    college = country.sign_in("college")
    entry, member_id = id_of("retention"), id_of("class", 0)
    college.do("retain_member", entry, 0, member_id=member_id, months=6, reason="正在求职")
    assert letters(college, "class") == "E8"
    assert rate(college, "class", "society") == (0, 8, 0.0)


def test_R102_employer_among_all_but_those_in_further_study(country: Country) -> None:
    work(country, 0, complete=True)
    work(country, 1)
    study(country, 2)
    assert rate(country.sign_in("college"), "class", "employer") == (1, 8, 1 / 8)
    assert rate(country.sign_in("country"), "country", "employer") == (1, 14, 1 / 14)


def test_R103_started_among_all(country: Country) -> None:
    work(country, 0)
    study(country, 1)
    assert rate(country.sign_in("college"), "college", "started") == (1, 8, 0.125)
    assert rate(country.sign_in("country"), "country", "started") == (2, 15, 2 / 15)


def test_R104_completed_among_all(country: Country) -> None:
    work(country, 0, complete=True)
    work(country, 1)
    assert rate(country.sign_in("college"), "class", "completed") == (1, 8, 0.125)


@pytest.mark.parametrize("figure", [figure.value for figure in Figure])
def test_R100_R101_R102_R103_R104_nobody_to_count_gives_null(country: Country, figure: str) -> None:
    root = country.sign_in("country")
    assert rate(root, "beijing", figure) == (0, 0, None)
    assert rate(root, "class", figure, year=2019) == (0, 0, None)


def test_R34_marked_are_no_case_and_come_back_when_it_is_revoked(country: Country) -> None:
    college = country.sign_in("college")
    college.do("mark_member", id_of("class", 0), 1, **DELAYED, move_to=id_of("delayed"))
    college.do("mark_member", id_of("class", 1), 1, mark="teacher")
    assert letters(college, "college") == "E6"
    college.do("revoke_mark", id_of("class", 0), 2)
    college.do("revoke_mark", id_of("class", 1), 2)
    assert letters(college, "class") == "E8"


def test_R46_deleted_are_no_case_until_restored(country: Country) -> None:
    college = country.sign_in("college")
    college.do("delete_member", id_of("class", 0), 1, reason="deceased", remark="因病去世")
    assert letters(college, "college") == "E7"
    college.do("restore_member", id_of("class", 0), 2)
    assert letters(college, "college") == "E8"


def test_R22_corrected_month_takes_those_who_have_left_along(country: Country) -> None:
    college = country.sign_in("college")
    work(country, 0, complete=True)
    college.do("set_graduation_month", id_of("class"), 1, month="2019-06")
    assert letters(college, "class", 2019) == "D1 E8"
    assert letters(college, "class", 2020) == ""
    university = country.sign_in("university")
    assert ask(university, f"{id_of('university')}/years") == {"years": [2020, 2019]}


def test_R6_moved_subtree_counts_above_its_new_place(country: Country) -> None:
    municipal = country.sign_in("municipal")
    work(country, 0, complete=True)
    study(country, 1)
    municipal.do("move_organisation", id_of("college"), 1, parent_id=id_of("vocational"))
    assert letters(municipal, "class") == "D1 E8"
    assert letters(municipal, "college") == "C1 D1 E8"
    assert letters(municipal, "university") == "E4"
    # Whom it had asked to be taken in has come with the class.
    assert letters(municipal, "vocational") == "B1 D1 E10"
    assert letters(municipal, "municipal") == "B1 D1 E14"


def test_R6_moved_into_what_is_moved_too_is_counted_where_it_has_come(country: Country) -> None:
    """Both in one message, and so in one unit of work."""
    municipal = country.sign_in("municipal")
    work(country, 0, complete=True)
    results = municipal.push(
        municipal.op("move_organisation", id_of("class"), 1, parent_id=id_of("college_other")),
        municipal.op("move_organisation", id_of("college_other"), 1, parent_id=id_of("vocational")),
    )
    assert [result["outcome"] for result in results] == ["applied", "applied"]
    assert letters(municipal, "college_other") == "D1 E12"
    assert letters(municipal, "vocational") == "D1 E15"
    assert letters(municipal, "college") == letters(municipal, "university") == ""
    assert letters(municipal, "municipal") == "D1 E15"


def test_R24_figures_begin_with_the_yearly_change(country: Country) -> None:
    change_organisation(country.state, "younger", category=Category.GRADUATE, graduate_year=2021)
    college = country.sign_in("college")
    assert letters(college, "college", 2021) == "E2"
    assert figures(college, "college", 2020)["letters"]["毕业生"] == 8


def test_R34_ordinary_transfers_do_not_count(country: Country) -> None:
    start(country.sign_in("college"), ("younger", 0), "workshop", kind="ordinary", reason="工作变动")
    assert letters(country.sign_in("country"), "employer") == ""


def test_R105_figures_of_another_scope_are_not_there(country: Country) -> None:
    class_ = country.sign_in("class")
    assert class_.get(f"/v1/figures/{id_of('college')}").status_code == 404
    assert class_.get(f"/v1/figures/{id_of('class_other')}/members", letter="E").status_code == 404
