"""Refusals: every one that a rule raises is in the table, with the facts that its sentences name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from domain.members import Mark
from domain.refusals import REFUSALS, Refusal, RefusedError

ROOT = Path(__file__).resolve().parents[2]
FOR_THE_CALLERS = {"NOT_FOUND", "DESTINATION_NOT_FOUND", "PREDECESSOR_REJECTED"}
"""Raised by those who implement ``domain.commands.World`` and by the server's sync."""


class Raised(NamedTuple):
    where: str
    code: str
    facts: frozenset[str]


def _raised_in(path: Path) -> list[Raised]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("RefusedError", "Refusal")):
            if not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            facts = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            found.append(Raised(f"{path.name}:{node.lineno}", str(node.args[0].value), facts))
    return found


IN_DOMAIN = [each for path in sorted((ROOT / "domain").rglob("*.py")) for each in _raised_in(path)]


def named_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_raising_places_are_found() -> None:
    assert len(IN_DOMAIN) > 40


@pytest.mark.parametrize("raised", IN_DOMAIN, ids=lambda raised: f"{raised.code} {raised.where}")
def test_every_refusal_that_is_raised_can_be_said(raised: Raised) -> None:
    entry = REFUSALS[raised.code]
    facts = {name.removesuffix("_en") for name in raised.facts}
    assert named_in(entry.zh) | named_in(entry.en) | named_in(entry.rule) == facts
    assert named_in(entry.zh) <= raised.facts
    refusal = Refusal(raised.code, dict.fromkeys(raised.facts, "甲"))
    assert "{" not in refusal.sentence + refusal.sentence_en + refusal.rule


@pytest.mark.parametrize("code", REFUSALS)
def test_every_entry_is_raised_somewhere(code: str) -> None:
    assert code in {each.code for each in IN_DOMAIN} | FOR_THE_CALLERS


@pytest.mark.parametrize("code", REFUSALS)
def test_every_entry_is_complete_in_both_languages(code: str) -> None:
    entry = REFUSALS[code]
    assert re.fullmatch(r"[A-Z][A-Z_]+", code)
    assert re.fullmatch(r"R\d+|\{rule\}", entry.rule)
    zh, en = (re.sub(r"\{\w+\}", "", sentence) for sentence in (entry.zh, entry.en))
    assert re.search(r"[\u4e00-\u9fff]", zh)
    assert entry.zh.endswith(("。", "}"))
    assert re.search(r"[a-z]{3}", en)
    assert not re.search(r"[\u4e00-\u9fff]", en)
    assert entry.en.endswith((".", "}"))
    assert named_in(entry.en) <= named_in(entry.zh)


def test_no_two_entries_say_the_same() -> None:
    by_sentence = defaultdict(list)
    for code, entry in REFUSALS.items():
        by_sentence[entry.zh].append(code)
        by_sentence[entry.en].append(code)
    assert [codes for codes in by_sentence.values() if len(codes) > 1] == []


def test_term_is_said_in_the_reader_s_language() -> None:
    refusal = RefusedError("ALREADY_MARKED", member="张三", mark=Mark.TEACHER).refusal
    assert refusal.facts == {"member": "张三", "mark": "Mark.teacher"}
    assert refusal.rule == "R30"
    assert refusal.sentence == "张三已被标记为教师，请先撤销再重新标记。"
    assert refusal.sentence_en == "张三 is already marked as teacher; revoke that first."


def test_fact_of_the_other_language_takes_the_place_of_the_first() -> None:
    refusal = RefusedError("OUT_OF_SCOPE", what="张三的这一步审批", what_en="This step of 张三").refusal
    assert refusal.sentence.startswith("张三的这一步审批不在")
    assert refusal.sentence_en.startswith("This step of 张三 is outside")


def test_R60_rule_that_was_missed_gives_its_number() -> None:
    refusal = RefusedError(
        "RULE_MISSED", rule="R63", kind="TransferKind.unemployed", missed="甲。", missed_en="A."
    ).refusal
    assert refusal.rule == "R63"
    assert refusal.sentence == "不符合“离校前尚未落实就业去向”的要求：甲。"
    assert refusal.sentence_en == "Does not meet the rules of “no employment yet”: A."


def test_error_says_code_and_rule_but_no_name() -> None:
    assert str(RefusedError("NOT_MARKED", member="张三")) == "NOT_MARKED (R33)"


@pytest.mark.parametrize(("code", "facts"), [("UNHEARD_OF", {}), ("NOT_MARKED", {})])
def test_unknown_code_or_missing_fact_is_found_at_once(code: str, facts: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        Refusal(code, facts)


def test_braces_in_a_name_are_only_a_name() -> None:
    assert "{when}" in RefusedError("NOT_MARKED", member="{when}").refusal.sentence
