"""The policy of a year (SPEC R90): the three known editions, and what a wrong file is told."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date
from enum import Enum
from typing import Any

import pytest

from domain.policy import AtDeadline, Deadline, Edition, EditionError, Figure, conversion_date, parse_edition
from tests.domain.world import EDITIONS, EDITIONS_FOLDER

FILE: dict[str, Any] = tomllib.loads((EDITIONS_FOLDER / "2020.toml").read_text("utf-8"))
FIFTEEN = Deadline(remind_day=10, last_day=15, outcome=AtDeadline.APPROVE)
ALLOCATION = Deadline(remind_day=10, last_day=15, outcome=AtDeadline.NOTHING)


class Missing(Enum):
    """Stands for a value that is not there; an enum, so that each run gives the test the same name."""

    VALUE = 0


MISSING = Missing.VALUE


def written(value: object, *keys: str) -> dict[str, Any]:
    """The file of 2020 with one entry changed or left out."""
    data = deepcopy(FILE)
    table = data
    for key in keys[:-1]:
        table = table[key]
    if value is MISSING:
        del table[keys[-1]]
    else:
        table[keys[-1]] = value
    return data


def complaint(data: dict[str, Any]) -> str:
    with pytest.raises(EditionError) as caught:
        parse_edition(data, "2020.toml")
    return str(caught.value)


# The known editions


@pytest.mark.parametrize(("year", "longest"), [(2020, 6), (2021, 12)])
def test_R90_editions_2020_and_2021(year: int, longest: int) -> None:
    edition = EDITIONS[year]
    assert (edition.id, edition.version, edition.year) == (str(year), 1, year)
    assert edition.name == f"{year} 年工作指引"
    assert edition.source == edition.special == edition.destination == FIFTEEN
    assert edition.allocation == ALLOCATION
    assert (edition.retention_months, edition.retention_longest_months) == (6, longest)
    assert edition.letter_after_completion is False


def test_R90_edition_2024() -> None:
    edition = EDITIONS[2024]
    assert edition.destination == Deadline(remind_day=7, last_day=10, outcome=AtDeadline.RETURN)
    assert edition.source == edition.special == FIFTEEN
    assert edition.allocation == ALLOCATION
    assert (edition.retention_months, edition.retention_longest_months) == (12, 12)
    assert edition.letter_after_completion is True


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=str)
def test_R24_yearly_change_is_on_the_first_of_june(edition: Edition) -> None:
    assert conversion_date(edition, 2022) == date(2022, 6, 1)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=str)
def test_R90_edition_holds_its_formulas_and_clauses(edition: Edition) -> None:
    assert set(edition.formulas) == {"study", "society", "employer", "started", "completed"}
    assert set(edition.clauses) == {"deadline", "retention"}
    assert all(edition.clauses.values())


# What a wrong file is told: which file, which entry, how to mend it


@pytest.mark.parametrize(
    "day",
    [
        "06-31",
        "13-01",
        "00-10",
        "06-00",
        "02-29",
        "6-1",
        "0601",
        "06/01",
        "06-01-02",
        "六月一日",
        "０６-０１",
    ],
)
def test_R90_impossible_date_is_refused(day: str) -> None:
    sentence = complaint(written(day, "conversion"))
    assert "2020.toml" in sentence
    assert "conversion" in sentence
    assert day in sentence
    assert "06-01" in sentence


STEPS = ("source", "special", "destination", "allocation")
TEXTS = [("name",), ("conversion",), ("formulas", "study"), ("clauses", "deadline")]
NUMBERS = [("year",), ("retention", "months"), ("retention", "longest_months")]
NUMBERS += [(step, day) for step in STEPS for day in ("remind_day", "last_day")]
TABLES = [
    ("source",),
    ("special",),
    ("destination",),
    ("allocation",),
    ("retention",),
    ("formulas",),
    ("clauses",),
]


@pytest.mark.parametrize("keys", TEXTS[:2], ids=str)
def test_R90_missing_text_is_refused(keys: tuple[str, ...]) -> None:
    sentence = complaint(written(MISSING, *keys))
    assert "2020.toml" in sentence
    assert f"“{keys[-1]}”" in sentence


@pytest.mark.parametrize("keys", TEXTS, ids=str)
@pytest.mark.parametrize("value", [1, "", "  ", [], True, date(2020, 6, 1)], ids=str)
def test_R90_text_must_be_text(keys: tuple[str, ...], value: object) -> None:
    assert f"“{keys[-1]}”" in complaint(written(value, *keys))


@pytest.mark.parametrize("keys", NUMBERS, ids=str)
@pytest.mark.parametrize("value", [MISSING, "10", 1.5, True, -1, 100_000], ids=str)
def test_R90_number_must_be_whole_and_possible(keys: tuple[str, ...], value: object) -> None:
    sentence = complaint(written(value, *keys))
    assert f"“{keys[-1]}”" in sentence
    assert "整数" in sentence


@pytest.mark.parametrize("keys", TABLES, ids=str)
@pytest.mark.parametrize("value", [MISSING, "x", 3, []], ids=str)
def test_R90_section_must_be_there(keys: tuple[str, ...], value: object) -> None:
    assert f"缺少“{keys[0]}”一节" in complaint(written(value, *keys))


@pytest.mark.parametrize("value", ["no", 0, 1, []], ids=str)
def test_R90_letter_after_completion_is_yes_or_no(value: object) -> None:
    sentence = complaint(written(value, "letter_after_completion"))
    assert "“letter_after_completion”" in sentence
    assert "true" in sentence


def test_R90_letter_after_completion_left_out_means_no() -> None:
    assert parse_edition(written(MISSING, "letter_after_completion"), "x").letter_after_completion is False
    assert parse_edition(written(True, "letter_after_completion"), "x").letter_after_completion is True


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("value", ["refuse", "", 1, True, MISSING], ids=str)
def test_R90_what_happens_at_a_deadline_is_one_of_three(step: str, value: object) -> None:
    assert f"“{step}.outcome”" in complaint(written(value, step, "outcome"))


@pytest.mark.parametrize("step", ["source", "special", "destination"])
@pytest.mark.parametrize("outcome", list(AtDeadline))
def test_R90_each_of_the_three_will_do(step: str, outcome: AtDeadline) -> None:
    edition = parse_edition(written(outcome.value, step, "outcome"), "x")
    assert getattr(edition, step).outcome is outcome


@pytest.mark.parametrize("outcome", ["approve", "return"])
def test_R80_allocation_can_never_be_automatic(outcome: str) -> None:
    assert "“allocation.outcome”必须是“nothing”" in complaint(written(outcome, "allocation", "outcome"))


def test_R90_reminder_is_not_after_the_last_day() -> None:
    assert parse_edition(written(15, "source", "remind_day"), "x").source.remind_day == 15
    assert "1 到 15" in complaint(written(16, "source", "remind_day"))
    assert parse_edition(written(1, "source", "remind_day"), "x").source.remind_day == 1
    assert "1 到 15" in complaint(written(0, "source", "remind_day"))


def test_R90_longest_retention_is_not_shorter_than_the_first() -> None:
    assert "longest_months" in complaint(written(5, "retention", "longest_months"))
    assert parse_edition(written(6, "retention", "longest_months"), "x").retention_longest_months == 6


@pytest.mark.parametrize(
    ("keys", "least", "most"),
    [(("year",), 2000, 2199), (("source", "last_day"), 10, 365), (("retention", "longest_months"), 6, 120)],
)
def test_R90_limits_themselves_are_allowed(keys: tuple[str, ...], least: int, most: int) -> None:
    for value in (least, most):
        parse_edition(written(value, *keys), "x")
    complaint(written(most + 1, *keys))


def test_R90_retention_can_be_none() -> None:
    data = written(0, "retention", "months")
    assert parse_edition(data, "x").retention_months == 0


@pytest.mark.parametrize("value", [{}, {"one": "1"}])
def test_R90_sections_of_texts_hold_what_is_written(value: dict[str, str]) -> None:
    assert parse_edition(written(value, "clauses"), "x").clauses == value


@pytest.mark.parametrize("figure", list(Figure))
def test_R100_every_figure_has_a_formula(figure: Figure) -> None:
    assert f"“{figure.value}”" in complaint(written(MISSING, "formulas", figure.value))


@pytest.mark.parametrize(("formula", "why"), [("A / (B + X)", "“X”不是已知的人数"), ("A", "分子 / 分母")])
def test_R90_formula_that_cannot_be_worked_out_is_refused(formula: str, why: str) -> None:
    sentence = complaint(written(formula, "formulas", "study"))
    assert "2020.toml" in sentence
    assert "“study”" in sentence
    assert why in sentence
