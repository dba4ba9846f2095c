"""The three lists of the inbox under their tabs."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.values import Changes, Status, Tab
from ui.bridge import Bridge
from ui.empty_words import never_synced_notice, with_offline
from ui.icons import Icon
from ui.language import number
from ui.list_notice import Notice
from ui.list_view import ListView
from ui.paged_model import ListState
from ui.transfer_model import TransferModel

if TYPE_CHECKING:
    from desktop.client import Client

TABS = tuple(Tab)


class InboxLists(QWidget):
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

    def __init__(
        self, client: "Client", bridge: Bridge, sync: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sync = sync
        self._status: Status | None = None
        self._tabs = QTabBar()
        self._stack = QStackedWidget()
        self._models = {tab: TransferModel(client, bridge, tab, self) for tab in TABS}
        self._views = {tab: ListView(model, f"inbox.{tab}") for tab, model in self._models.items()}
        self._arrange()
        for tab in TABS:
            self._connect(tab)
        self._tabs.currentChanged.connect(self._on_tab_changed)

    def _arrange(self) -> None:
        self._tabs.setObjectName("inbox.tabs")
        self._tabs.setAccessibleName(self.tr("审批列表"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)

    def _connect(self, tab: Tab) -> None:
        view, model = self._views[tab], self._models[tab]
        self._tabs.addTab(self._title(tab))
        self._stack.addWidget(view)
        view.setAccessibleName(self._title(tab))
        view.explain = lambda: self._explain(tab)
        view.current_changed.connect(lambda each: self._pass_on(tab, self.current_changed, each))
        view.selection_changed.connect(lambda: self._pass_on(tab, self.selection_changed))
        view.opened.connect(self.opened)
        model.ids_changed.connect(lambda: self._show_count(tab))
        model.state_changed.connect(lambda: self._on_state_changed(tab))

    # What is in front

    @property
    def tab(self) -> Tab:
        return TABS[self._tabs.currentIndex()]

    @property
    def view(self) -> ListView:
        return self._views[self.tab]

    @property
    def model(self) -> TransferModel:
        return self._models[self.tab]

    def lists(self) -> list[ListView]:
        return list(self._views.values())

    def reveal(self, transfer_id: str) -> bool:
        """In the first of the lists that holds it."""
        holding = (tab for tab, model in self._models.items() if model.row_of(transfer_id) is not None)
        tab = next(holding, None)
        if tab is None:
            return False
        self._tabs.setCurrentIndex(TABS.index(tab))
        return self._views[tab].go_to(transfer_id)

    @property
    def all_ready(self) -> bool:
        return all(model.state is ListState.READY for model in self._models.values())

    # Asking

    def load(self) -> None:
        for model in self._models.values():
            model.show_query(model.query)

    def refresh(self, changes: Changes) -> None:
        if not changes.transfers and not changes.everything:
            return
        for model in self._models.values():
            model.refresh(None if changes.everything else changes.transfers)

    def select_organisation(self, organisation_id: str | None) -> None:
        for model in self._models.values():
            model.show_query(replace(model.query, organisation_id=organisation_id))

    def look_for(self, text: str) -> None:
        for model in self._models.values():
            model.show_query(replace(model.query, text=text.strip()))

    def show_status(self, status: Status) -> None:
        self._status = status
        for view in self._views.values():
            view.explain_emptiness()

    # Answers

    def _on_tab_changed(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.current_changed.emit(self.view.current_id)
        self.selection_changed.emit()

    def _pass_on(self, tab: Tab, signal: SignalInstance, *values: object) -> None:
        if tab is self.tab:
            signal.emit(*values)

    def _on_state_changed(self, tab: Tab) -> None:
        self._show_count(tab)
        view = self._views[tab]
        if self._models[tab].state is ListState.READY and view.current_id is None:
            # What is nearest its deadline is on top, and that is where the work begins.
            view.go_to_first()
        self.ready.emit()

    def _show_count(self, tab: Tab) -> None:
        known = self._models[tab].state is ListState.READY
        count = f"  {number(self._models[tab].rowCount())}" if known else ""
        self._tabs.setTabText(TABS.index(tab), f"{self._title(tab)}{count}")

    def _title(self, tab: Tab) -> str:
        titles = {
            Tab.PENDING: self.tr("待我审批"),
            Tab.DECIDED: self.tr("我已处理"),
            Tab.STARTED: self.tr("我发起的"),
        }
        return titles[tab]

    def _explain(self, tab: Tab) -> Notice | None:
        query = self._models[tab].query
        if query.text:
            found = self.tr("没有找到“{text}”").format(text=query.text)
            return Notice(Icon.SEARCH, found, self.tr("换一个姓名、组织或类型，或清空搜索框。"))
        if query.organisation_id is not None:
            advice = self.tr("在组织树中选择上级组织，可以看到更多业务。")
            return Notice(Icon.ORGANISATION, self.tr("这个组织没有相关业务"), advice)
        return never_synced_notice(self._status, self._sync) or self._all_done(tab)

    def _all_done(self, tab: Tab) -> Notice:
        titles = {
            Tab.PENDING: self.tr("没有等您审批的业务"),
            Tab.DECIDED: self.tr("您还没有办理过业务"),
            Tab.STARTED: self.tr("您还没有发起过转接"),
        }
        advice = {
            Tab.PENDING: self.tr("新的申请同步后会出现在这里，最先到期的排在最前。"),
            Tab.DECIDED: self.tr("您同意、不同意或分配过的业务会保留在这里。"),
            Tab.STARTED: self.tr("由您或本组织其他管理员发起的转接会列在这里，办结前可以撤销。"),
        }
        return Notice(Icon.EMPTY, titles[tab], with_offline(advice[tab], self._status))
