"""Names as people say them, and as short as a list allows."""

from __future__ import annotations

import pytest

from tests.ui.standing import a_card
from ui.organisation_words import listed_name, spoken_name

UNIVERSITY = a_card("university", "共青团示例大学委员会")


@pytest.mark.parametrize(
    ("full", "said"),
    [
        ("共青团示例大学委员会", "示例大学团委"),
        ("共青团北山街道工作委员会", "北山街道团工委"),
        ("共青团示例大学2022级总支部委员会", "示例大学2022级团总支"),
        ("示例大学计算机学院2022级1班团支部", "示例大学计算机学院2022级1班团支部"),
        ("共青团中央", "共青团中央"),
        ("特殊单位专属库", "特殊单位专属库"),
    ],
)
def test_spoken(full: str, said: str) -> None:
    assert spoken_name(a_card("any", full)) == said


@pytest.mark.parametrize(
    ("full", "listed"),
    [
        ("共青团示例大学委员会", "示例大学团委"),
        ("共青团示例大学计算机学院委员会", "计算机学院团委"),
        ("示例大学计算机学院2022级1班团支部", "计算机学院2022级1班"),
        ("示例大学延迟毕业团支部", "延迟毕业团支部"),
        ("共青团另一大学委员会", "另一大学团委"),
        ("河北省正定镇流动团员团支部", "河北省正定镇流动团员团支部"),
    ],
)
def test_listed_within_ones_own(full: str, listed: str) -> None:
    assert listed_name(full, UNIVERSITY) == listed
