"""Names of places by their codes."""

from __future__ import annotations

import pytest

from desktop.places import find_places, place_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("33", "浙江省"),
        ("110108", "北京市海淀区"),
        ("330106", "浙江省杭州市西湖区"),
        ("330106009", "浙江省杭州市西湖区留下街道"),
        # What only groups names no place, and a city that is its own county is named once.
        ("419001", "河南省济源市"),
        ("441900", "广东省东莞市"),
        # Newer than the list, or mistyped: what of it is known is said.
        ("330106999", "浙江省杭州市西湖区"),
        ("000000", "000000"),
    ],
)
def test_place_name(code: str, name: str) -> None:
    assert place_name(code) == name


def test_places_are_found_by_every_word_and_the_larger_ones_come_first() -> None:
    found = find_places("西湖", 10)
    assert ("330106", "浙江省杭州市西湖区") in found
    assert [len(code) for code, _ in found] == sorted(len(code) for code, _ in found)
    assert ("330106", "浙江省杭州市西湖区") in find_places("杭州 西湖", 10)
    assert find_places("  ", 10) == []
    assert find_places("没有这个地方", 10) == []


def test_a_whole_name_finds_its_place() -> None:
    assert find_places("北京市海淀区", 5)[0] == ("110108", "北京市海淀区")
