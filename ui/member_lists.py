"""The member list and the list of delayed graduates, under their tabs."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.values import MemberList
from ui.bridge import Bridge
from ui.dragging import MEMBERS
from ui.empty_words import never_synced_notice, with_offline
from ui.icons import Icon
from ui.list_notice import Notice
from ui.member_model import MemberModel
from ui.tabbed_lists import TabbedLists

if TYPE_CHECKING:
    from desktop.client import Client

LISTS = tuple(MemberList)


class MemberLists(TabbedLists):
    """Nobody is selected at first: a mark must not fall on whoever happens to be on top."""

    begins_at_first = False

    def __init__(
        self, client: "Client", bridge: Bridge, sync: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__("member", parent)
        self._sync = sync
        self._members = [MemberModel(client, bridge, which, self) for which in LISTS]
        for which, model in zip(LISTS, self._members, strict=True):
            self.add_list(self._title(which), which, model, partial(self._explain, which))
        for view in self.views:
            view.drag_as(MEMBERS)

    @property
    def model(self) -> MemberModel:
        return self._members[self.index]

    def select_organisation(self, organisation_id: str | None) -> None:
        self.ask(lambda query: replace(query, organisation_id=organisation_id))

    def look_for(self, text: str) -> None:
        self.ask(lambda query: replace(query, text=text.strip()))

    def _title(self, which: MemberList) -> str:
        delayed = which is MemberList.DELAYED
        return self.tr("延迟毕业团员列表") if delayed else self.tr("团员列表")

    def _explain(self, which: MemberList) -> Notice | None:
        query = self._members[LISTS.index(which)].query
        if query.text:
            found = self.tr("没有找到“{text}”").format(text=query.text)
            advice = self.tr("可以输入姓名、拼音、首字母，或身份证号、手机号的末几位。")
            return Notice(Icon.SEARCH, found, advice)
        return never_synced_notice(self.status, self._sync) or self._nobody(which)

    def _nobody(self, which: MemberList) -> Notice:
        if which is MemberList.DELAYED:
            advice = self.tr("在“团员列表”中选中毕业生，按 M 标记为延迟毕业团员，就会列在这里。")
            return Notice(Icon.MARK, self.tr("没有延迟毕业团员"), with_offline(advice, self.status))
        advice = self.tr("在左侧选择另一个组织；刚刚转入的团员在同步后出现。")
        return Notice(Icon.MEMBERS, self.tr("这里还没有团员"), with_offline(advice, self.status))
