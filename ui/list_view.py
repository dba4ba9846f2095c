"""A table that behaves as a file manager's list and keeps its place by id."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ui.dragging import dragged
from ui.icons import Icon
from ui.language import sentence_of
from ui.list_header import ListHeader
from ui.list_notice import ListNotice, Notice
from ui.list_place import NEIGHBOURS, ListPlace
from ui.paged_model import Index, ListState, PagedModel
from ui.row_delegate import RowDelegate
from ui.row_steps import Span, spans
from ui.theme import ROW_HEIGHT

Flag = QItemSelectionModel.SelectionFlag
Move = QAbstractItemView.CursorAction
Explain = Callable[[], Notice | None]
SLOW = 200
"""Milliseconds after which loading is worth a word."""


class ListView(QTableView):
    """
    Arrows move, Shift extends, Space picks one row after the other, Escape ends that. While rows are
    being picked, moving leaves the selection alone.

    Signals
        current_changed: the id under the cursor, or None.
        selection_changed: ask ``selected_count`` and ``selected_ids``.
        opened: the id of a row that was double clicked, or on which Enter was pressed.
    """

    current_changed = Signal(object)
    selection_changed = Signal()
    opened = Signal(str)

    def __init__(self, model: PagedModel[Any, Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows = model
        self.hovered_row = -1
        self._picking = False
        self._moving_back = False
        self._all_wanted = False
        self._dragged = ""
        self.menu = QMenu(self)
        self.explain: Explain = lambda: None
        self.notice = ListNotice(self.viewport())
        self._retry = QAction(self)
        self._retry.triggered.connect(lambda: model.refresh())
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._dress()
        self.setModel(model)
        self.header = ListHeader(model, name, self)
        self.setHorizontalHeader(self.header)
        self.header.sortIndicatorChanged.connect(model.sort)
        self._place = ListPlace(self, model)
        self._connect(model)

    def _dress(self) -> None:
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)

    def _connect(self, model: PagedModel[Any, Any]) -> None:
        model.ids_about_to_change.connect(self._remember_place)
        model.ids_changed.connect(self._return_to_place)
        model.ids_changed.connect(self.explain_emptiness)
        model.state_changed.connect(self._on_state_changed)
        self._slow.timeout.connect(self.explain_emptiness)
        self.doubleClicked.connect(self._open)
        selection = self.selectionModel()
        selection.selectionChanged.connect(lambda *_: self._on_selection_changed())
        selection.currentRowChanged.connect(lambda *_: self._on_current_changed())

    # What is chosen

    @property
    def current_id(self) -> str | None:
        return self._rows.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    @property
    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self._spans())

    def selected_ids(self) -> list[str]:
        """In the order shown. Whole spans at a time: everything may be selected, and that may be much."""
        return [each for first, last in self._spans() for each in self._rows.ids(first, last)]

    def _spans(self) -> list[Span]:
        selection = self.selectionModel().selection()
        return sorted(Span(each.top(), each.bottom()) for each in map(selection.at, range(selection.count())))

    @property
    def acts_on_current(self) -> bool:
        """Whether what verbs are about is the one row that a detail shows."""
        row = self.currentIndex().row()
        return not self._picking and self._spans() == [Span(row, row)]

    @property
    def is_picking(self) -> bool:
        return self._picking

    def go_to(self, identifier: str | None) -> bool:
        """Makes this row the current and only selected one."""
        row = None if identifier is None else self._rows.row_of(identifier)
        if row is None:
            return False
        self._picking = False
        flags = Flag.ClearAndSelect | Flag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(row, self._first_column()), flags)
        return True

    def select_ids(self, identifiers: Sequence[str]) -> int:
        """Selects those that are in the list, whether they were seen or not; answers how many."""
        rows = sorted(row for each in identifiers if (row := self._rows.row_of(each)) is not None)
        chosen, last = QItemSelection(), self._rows.columnCount() - 1
        for span in spans(rows):
            chosen.select(self._rows.index(span.first, 0), self._rows.index(span.last, last))
        if rows:
            self._picking = True
            self.selectionModel().select(chosen, Flag.ClearAndSelect)
            first = self._rows.index(rows[0], self._first_column())
            self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)
            self.selection_changed.emit()
        return len(rows)

    def go_to_first(self) -> None:
        self.go_to(self._rows.id_at(0))

    def after_selection(self) -> str | None:
        """The row that comes next when those selected have been dealt with: below them, else above."""
        done, row = set(self.selected_ids()), self.currentIndex().row()
        below = self._rows.ids(row + 1, row + NEIGHBOURS)
        above = reversed(self._rows.ids(max(0, row - NEIGHBOURS), row))
        open_ones = (each for each in (*below, *above) if each not in done and not self._rows.is_held(each))
        return next(open_ones, None)

    def step(self, by: int) -> None:
        """As the arrow keys do, and with the same respect for what is being picked."""
        row = min(max(self.currentIndex().row() + by, 0), self._rows.rowCount() - 1)
        if row < 0:
            return
        flags = Flag.NoUpdate if self._picking else Flag.ClearAndSelect | Flag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(row, self._first_column()), flags)

    def _first_column(self) -> int:
        column = self.currentIndex().column()
        return column if column >= 0 else max(0, self.header.logicalIndexAt(0))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Space and plain:
            self._pick()
        elif key == Qt.Key.Key_Escape and self._picking_or_many():
            self.end_picking()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            # A verb that cannot be used now: the screen says why.
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the ends of the list, not of the row."""
        ends = {Move.MoveHome: 0, Move.MoveEnd: self._rows.rowCount() - 1}
        if action in ends:
            return self._rows.index(ends[action], self._first_column())
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt puts the cursor on the first row, as if somebody had chosen it."""
        had_cursor = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not had_cursor:
            self.selectionModel().clearCurrentIndex()

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs here; whoever looks for a name has the search field."""

    def _picking_or_many(self) -> bool:
        return self._picking or self.selected_count > 1

    def _pick(self) -> None:
        """The first press keeps the row that is selected anyway, every other one turns its row round."""
        index = self.currentIndex()
        if not index.isValid():
            return
        flag = Flag.Toggle if self._picking else Flag.Select
        self._picking = True
        self.selectionModel().select(index, flag | Flag.Rows)
        self.selection_changed.emit()

    def selectAll(self) -> None:
        """With a cursor, or there would be no row to go on from; also what of a long list is still coming."""
        self._all_wanted = not self._rows.is_whole
        super().selectAll()
        if not self.currentIndex().isValid() and self._rows.rowCount():
            first = self._rows.index(0, self._first_column())
            self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)

    def end_picking(self) -> None:
        """Only the current row stays selected."""
        self._picking = False
        flags = Flag.ClearAndSelect | Flag.Rows
        self.selectionModel().select(self.currentIndex(), flags)
        self.selection_changed.emit()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        plain = isinstance(event, QKeyEvent) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self._picking and plain:
            return Flag.NoUpdate
        command = super().selectionCommand(index, event)
        if event is not None and not isinstance(event, QKeyEvent) and command & Flag.Clear:
            self._picking = False
        return command

    def _open(self, index: QModelIndex) -> None:
        identifier = self._rows.id_at(index.row())
        if identifier is not None:
            self.opened.emit(identifier)

    # Changes

    def _on_selection_changed(self) -> None:
        if not self._moving_back:
            self.selection_changed.emit()

    def _on_current_changed(self) -> None:
        if not self._moving_back:
            # The mark of the cursor lies in cells that Qt does not know to have changed.
            self.viewport().update()
            self.current_changed.emit(self.current_id)

    def _remember_place(self, forgetting: bool, elsewhere: bool) -> None:
        self._moving_back = True
        self._all_wanted = self._all_wanted and not elsewhere
        self._place.remember(self.selected_ids() if forgetting else [], elsewhere)

    def _return_to_place(self) -> None:
        self._place.restore(self._first_column(), lone=not self._picking)
        self._moving_back = False
        if self._rows.is_whole:
            self.selection_changed.emit()
            self.current_changed.emit(self.current_id)
            if self._all_wanted:
                self.selectAll()

    # The mouse: the whole row answers, not one cell of it

    def drag_as(self, kind: str) -> None:
        """Its rows can be dragged, as ids of that kind (ui/dragging.py)."""
        self._dragged = kind
        self._rows.draggable = True
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Qt's own would go through every cell that is selected."""
        drag = QDrag(self)
        drag.setMimeData(dragged(self._dragged, self.selected_ids()))
        drag.exec(Qt.DropAction.LinkAction)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    # Without rows

    def _on_state_changed(self) -> None:
        # What comes at once needs no «loading» before it.
        if self._rows.state is ListState.LOADING:
            self._slow.start()
        else:
            self._slow.stop()
            self.explain_emptiness()

    def explain_emptiness(self) -> None:
        """Says why there are no rows; ``explain`` knows it for a list that was read and is empty."""
        self.show_notice(None if self._rows.rowCount() else self._notice())

    def show_notice(self, notice: Notice | None) -> None:
        self.notice.show_notice(notice)

    def _notice(self) -> Notice | None:
        if self._rows.state is ListState.LOADING:
            return Notice(Icon.SYNC, self.tr("正在载入…"), "")
        if self._rows.error is None:
            return self.explain()
        self._retry.setText(self.tr("再试一次"))
        return Notice(Icon.WARNING, self.tr("列表没有读出来"), sentence_of(self._rows.error), self._retry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fit(self.viewport().width())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu.popup(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))
        elif self.indexAt(event.pos()).isValid():
            self.menu.popup(event.globalPos())
