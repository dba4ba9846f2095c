"""Names of invented people: surnames by their frequency, given names put together."""

import tomllib
from bisect import bisect
from itertools import accumulate
from pathlib import Path
from typing import Any

from domain.identity import Gender
from server.seed.chance import Draw

NAMES = Path(__file__).parents[2] / "resources" / "names.toml"
_DOUBLE_ONE_IN = 200
_WHOLE_ONE_IN = 250
_SINGLE_ONE_IN = 6


class Names:
    def __init__(self, data: dict[str, Any]) -> None:
        self._given = data["given"]
        self._whole = data["whole"]
        self._double = data["surnames"]["double"]
        self._common = "".join(data["surnames"]["common"].split())
        self._upto = list(accumulate(data["surnames"]["weights"]))
        if len(self._upto) != len(self._common):
            raise ValueError("resources/names.toml：姓氏与权重的个数不一致。")

    def surname(self, draw: Draw) -> str:
        if draw.one_in(_DOUBLE_ONE_IN):
            return str(draw.choice(self._double))
        return self._common[bisect(self._upto, draw.below(self._upto[-1]))]

    def surname_of(self, name: str) -> str:
        return name[:2] if name[:2] in self._double else name[:1]

    def given(self, draw: Draw, gender: Gender) -> str:
        parts = self._given[gender.value]
        if draw.one_in(_SINGLE_ONE_IN):
            return str(draw.choice(parts["single"]))
        first, second = draw.choice(parts["first"]), draw.choice(parts["second"])
        return f"{first}{second}"

    def full(self, draw: Draw, gender: Gender) -> str:
        if draw.one_in(_WHOLE_ONE_IN):
            return str(draw.choice(self._whole[gender.value]))
        return self.surname(draw) + self.given(draw, gender)


def read_names() -> Names:
    return Names(tomllib.loads(NAMES.read_text(encoding="utf-8")))
