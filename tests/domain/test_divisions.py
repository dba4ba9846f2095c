"""The outline of divisions, and how a place is named."""

from __future__ import annotations

import pytest

from domain.divisions import Division, parse_outline, spoken_names

OUTLINE = "\n".join(
    [
        "11北京市",
        "\t01市辖区",
        "\t\t08海淀区",
        "41河南省",
        "\t90省直辖县级行政区划",
        "\t\t01济源市",
        "44广东省",
        "\t19东莞市",
        "\t\t00东莞市",
    ]
)
DIVISIONS = {division.code: division for division in parse_outline(OUTLINE)}


def test_outline_says_codes_by_their_parents() -> None:
    county = DIVISIONS["110108"]
    assert county == Division("110108", "海淀区")
    assert (county.level, county.parent) == (2, "1101")
    assert DIVISIONS["11"].parent == ""


@pytest.mark.parametrize("line", ["", "北京市", "11", " 11北京市"])
def test_line_that_is_no_division_is_told(line: str) -> None:
    with pytest.raises(ValueError, match="无法读取"):
        list(parse_outline(line))


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("110108", ["北京市", "海淀区"]),
        ("419001", ["河南省", "济源市"]),
        ("441900", ["广东省", "东莞市"]),
        ("11", ["北京市"]),
        ("110199", ["北京市"]),
        ("99", []),
        ("", []),
    ],
)
def test_place_is_named_from_the_province_down(code: str, names: list[str]) -> None:
    assert spoken_names(DIVISIONS, code) == names
