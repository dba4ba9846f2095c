"""Several lists under tabs that say how many rows each has; one of them is in front."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.values import Status
from ui.language import number
from ui.list_notice import Notice
from ui.list_view import ListView
from ui.paged_model import ListState, PagedModel
from ui.theme import GRID


class _Tab(NamedTuple):
    title: str
    model: PagedModel[Any, Any]
    view: ListView


class TabbedLists(QWidget):
    """
    Signals
        current_changed: the id under the cursor of the list in front, or None.
        selection_changed: what is selected there, or which list is in front.
        opened: the id of a row.
        ready: one more of the lists has been read.
    """

    current_changed = Signal(object)
    selection_changed = Signal()
    opened = Signal(str)
    ready = Signal()

    begins_at_first = True
    """Whether the cursor stands on the first row from the start."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._entries: list[_Tab] = []
        self.status: Status | None = None
        self._missed: frozenset[str] | None = frozenset()
        self._tabs = QTabBar()
        self._tabs.setObjectName(f"{name}.tabs")
        self._tabs.setAccessibleName(self.tr("列表"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.setContentsMargins(0, 0, GRID, 0)
        self._top.addWidget(self._tabs, 1)
        layout.addLayout(self._top)
        layout.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._on_tab_changed)

    def add_list(
        self, title: str, name: str, model: PagedModel[Any, Any], explain: Callable[[], Notice | None]
    ) -> None:
        view = ListView(model, f"{self._name}.{name}")
        view.setAccessibleName(title)
        view.explain = explain
        entry = _Tab(title, model, view)
        self._entries.append(entry)
        self._stack.addWidget(view)
        self._tabs.addTab(title)
        view.current_changed.connect(lambda each: self._pass_on(entry, self.current_changed, each))
        view.selection_changed.connect(lambda: self._pass_on(entry, self.selection_changed))
        view.opened.connect(self.opened)
        model.state_changed.connect(lambda: self._on_state_changed(entry))

    def add_beside_tabs(self, widget: QWidget) -> None:
        self._top.addWidget(widget)

    # What is in front

    @property
    def index(self) -> int:
        return self._tabs.currentIndex()

    @property
    def view(self) -> ListView:
        return self._entries[self.index].view

    @property
    def models(self) -> list[PagedModel[Any, Any]]:
        return [entry.model for entry in self._entries]

    @property
    def views(self) -> list[ListView]:
        return [entry.view for entry in self._entries]

    @property
    def all_ready(self) -> bool:
        return all(model.state is ListState.READY for model in self.models)

    def reveal(self, identifier: str) -> bool:
        """In the first of the lists that holds it."""
        for place, entry in enumerate(self._entries):
            if entry.model.row_of(identifier) is not None:
                self._tabs.setCurrentIndex(place)
                return entry.view.go_to(identifier)
        return False

    # Asking

    def load(self) -> None:
        """Everything as it is now; what was only held has been seen."""
        for model in self.models:
            model.release()
            model.show_query(model.query)

    def ask(self, change: Callable[[Any], Any]) -> None:
        """Another query for every list. Whoever is not looked at does not read."""
        for model in self.models:
            query = change(model.query)
            if self.isVisible():
                model.show_query(query)
            else:
                model.plan_query(query)

    def refresh(self, changed: frozenset[str] | None) -> None:
        """None: all may have changed. What changes while nobody looks is read when somebody does."""
        if not self.isVisible():
            self._miss(changed)
        elif changed is None or changed:
            for model in self.models:
                model.refresh(changed)

    def _miss(self, changed: frozenset[str] | None) -> None:
        everything = self._missed is None or changed is None
        self._missed = None if everything else (self._missed or frozenset()) | (changed or frozenset())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        missed, self._missed = self._missed, frozenset()
        self.refresh(missed)
        for model in self.models:
            model.show_query(model.query)

    def show_status(self, status: Status) -> None:
        self.status = status
        for view in self.views:
            view.explain_emptiness()

    # Answers

    def _on_tab_changed(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.current_changed.emit(self.view.current_id)
        self.selection_changed.emit()

    def _pass_on(self, entry: _Tab, signal: SignalInstance, *values: object) -> None:
        if entry is self._entries[self.index]:
            signal.emit(*values)

    def _on_state_changed(self, entry: _Tab) -> None:
        known = entry.model.state is ListState.READY
        count = f"  {number(entry.model.wanted_count)}" if known else ""
        self._tabs.setTabText(self._entries.index(entry), f"{entry.title}{count}")
        if known and self.begins_at_first and entry.view.current_id is None:
            entry.view.go_to_first()
        self.ready.emit()
