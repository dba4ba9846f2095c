"""业务指引: what to do, by situation (resources/guidance.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

GUIDANCE = Path(__file__).resolve().parent.parent / "resources" / "guidance.toml"


class SituationGroup(StrEnum):
    LEAVING = "leaving"
    RECEIVING = "receiving"
    APPROVING = "approving"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """``verb``: the action that it advises, or none; ``source``: its place in the published guide."""

    id: str
    group: SituationGroup
    title: str
    title_en: str
    steps: tuple[str, ...]
    steps_en: tuple[str, ...]
    source: str
    verb: str = ""
    kind: str = ""

    def text(self) -> str:
        """All of it, for a search."""
        return "\n".join((self.title, self.title_en, *self.steps, *self.steps_en, self.source)).casefold()


@cache
def read_guidance() -> tuple[Situation, ...]:
    """In the order of the file. Reads it at the first call, so not on the GUI thread."""
    written = tomllib.loads(GUIDANCE.read_text("utf-8"))
    return tuple(map(_situation, written["situation"]))


def _situation(entry: Mapping[str, Any]) -> Situation:
    steps, steps_en = tuple(entry["steps"]), tuple(entry["steps_en"])
    group = SituationGroup(entry["group"])
    return Situation(**{**entry, "group": group, "steps": steps, "steps_en": steps_en})


def found(situation: Situation, words: str) -> bool:
    """Every word must occur somewhere."""
    text = situation.text()
    return all(word in text for word in words.casefold().split())
