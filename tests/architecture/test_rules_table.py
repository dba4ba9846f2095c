"""Every rule and every question of the guide has a test named after it, and docs/rules.md says which."""

from tests.architecture.rules_table import (
    PAGE,
    QUESTIONS,
    QUESTIONS_NOT_YET,
    RULES,
    RULES_NOT_YET,
    numbers_shown,
    page,
)


def test_every_rule_that_is_built_has_a_test() -> None:
    assert set(RULES) - numbers_shown().rules.keys() == RULES_NOT_YET


def test_every_question_has_a_test() -> None:
    assert set(QUESTIONS) - numbers_shown().questions.keys() == QUESTIONS_NOT_YET


def test_no_test_names_a_rule_that_there_is_not() -> None:
    shown = numbers_shown()
    assert shown.rules.keys() <= set(RULES)
    assert shown.questions.keys() <= set(QUESTIONS)


def test_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.architecture.rules_table"
