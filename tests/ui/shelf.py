"""Rows for tests of lists: words with a number, and a count of what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.errors import ClientError
from ui.columns import Column, Words
from ui.paged_model import PagedModel

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Query:
    text: str = ""
    order: str = "number"
    descending: bool = False


@dataclass
class Shelf:
    """Rows that are words with a number; counts what it is asked."""

    words: dict[str, str]
    asked: list[int] = field(default_factory=list)
    broken: bool = False

    def ids(self, query: Query) -> list[str]:
        if self.broken:
            raise ClientError("DISK", "磁盘读不出来。", "The disk cannot be read.")
        found = [each for each, word in self.words.items() if query.text in word]
        by_word = query.order == "word"
        return sorted(found, key=lambda each: self.words[each] if by_word else each, reverse=query.descending)

    def rows(self, ids: Sequence[str]) -> dict[str, str]:
        if self.broken:
            raise ClientError("DISK", "磁盘读不出来。", "The disk cannot be read.")
        self.asked.append(len(ids))
        return {each: self.words[each] for each in ids if each in self.words}


class WordModel(PagedModel[Query, str]):
    def make_columns(self) -> Sequence[Column[str]]:
        return (
            Column(key="word", title="词", words=lambda row: Words(row), sample="word 0", order="word"),
            Column(
                key="length", title="长", words=lambda row: Words(f"{len(row)}"), sample="000", right=True
            ),
        )


def shelf_of(count: int) -> Shelf:
    return Shelf({f"{number:06}": f"word {number}" for number in range(count)})
