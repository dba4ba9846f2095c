"""Keeps one's place in a list while its rows change: by id, not by number."""

from typing import Any, NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from ui.paged_model import PagedModel
from ui.row_steps import spans

Flag = QItemSelectionModel.SelectionFlag
NEIGHBOURS = 500
"""How far around a row that went away another one is looked for."""


class _Place(NamedTuple):
    """Ids around the cursor, the one on top with its offset, and those chosen when Qt will forget them."""

    current: str | None
    after: list[str]
    before: list[str]
    chosen: list[str]
    top: str | None
    offset: int


class ListPlace:
    def __init__(self, view: QTableView, rows: PagedModel[Any, Any]) -> None:
        self._view = view
        self._rows = rows
        self._place: _Place | None = None
        self._elsewhere = False

    def remember(self, chosen: list[str], elsewhere: bool) -> None:
        """``elsewhere``: another question was asked, so that what was on top need not be there again."""
        row, top = self._view.currentIndex().row(), self._view.rowAt(0)
        if self._place is not None and row < 0 and not self._view.verticalScrollBar().value():
            # What comes now is the rest of a long list, and nobody has gone anywhere in its first rows.
            return
        ids = self._rows.ids
        self._elsewhere = elsewhere
        self._place = _Place(
            self._rows.id_at(row),
            ids(row + 1, row + NEIGHBOURS) if row >= 0 else [],
            ids(max(0, row - NEIGHBOURS), row - 1)[::-1] if row > 0 else [],
            chosen,
            self._rows.id_at(top) if self._view.verticalScrollBar().value() else None,
            self._view.rowViewportPosition(top) if top >= 0 else 0,
        )

    def restore(self, column: int, lone: bool) -> None:
        """The cursor on its row or the nearest that is left, and, if ``lone``, that row selected when
        nothing else is."""
        place = self._place
        if not self._rows.is_whole:
            # The place may be in what is still coming.
            self._view.verticalScrollBar().setValue(0)
            return
        self._place = None
        if place is None:
            return
        if self._elsewhere and self._rows.row_of(place.current or "") is None:
            # Qt has moved the cursor to some neighbour, which nobody has asked for.
            self._view.selectionModel().clear()
        elif place.current is not None:
            self._select_again(place.chosen)
            self._put_cursor(place, column, lone)
        if self._elsewhere:
            self._begin_anew()
        else:
            self._scroll_back(place)

    def _select_again(self, chosen: list[str]) -> None:
        rows = sorted(row for row in map(self._rows.row_of, chosen) if row is not None)
        if not rows:
            return
        selection, last = QItemSelection(), self._rows.columnCount() - 1
        for span in spans(rows):
            selection.select(self._rows.index(span.first, 0), self._rows.index(span.last, last))
        self._view.selectionModel().select(selection, Flag.ClearAndSelect)

    def _put_cursor(self, place: _Place, column: int, lone: bool) -> None:
        candidates = map(self._rows.row_of, (str(place.current), *place.after, *place.before))
        row = next((row for row in candidates if row is not None), None)
        if row is None:
            return
        chosen = self._view.selectionModel()
        flags = Flag.ClearAndSelect | Flag.Rows if lone and not chosen.hasSelection() else Flag.NoUpdate
        # Nobody has moved, so nothing is to be scrolled into sight.
        self._view.setAutoScroll(False)
        chosen.setCurrentIndex(self._rows.index(row, column), flags)
        self._view.setAutoScroll(True)

    def _begin_anew(self) -> None:
        if self._view.currentIndex().isValid():
            self._view.scrollTo(self._view.currentIndex())
        else:
            self._view.verticalScrollBar().setValue(0)

    def _scroll_back(self, place: _Place) -> None:
        row = None if place.top is None else self._rows.row_of(place.top)
        if row is not None:
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + self._view.rowViewportPosition(row) - place.offset)
