"""The rules of a new password, as they are shown while it is typed."""

from __future__ import annotations

import pytest

from ui.password_rules import Judged, Verdict, judge_password

OPEN, MET, MISSED = Verdict.OPEN, Verdict.MET, Verdict.MISSED


@pytest.mark.parametrize(
    ("new", "again", "expected"),
    [
        ("", "", Judged(OPEN, OPEN, OPEN)),
        ("short", "", Judged(MISSED, MET, OPEN)),
        ("old password", "", Judged(MET, MISSED, OPEN)),
        ("eight888", "eight88", Judged(MET, MET, MISSED)),
        ("eight888", "eight888", Judged(MET, MET, MET)),
    ],
)
def test_R12_each_rule_is_judged_by_itself(new: str, again: str, expected: Judged) -> None:
    assert judge_password("old password", new, again) == expected


def test_only_all_rules_together_let_it_pass() -> None:
    assert Judged(MET, MET, MET).all_met
    assert not Judged(MET, MET, OPEN).all_met
