"""Every value that is shown has one word, in Chinese and in English."""

from __future__ import annotations

import importlib
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest

import domain
from domain.members import Mark
from domain.terms import TERMS, said, term, term_key


class Foreign(StrEnum):
    VALUE = "value"


def _enums() -> list[type[StrEnum]]:
    modules = [path.stem for path in Path(*domain.__path__).glob("[!_]*.py")]
    found = {
        value
        for name in modules
        for value in vars(importlib.import_module(f"domain.{name}")).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum
    }
    return sorted(found, key=lambda enum: enum.__name__)


VALUES = [value for enum in _enums() for value in enum]


def test_enums_are_found_and_have_different_names() -> None:
    names = [enum.__name__ for enum in _enums()]
    assert {"Mark", "Category", "TransferState", "Role", "AtDeadline"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("value", VALUES, ids=term_key)
def test_every_value_has_its_words(value: StrEnum) -> None:
    assert term(value).strip()
    assert term(value, "en").isascii()
    assert term(value, "en").strip()


def test_there_is_no_term_without_a_value() -> None:
    assert set(TERMS) == {term_key(value) for value in VALUES}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_values_of_one_kind_have_different_words(language: str) -> None:
    for enum in _enums():
        words = Counter(term(value, language) for value in enum)
        assert max(words.values()) == 1, words


def test_R30_marks_have_the_guide_s_words() -> None:
    assert {term(mark) for mark in Mark} == {"延迟毕业团员", "教师", "毕业学生流动团员"}


def test_key_of_a_term_is_said_in_either_language_and_other_text_as_it_is() -> None:
    assert said(term_key(Mark.TEACHER)) == "教师"
    assert said(term_key(Mark.TEACHER), "en") == "teacher"
    assert said("张三") == said("张三", "en") == "张三"


def test_value_without_a_term_is_an_error() -> None:
    with pytest.raises(KeyError):
        term(Foreign.VALUE)
