"""A table that knows all its ids and only the rows that are looked at.

Ids come by a query, rows a page at a time, both off the GUI thread. A row that has not arrived is a
placeholder. Everything that a cell shows is made once, when its row arrives, so that painting only
looks up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.errors import ClientError
from ui.bridge import Bridge
from ui.columns import Column, Line
from ui.page_loader import PAGE, PageLoader
from ui.row_steps import Span, Steps, held_in_place, spans, steps_between

ID_ROLE = int(Qt.ItemDataRole.UserRole)
WORDS_ROLE = ID_ROLE + 1
"""All words, for the delegate; None for a row that has not arrived."""
# Enum comparisons would double the time of a frame (PLATFORM.md), so roles are compared as numbers.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
HORIZONTAL = Qt.Orientation.Horizontal

Index = QModelIndex | QPersistentModelIndex
Q = TypeVar("Q")
R = TypeVar("R")


class ListState(Enum):
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class _Question(NamedTuple, Generic[Q]):
    """``same``: as the one before, asked again; ``old`` are the ids shown, ``known`` rows to be read anew.
    ``first``: only the first rows are asked for."""

    query: Q
    first: bool
    same: bool
    old: list[str]
    held: frozenset[str]
    known: frozenset[str]


class _Answer(NamedTuple, Generic[Q, R]):
    query: Q
    same: bool
    anew: bool
    whole: bool
    ids: list[str]
    positions: dict[str, int]
    steps: Steps
    lines: dict[str, Line[R]]
    asked: frozenset[str]


class PagedModel(QAbstractTableModel, Generic[Q, R]):
    """
    Signals
        state_changed: loading, ready or failed; ask ``state`` and ``error``.
        ids_about_to_change, ids_changed: around every change of which rows there are or how they are
            ordered; a view keeps its place between the two. Says whether Qt will forget the
            selection, and whether another question was asked.
    """

    read_first: Callable[[Q, int], list[str]] | None = None
    """Only the first ids of a question: shown at once, however long the list is, and the rest behind them.
    Until the rest is there the list is loading."""

    state_changed = Signal()
    ids_about_to_change = Signal(bool, bool)
    ids_changed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        query: Q,
        read_ids: Callable[[Q], list[str]],
        read_rows: Callable[[Sequence[str]], Mapping[str, R]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(self.make_columns())
        self.state = ListState.LOADING
        self.error: ClientError | None = None
        self.draggable = False
        self.is_whole = True
        self._bridge = bridge
        self._read_ids = read_ids
        self._read_rows = read_rows
        self._query = query
        self._shown: Q | None = None
        self._ids: list[str] = []
        self._positions: dict[str, int] = {}
        self._loader: PageLoader[R] = PageLoader(bridge, self._lines_of, self)
        self._loader.arrived.connect(self._tell_changed)
        self._stale: set[str] = set()
        self._held: set[str] = set()
        self._reading = False
        self._again = False

    def make_columns(self) -> Sequence[Column[R]]:
        """The columns in the order in which they stand at first."""
        raise NotImplementedError

    # What it holds

    @property
    def query(self) -> Q:
        """What was asked for last, whether its rows are here yet or not."""
        return self._query

    def ids(self, first: int = 0, last: int | None = None) -> list[str]:
        return self._ids[first : None if last is None else last + 1]

    def id_at(self, row: int) -> str | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, identifier: str) -> int | None:
        return self._positions.get(identifier)

    def is_settled(self, row: R) -> bool:
        """Whether a row that is held need not be held any longer."""
        return True

    def line(self, identifier: str) -> Line[R] | None:
        """None for a row that has not arrived or is gone."""
        return self._loader.line(identifier)

    def text_of(self, ids: Sequence[str], columns: Sequence[int]) -> str:
        """Tab-separated, as a spreadsheet takes it. May read, so not on the GUI thread."""
        return "\n".join("\t".join(map(one_cell, row)) for row in self.cells_of(ids, columns))

    def cells_of(self, ids: Sequence[str], columns: Sequence[int], full: bool = False) -> Iterator[list[str]]:
        """What the columns show, or with ``full`` what they mask as well. May read: not on the GUI thread."""
        read = self._lines_of([each for each in ids if self.line(each) is None])
        for line in (read.get(each) or self.line(each) for each in ids):
            if line is not None:
                yield [self._cell(line, column, full) for column in columns]

    def _cell(self, line: Line[R], column: int, full: bool) -> str:
        whole = self.columns[column].full if full else None
        return line.words[column].text if whole is None else whole(line.row)

    # Asking

    def show_query(self, query: Q) -> None:
        """What was shown stays until the answer is there."""
        if self.plan_query(query) or self.state is ListState.FAILED:
            self._read()

    def plan_query(self, query: Q) -> bool:
        """To be shown with the next ``show_query``; answers whether there is anything to be read for it."""
        if query != self._query:
            self._query = query
            self._held.clear()
            return True
        return query != self._shown and not self._reading

    def hold(self, ids: Iterable[str]) -> None:
        """What was just decided stays where it is until it is settled, although the query has no place for
        it any more: so one sees what has become of it."""
        self._held.update(ids)

    def release(self) -> None:
        """Nothing is held any longer."""
        if self._held:
            self._held.clear()
            self.refresh(frozenset())

    def is_held(self, identifier: str) -> bool:
        return identifier in self._held

    @property
    def wanted_count(self) -> int:
        """How many rows the query has, without those that are only held."""
        return len(self._ids) - sum(each in self._positions for each in self._held)

    def refresh(self, changed: frozenset[str] | None = None) -> None:
        """Reads again which rows there are, and those of ``changed`` (None: all) that are known."""
        self._stale.update(self._loader.known() if changed is None else changed)
        self._read()

    def _read(self) -> None:
        # One question at a time: whoever types faster than answers come gets the last one's.
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        known = frozenset(each for each in self._stale if self.line(each) is not None)
        self._stale.clear()
        if not self._ids:
            self._set_state(ListState.LOADING)
        same = self._query == self._shown
        first = self.read_first is not None and not same
        question = _Question(self._query, first, same, self._ids, frozenset(self._held), known)
        self._bridge.run(
            self, partial(self._answer, question), self._on_answer, partial(self._on_failed, known)
        )

    def _answer(self, question: _Question[Q]) -> _Answer[Q, R]:
        """On the bridge's thread, where one reading follows the other: no old row overtakes a new one."""
        query, old = question.query, question.old
        ids = held_in_place(self._ids_asked(question), old, question.held)
        whole = not question.first or len(ids) < PAGE
        # The old rows may be very many, and to compare with them would keep the first ones waiting.
        steps = steps_between([] if question.first else old, ids)
        asked = question.known.union(self._seen_first(ids, steps, question.same))
        positions = {each: row for row, each in enumerate(ids)}
        anew, lines = question.first or steps.many, self._lines_of(list(asked))
        return _Answer(query, question.same, anew, whole, ids, positions, steps, lines, asked)

    def _ids_asked(self, question: _Question[Q]) -> list[str]:
        if question.first and self.read_first is not None:
            return self.read_first(question.query, PAGE)
        return self._read_ids(question.query)

    def _seen_first(self, ids: list[str], steps: Steps, same: bool) -> list[str]:
        """What comes in with the ids, so that a page of it is never seen empty."""
        new = [each for first, last in steps.inserted for each in ids[first : last + 1]][:PAGE]
        top = [] if same else ids[:PAGE]
        return [each for each in (*new, *top) if self.line(each) is None]

    def _lines_of(self, ids: Sequence[str]) -> dict[str, Line[R]]:
        rows = self._read_rows(ids) if ids else {}
        return {
            each: Line(row, tuple(column.words(row) for column in self.columns)) for each, row in rows.items()
        }

    # Answers

    def _on_answer(self, answer: _Answer[Q, R]) -> None:
        self._reading = False
        if answer.query != self._query:
            # Another question was asked meanwhile; to show this answer first would only flicker.
            self._stale.update(answer.asked)
            self._read()
            return
        self._shown = answer.query
        self._loader.keep(list(answer.asked), answer.lines)
        self._carry_out(answer)
        self._tell_changed(list(answer.asked))
        self._let_go(answer.asked)
        self._set_state(ListState.READY if answer.whole else ListState.LOADING)
        if self._again or not answer.whole:
            self._read()

    def _let_go(self, asked: frozenset[str]) -> None:
        lines = ((each, self.line(each)) for each in self._held & asked)
        settled = {each for each, line in lines if line is None or self.is_settled(line.row)}
        self._held -= settled
        self._again = self._again or bool(settled)

    def _carry_out(self, answer: _Answer[Q, R]) -> None:
        if not answer.anew and not any(answer.steps) and answer.whole == self.is_whole:
            return
        self.ids_about_to_change.emit(answer.anew, not answer.same)
        self.is_whole = answer.whole
        if answer.anew:
            self.beginResetModel()
            self._ids, self._positions = answer.ids, answer.positions
            self.endResetModel()
        else:
            self._step_by_step(answer)
        self.ids_changed.emit()

    def _step_by_step(self, answer: _Answer[Q, R]) -> None:
        ids, steps = list(self._ids), answer.steps
        self._ids = ids
        for span in steps.removed:
            self.beginRemoveRows(QModelIndex(), span.first, span.last)
            del ids[span.first : span.last + 1]
            self.endRemoveRows()
        if steps.reordered:
            self._reorder([each for each in answer.ids if each in self._positions])
        for span in steps.inserted:
            self.beginInsertRows(QModelIndex(), span.first, span.last)
            self._ids[span.first : span.first] = answer.ids[span.first : span.last + 1]
            self.endInsertRows()
        self._ids, self._positions = answer.ids, answer.positions

    def _reorder(self, ids: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        rows = {each: row for row, each in enumerate(ids)}
        new = [self.index(rows[self._ids[index.row()]], index.column()) for index in old]
        self._ids = ids
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _on_failed(self, stale: frozenset[str], error: ClientError) -> None:
        self._reading = False
        self._stale.update(stale)
        self._shown = self._shown if self.is_whole else None
        self.error = error
        self._set_state(ListState.FAILED)
        if self._again:
            self._read()

    def _set_state(self, state: ListState) -> None:
        self.error = self.error if state is ListState.FAILED else None
        self.state = state
        self.state_changed.emit()

    def _tell_changed(self, ids: list[str]) -> None:
        rows = sorted(self._positions[each] for each in ids if each in self._positions)
        for span in spans(rows):
            self._emit_changed(span)

    def _emit_changed(self, span: Span) -> None:
        last = self.index(span.last, len(self.columns) - 1)
        self.dataChanged.emit(self.index(span.first, 0), last)

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default.
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default.
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        identifier = self._ids[index.row()]
        if role == ID_ROLE:
            return identifier
        line = self._loader.line(identifier)
        if line is None:
            return self._placeholder(index.row(), identifier, role)
        words = line.words[index.column()]
        if role == DISPLAY:
            return words.text
        if role == WORDS_ROLE:
            return words
        return self._alignment(index.column()) if role == ALIGNMENT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.draggable and index.isValid() else flags

    def _placeholder(self, row: int, identifier: str, role: int) -> Any:
        if role in (DISPLAY, WORDS_ROLE):
            if not self._loader.is_gone(identifier):
                page = row // PAGE
                self._loader.want(page, self._ids[page * PAGE : (page + 1) * PAGE])
            return "" if role == DISPLAY else None
        return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[column].right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Another question; what is shown is never sorted here."""
        self.show_query(self._sorted(column, order))

    def plan_sort(self, column: int, order: Qt.SortOrder) -> None:
        """As ``sort``, for a list that nobody has looked at yet."""
        self.plan_query(self._sorted(column, order))

    def _sorted(self, column: int, order: Qt.SortOrder) -> Q:
        by = self.columns[column].order if 0 <= column < len(self.columns) else None
        query: Any = self._query
        descending = order == Qt.SortOrder.DescendingOrder
        sorted_query: Q = query if by is None else replace(query, order=by, descending=descending)
        return sorted_query

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is not HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        if role == DISPLAY:
            return self.columns[section].title
        return self._alignment(section) if role == ALIGNMENT else None


def one_cell(text: str) -> str:
    """One cell of a spreadsheet, and never a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat
