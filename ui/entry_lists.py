"""The three registers under their tabs, and how what is listed stands."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from domain.registers import Due, Register
from ui.bridge import Bridge
from ui.empty_words import never_synced_notice, with_offline
from ui.entry_model import EntryModel
from ui.icons import Icon
from ui.language import name_of
from ui.list_notice import Notice
from ui.tabbed_lists import TabbedLists

if TYPE_CHECKING:
    from desktop.client import Client

REGISTERS = tuple(Register)
OPEN, ALL = "open", "all"


class EntryLists(TabbedLists):
    """What is due first is on top."""

    def __init__(
        self, client: "Client", bridge: Bridge, sync: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__("entry", parent)
        self._sync = sync
        self._entries_of = [EntryModel(client, bridge, register, self) for register in REGISTERS]
        for register, model in zip(REGISTERS, self._entries_of, strict=True):
            self.add_list(name_of(register), register, model, partial(self._explain, register))
        self._due = QComboBox()
        self._due.setObjectName("entry.due")
        self._due.setAccessibleName(self.tr("状态"))
        choices: list[tuple[str, str]] = [(self.tr("未办结"), OPEN)]
        choices += [(name_of(due), due) for due in (Due.OVERDUE, Due.SOON, Due.LATER, Due.CLOSED)]
        for title, value in (*choices, (self.tr("全部"), ALL)):
            self._due.addItem(title, value)
        self._due.currentIndexChanged.connect(lambda _: self._filter())
        self.add_beside_tabs(self._due)

    @property
    def model(self) -> EntryModel:
        return self._entries_of[self.index]

    @property
    def register(self) -> Register:
        return REGISTERS[self.index]

    def show_all(self) -> None:
        """Whatever its state, so that what is looked for is found."""
        self._due.setCurrentIndex(self._due.findData(ALL))

    def _filter(self) -> None:
        chosen = self._due.currentData()
        due = None if chosen in (OPEN, ALL) else Due(chosen)
        self.ask(lambda query: replace(query, due=due, open_only=chosen == OPEN))

    def select_organisation(self, organisation_id: str | None) -> None:
        self.ask(lambda query: replace(query, organisation_id=organisation_id))

    def look_for(self, text: str) -> None:
        self.ask(lambda query: replace(query, text=text.strip()))

    def _explain(self, register: Register) -> Notice:
        query = self._entries_of[REGISTERS.index(register)].query
        if query.text:
            found = self.tr("没有找到“{text}”").format(text=query.text)
            return Notice(Icon.SEARCH, found, self.tr("可以输入姓名、拼音或首字母，或换一个状态。"))
        if query.due is not None:
            return Notice(Icon.FILTER, self.tr("没有符合筛选的登记"), self.tr("请在右上角换一个状态。"))
        return never_synced_notice(self.status, self._sync) or self._nobody(register)

    def _nobody(self, register: Register) -> Notice:
        advice = {
            Register.STUDY_ABROAD: self.tr("出国（境）学习的转接完成后，自动登记在这里，每年报告一次。"),
            Register.RETENTION: self.tr("在团员列表中选中未就业的毕业生，按 B 保留在校，就登记在这里。"),
            Register.FOLLOW_UP: self.tr("流动团员团支部接收的团员自动登记在这里，每三个月跟踪一次。"),
        }
        title = self.tr("没有需要跟进的登记")
        return Notice(Icon.REGISTERS, title, with_offline(advice[register], self.status))
