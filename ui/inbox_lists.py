"""The three lists of the inbox under their tabs."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.values import DueRange, Tab
from ui.bridge import Bridge
from ui.empty_words import never_synced_notice, with_offline
from ui.icons import Icon
from ui.list_notice import Notice
from ui.tabbed_lists import TabbedLists
from ui.transfer_model import TransferModel

if TYPE_CHECKING:
    from desktop.client import Client

TABS = tuple(Tab)


class InboxLists(TabbedLists):
    """What is nearest its deadline is on top, and that is where the work begins."""

    def __init__(
        self, client: "Client", bridge: Bridge, sync: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__("inbox", parent)
        self._sync = sync
        self._transfers = [TransferModel(client, bridge, tab, self) for tab in TABS]
        for tab, model in zip(TABS, self._transfers, strict=True):
            self.add_list(self._title(tab), tab, model, partial(self._explain, tab))

    @property
    def tab(self) -> Tab:
        return TABS[self.index]

    @property
    def model(self) -> TransferModel:
        return self._transfers[self.index]

    def select_organisation(self, organisation_id: str | None) -> None:
        self.ask(lambda query: replace(query, organisation_id=organisation_id))

    def show_tab(self, tab: Tab) -> None:
        self._tabs.setCurrentIndex(TABS.index(tab))

    def narrow(self, due: DueRange | None, unallocated: bool) -> None:
        """What waits for me, and of it only this; without either all of it."""
        self.show_tab(Tab.PENDING)
        model = self._transfers[TABS.index(Tab.PENDING)]
        model.show_query(replace(model.query, due=due, unallocated=unallocated))

    def look_for(self, text: str) -> None:
        self.ask(lambda query: replace(query, text=text.strip()))

    def _title(self, tab: Tab) -> str:
        titles = {
            Tab.PENDING: self.tr("待我审批"),
            Tab.DECIDED: self.tr("我已处理"),
            Tab.STARTED: self.tr("我发起的"),
        }
        return titles[tab]

    def _explain(self, tab: Tab) -> Notice | None:
        query = self._transfers[TABS.index(tab)].query
        if query.text:
            found = self.tr("没有找到“{text}”").format(text=query.text)
            return Notice(Icon.SEARCH, found, self.tr("换一个姓名或组织名，或清空搜索框。"))
        if query.organisation_id is not None:
            advice = self.tr("在组织树中选择上级组织，可以看到更多业务。")
            return Notice(Icon.ORGANISATION, self.tr("这个组织没有相关业务"), advice)
        return never_synced_notice(self.status, self._sync) or self._all_done(tab)

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
        return Notice(Icon.EMPTY, titles[tab], with_offline(advice[tab], self.status))
