"""The organisations directly below, ranked by their rates (SPEC R105): all are here, so nothing is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from desktop.figure_values import FigureRow
from domain.policy import Figure
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.figure_words import fraction_text, rate_tone, share_text
from ui.language import name_of
from ui.paged_model import PagedModel
from ui.theme import Tone

NAME = "name"
LOWEST = -1.0
"""Where there is nobody to count stands last."""


@dataclass(frozen=True, slots=True)
class RankingQuery:
    order: str = Figure.SOCIETY
    descending: bool = True


class RankingModel(PagedModel[RankingQuery, FigureRow]):
    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        self._rows_by_id: dict[str, FigureRow] = {}
        super().__init__(bridge, RankingQuery(), self._ids_of, self._rows_of, parent)

    def show_rows(self, rows: Sequence[FigureRow]) -> None:
        self._rows_by_id = {row.organisation_id: row for row in rows}
        self.refresh()

    def _ids_of(self, query: RankingQuery) -> list[str]:
        rows = sorted(self._rows_by_id.values(), key=lambda row: row.full_name)
        if query.order != NAME:
            figure = Figure(query.order)
            rows.sort(key=lambda row: _value(row, figure), reverse=query.descending)
        elif query.descending:
            rows.reverse()
        return [row.organisation_id for row in rows]

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, FigureRow]:
        return {each: self._rows_by_id[each] for each in ids if each in self._rows_by_id}

    def make_columns(self) -> Sequence[Column[FigureRow]]:
        name: Column[FigureRow] = Column(
            key=NAME,
            title=self.tr("下级组织"),
            words=lambda row: Words(row.short_name or row.full_name, tip=row.full_name),
            sample="计算机学院团委",
            order=NAME,
            weight=2,
            middle=True,
        )
        return (name, *(self._figure_column(figure) for figure in Figure))

    def _figure_column(self, figure: Figure) -> Column[FigureRow]:
        return Column(
            key=figure.value,
            title=name_of(figure),
            words=partial(self._words, figure),
            sample="100.0%  12,345",
            order=figure.value,
            weight=1,
            right=True,
        )

    def _words(self, figure: Figure, row: FigureRow) -> Words:
        rate = row.rates[figure]
        tip = fraction_text(rate)
        if rate.rank is not None:
            tip = self.tr("{fraction}，第 {rank} 名").format(fraction=tip, rank=rate.rank)
        if rate.value is None:
            return Words(share_text(None), Tone.MUTED, tip=tip)
        tone = rate_tone(rate, rate.target) if rate.target is not None else Tone.TEXT
        return Words(share_text(rate.value), tone, tip=tip, share=rate.value)


def _value(row: FigureRow, figure: Figure) -> float:
    value = row.rates[figure].value
    return LOWEST if value is None else value
