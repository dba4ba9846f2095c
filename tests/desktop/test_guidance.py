"""The written guidance is whole: both languages, a group, and verbs that exist."""

from __future__ import annotations

from desktop.guidance import SituationGroup, found, read_guidance
from domain.destinations import TransferKind


def test_every_situation_is_told_in_both_languages() -> None:
    situations = read_guidance()
    assert len(situations) >= 17
    assert len({each.id for each in situations}) == len(situations)
    for each in situations:
        assert each.title
        assert each.title_en
        assert each.source
        assert len(each.steps) == len(each.steps_en) > 0


def test_every_group_has_some_and_kinds_are_those_of_the_rules() -> None:
    situations = read_guidance()
    assert {each.group for each in situations} == set(SituationGroup)
    assert {each.kind for each in situations if each.kind} <= {kind.value for kind in TransferKind}


def test_found_by_any_word_of_it_in_either_language() -> None:
    by_word = {
        word: {each.id for each in read_guidance() if found(each, word)}
        for word in ("参军", "ARMY", "参军 密码")
    }
    assert "special_unit" in by_word["参军"] & by_word["ARMY"]
    assert by_word["参军 密码"] == set()
