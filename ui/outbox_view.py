"""The screen 待同步: nothing that was entered here is lost, and what was not accepted says why."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.values import Changes, OpState, OutboxItem
from ui import preferences
from ui.bridge import Bridge
from ui.copying import copy_rows
from ui.icons import Icon
from ui.job_bar import JobBar
from ui.list_desk import ListDesk
from ui.list_notice import Notice
from ui.list_view import ListView
from ui.outbox_detail import OutboxDetail
from ui.outbox_model import ATTENTION, OutboxModel, OutboxQuery
from ui.paged_model import ListState
from ui.taking_back import taken_back_words
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client

PLACE = "outbox.splitter"


class OutboxView(QWidget):
    """
    Signals
        hinted: a sentence about what was done.
        open_transfer_requested: the id of a transfer that a decision was about.
    """

    hinted = Signal(str)
    open_transfer_requested = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("待同步")
        self._client = client
        self._bridge = bridge
        self._verbs = verbs
        self.model = OutboxModel(client, bridge, self)
        self.list = ListView(self.model, "outbox.table", self)
        self.list.setAccessibleName(self.title)
        self.list.explain = self._explain
        self.detail = OutboxDetail(verbs, self)
        self._desk = ListDesk(client, bridge, self, self)
        self._desk.hinted.connect(self.hinted)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._opening = False
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.restoreState(preferences.place(PLACE))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(JobBar(self._desk.labour, "outbox.job"))
        self.list.menu.addActions([self._verbs.take_back, self._verbs.dismiss])
        self.list.menu.addSeparator()
        self.list.menu.addActions([self._verbs.copy, self._verbs.select_all])

    def _connect(self) -> None:
        verbs = self._verbs
        self.list.selection_changed.connect(self._offer)
        self.list.current_changed.connect(lambda _: self._show_current())
        self.list.opened.connect(self._open)
        self.detail.transfer_wanted.connect(self.open_transfer_requested)
        self.model.state_changed.connect(self._on_state_changed)
        self.model.ids_changed.connect(self._on_ids_changed)
        self.model.dataChanged.connect(lambda *_: self._show_current())
        self._splitter.splitterMoved.connect(self._remember)
        verbs.bind(self, verbs.take_back, self._take_back)
        verbs.bind(self, verbs.dismiss, self._dismiss)
        verbs.bind(self, verbs.copy, lambda: copy_rows(self.list, self.model, self._bridge))
        verbs.bind(self, verbs.select_all, self.list.selectAll)
        verbs.bind(self, verbs.export, self._desk.export)
        verbs.bind(self, verbs.print_list, self._desk.print_list)
        verbs.bind(self, verbs.next_row, lambda: self.list.step(1))
        verbs.bind(self, verbs.previous_row, lambda: self.list.step(-1))

    @property
    def view(self) -> ListView:
        return self.list

    # As a screen

    def activate(self) -> None:
        """At the top, whatever was looked at before: there stands what is still to be done."""
        self.list.go_to_first()
        self._opening = True
        self.model.refresh()
        self._bridge.run(self, lambda: None, lambda _: self._on_opened())
        self.list.setFocus()
        self._offer()

    def refresh(self, changes: Changes) -> None:
        if changes.outbox or changes.everything:
            self.model.refresh()

    def select_organisation(self, organisation_id: str | None) -> None:
        """What waits is shown whole, wherever it belongs."""

    def look_for(self, text: str) -> None:
        self.model.show_query(OutboxQuery(text=text.strip()))

    # What is selected

    def _items(self) -> list[OutboxItem]:
        lines = (self.model.line(each) for each in self.list.selected_ids())
        return [line.row for line in lines if line is not None]

    def _offer(self) -> None:
        verbs, states = self._verbs, {item.state for item in self._items()}
        offered = [verbs.select_all, verbs.next_row, verbs.previous_row, verbs.export, verbs.print_list]
        offered += [verbs.copy] if states else []
        offered += [verbs.take_back] if OpState.WAITING in states else []
        offered += [verbs.dismiss] if states & ATTENTION else []
        verbs.offer(self, *offered)

    def _show_current(self) -> None:
        current = self.list.current_id
        line = None if current is None else self.model.line(current)
        self.detail.show_item(None if line is None else line.row)
        self._offer()

    def _on_opened(self) -> None:
        self._opening = False

    def _on_ids_changed(self) -> None:
        if self._opening:
            self.list.go_to_first()
            self.list.scrollToTop()

    def _on_state_changed(self) -> None:
        if self.model.state is ListState.READY and self.list.current_id is None:
            self.list.go_to_first()

    def _explain(self) -> Notice:
        if self.model.query.text:
            found = self.tr("没有找到“{text}”").format(text=self.model.query.text)
            return Notice(Icon.SEARCH, found, self.tr("换一个姓名，或清空搜索框。"))
        advice = self.tr("您的操作都已送达。离线时办理的业务会出现在这里，联网后自动发送。")
        return Notice(Icon.DONE, self.tr("没有待同步的操作"), advice)

    # Verbs

    def _take_back(self) -> None:
        titles = {item.op_id: item.title for item in self._items() if item.state is OpState.WAITING}
        self._bridge.act(
            self, lambda: self._client.take_back(list(titles)), partial(self._on_taken_back, titles)
        )

    def _on_taken_back(self, titles: Mapping[str, str], taken: Sequence[str]) -> None:
        if taken:
            self.hinted.emit(taken_back_words([titles.get(each, "") for each in taken]))

    def _dismiss(self) -> None:
        ids = [item.op_id for item in self._items() if item.state in ATTENTION]
        self._bridge.act(self, lambda: self._client.dismiss(ids), lambda _: None)

    def _open(self, op_id: str) -> None:
        line = self.model.line(op_id)
        if line is not None and line.row.title:
            self.open_transfer_requested.emit(line.row.subject_id)

    def _remember(self) -> None:
        preferences.set_place(PLACE, self._splitter.saveState())
