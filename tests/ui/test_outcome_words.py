"""Refusals of a bulk action, said in a few lines."""

from __future__ import annotations

import pytest

from desktop.values import Outcome
from domain.refusals import Refusal
from ui.outcome_words import refused_words

pytestmark = pytest.mark.usefixtures("qapp")


def refused(title: str, code: str = "FORBIDDEN_NOW", **facts: str) -> Outcome:
    return Outcome(id=title, title=title, op_id=None, refusal=Refusal(code, facts))


def test_one_refusal_names_whom_it_is_about() -> None:
    assert refused_words([refused("张三")]).startswith("张三：")


def test_name_is_not_said_twice() -> None:
    words = refused_words([refused("张三", "NOT_A_GRADUATE", member="张三")])
    assert words.count("张三") == 1


def test_same_reason_is_one_line() -> None:
    words = refused_words([refused("张三"), refused("李四")])
    assert words.startswith("2 项没有办理：")
    assert "\n" not in words


def test_many_reasons_are_cut_and_counted() -> None:
    many = [refused(name, "NOT_A_GRADUATE", member=name) for name in ("甲", "乙", "丙", "丁", "戊")]
    lines = refused_words(many).splitlines()
    assert len(lines) == 4
    assert lines[-1] == "另有 2 项没有办理。"
