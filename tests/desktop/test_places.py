"""Names of places by their codes."""

from __future__ import annotations

import pytest

from desktop.places import place_name


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
