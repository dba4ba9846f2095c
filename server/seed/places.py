"""Where invented people come from and live."""

from server.divisions import Divisions
from server.seed.chance import Draw


class Places:
    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._townships: dict[str, list[str]] = {}

    def township(self, draw: Draw, within: str = "") -> str:
        """A township or street of that division; of any, if the sample has none there."""
        return draw.choice(self._within(within) or self._within(""))

    def home(self, draw: Draw, near: str) -> str:
        """Most people come from the province that they study or work in."""
        return self.township(draw, near[:2] if draw.below(100) < 60 else "")

    def _within(self, division: str) -> list[str]:
        if division not in self._townships:
            self._townships[division] = self._divisions.townships(division)
        return self._townships[division]
