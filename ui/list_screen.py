"""A screen that is one list: what every list can do, and why it may be empty."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.values import Status
from ui.bridge import Bridge
from ui.copying import copy_rows
from ui.empty_words import never_synced_notice
from ui.job_bar import JobBar
from ui.list_desk import ListDesk
from ui.list_notice import Notice
from ui.list_view import ListView
from ui.paged_model import PagedModel
from ui.theme import GRID
from ui.verbs import Verbs
from ui.why_not import why_not_row

if TYPE_CHECKING:
    from desktop.client import Client


class ListScreen(QWidget):
    """
    Signals
        hinted: a sentence about what was, or could not be, done.
    """

    hinted = Signal(str)

    def __init__(
        self,
        client: "Client",
        bridge: Bridge,
        verbs: Verbs,
        name: str,
        title: str,
        model: PagedModel[Any, Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = title
        self.client, self.bridge, self.verbs = client, bridge, verbs
        self.status: Status | None = None
        self.model = model
        model.setParent(self)
        self.view = ListView(model, f"{name}.table", self)
        self.view.setAccessibleName(title)
        self.view.explain = self._explain
        self.desk = ListDesk(client, bridge, self, self)
        self.desk.hinted.connect(self.hinted)
        self.top = QHBoxLayout()
        self._arrange(name)
        self._bind()

    def _arrange(self, name: str) -> None:
        self.top.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self.top.setSpacing(2 * GRID)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.top)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(JobBar(self.desk.labour, f"{name}.job"))

    def _bind(self) -> None:
        verbs, view = self.verbs, self.view
        slots = {
            verbs.next_row: lambda: view.step(1),
            verbs.previous_row: lambda: view.step(-1),
            verbs.select_all: view.selectAll,
            verbs.copy: lambda: copy_rows(view, self.model, self.bridge),
            verbs.export: self.desk.export,
            verbs.print_list: self.desk.print_list,
        }
        for action, slot in slots.items():
            verbs.bind(self, action, slot)
        view.selection_changed.connect(self.offer)
        view.opened.connect(self.open_row)
        self.model.state_changed.connect(self.offer)

    # What each says for itself

    def open_row(self, identifier: str) -> None:
        raise NotImplementedError

    def nothing_there(self) -> Notice:
        raise NotImplementedError

    def possible(self) -> set[QAction]:
        """The verbs of its own that can be used now."""
        return set()

    # What all have in common

    def activate(self) -> None:
        self.model.refresh()
        self.read_status()
        self.view.setFocus()
        self.offer()

    def look_for(self, text: str) -> None:
        """Of those that are not searched."""

    def select_organisation(self, organisation_id: str | None) -> None:
        """Of those beside which no tree stands."""

    def read_status(self) -> None:
        self.bridge.run(self, self.client.status, self._on_status)

    def _on_status(self, status: Status) -> None:
        self.status = status
        self.view.explain_emptiness()

    def _explain(self) -> Notice:
        return never_synced_notice(self.status, self.verbs.sync) or self.nothing_there()

    def offer(self) -> None:
        verbs = self.verbs
        verbs.offer(self, *self.possible(), verbs.export, verbs.print_list, *verbs.list_verbs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only keys that nothing has answered arrive here."""
        verb = self.verbs.of_key(event)
        if verb is None:
            super().keyPressEvent(event)
        else:
            self.hinted.emit(why_not_row(verb, bool(self.view.selected_count)))
