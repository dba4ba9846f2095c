"""What lists are made of: words with tone and icon, the columns that make them from a row, the lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from ui.icons import Icon
from ui.theme import Tone

R = TypeVar("R")


class Words(NamedTuple):
    text: str
    tone: Tone = Tone.TEXT
    icon: Icon | None = None
    tip: str = ""
    """Said on hovering, when it is more than the text."""
    strong: bool = False
    share: float | None = None
    """From 0 to 1, where a bar stands behind the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[R]):
    """``key`` names it in the settings and in ``order`` the query that sorts by it; ``sample`` is a
    text that it has to hold, ``weight`` its share of the width that is left. ``middle``: too long a
    text is shortened in its middle, as names of organisations, whose ends tell them apart. ``pictured``:
    with room for an icon. ``spare``: left out where there is no room, the higher the sooner. ``full``:
    the text of which ``words`` shows only a part, because it is not for every eye."""

    key: str
    title: str
    words: Callable[[R], Words]
    sample: str
    order: Any = None
    weight: int = 0
    right: bool = False
    middle: bool = False
    pictured: bool = False
    spare: int = 0
    shown: bool = True
    full: Callable[[R], str] | None = None


class Line(NamedTuple, Generic[R]):
    row: R
    words: tuple[Words, ...]
