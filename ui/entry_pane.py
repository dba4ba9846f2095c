"""One entry of a register: what is kept of it, what was reported, and the verbs for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.entry_values import EntryDetail
from domain.destinations import stated
from domain.follow_up import FollowUp
from domain.instants import china_minute
from domain.registers import Register
from domain.retention import Retention
from domain.study_abroad import StudyAbroad
from ui.attention_card import AttentionCard
from ui.bridge import Bridge
from ui.detail_pane import DetailPane, pane_body, pane_head
from ui.entry_words import due_words
from ui.facts import Facts
from ui.icons import Icon
from ui.language import name_of
from ui.list_notice import Notice
from ui.particulars_form import particular_name
from ui.section import Section
from ui.theme import GRID
from ui.transfer_words import delivery_words
from ui.verb_button import VerbButton
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client

WIDEST = 80 * GRID


class EntryPane(DetailPane[EntryDetail]):
    """Signals ``dismissed``: the op of an act that was not accepted, when the user has read why."""

    dismissed = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        self._client = client
        buttons = (
            VerbButton(verbs.record_entry, "entry.record", primary=True),
            VerbButton(verbs.prolong_retention, "entry.prolong"),
            VerbButton(verbs.end_entry, "entry.end"),
            VerbButton(verbs.take_back, "entry.take_back"),
        )
        super().__init__(bridge, buttons, parent)
        self.setObjectName("entry.detail")

    def read(self, identifier: str) -> EntryDetail | None:
        return self._client.entry_detail(identifier)

    def head_of(self, detail: EntryDetail) -> QWidget:
        row = detail.row
        return pane_head(
            row.entry.member_name, row.branch_name, (due_words(row), delivery_words(row.delivery))
        )

    def body_of(self, detail: EntryDetail) -> QWidget:
        return pane_body(list(self._parts(detail)), WIDEST)

    def _parts(self, detail: EntryDetail) -> Iterator[QWidget]:
        entry = detail.row.entry
        if detail.attention is not None:
            card = AttentionCard(detail.attention)
            card.dismissed.connect(self.dismissed)
            yield card
        yield Section(name_of(detail.row.register), self._facts(detail))
        if isinstance(entry, StudyAbroad):
            yield Section(self.tr("出国（境）申请"), self._application(entry))
            if entry.reports:
                yield Section(self.tr("年度报告"), self._reports(entry))
        yield Section(self.tr("最近办理"), self._last_change(detail))

    def _facts(self, detail: EntryDetail) -> Facts:
        entry, facts = detail.row.entry, Facts()
        titles = {
            Register.STUDY_ABROAD: self.tr("下次报告"),
            Register.RETENTION: self.tr("保留到"),
            Register.FOLLOW_UP: self.tr("下次跟踪"),
        }
        facts.add(titles[detail.row.register], str(detail.row.due_on))
        if isinstance(entry, Retention):
            facts.add(self.tr("毕业时间"), entry.graduated_in)
            facts.add(self.tr("保留原因"), entry.reason)
            facts.add(self.tr("延长"), self.tr("已延长") if entry.prolonged else self.tr("未延长"))
            facts.add(self.tr("登记人"), f"{entry.by.name} {china_minute(entry.at)}")
        elif isinstance(entry, FollowUp):
            facts.add(self.tr("接收日期"), str(entry.received_on))
            found = entry.found_work_on
            facts.add(self.tr("找到工作"), str(found) if found else None)
        else:
            facts.add(self.tr("登记日期"), str(entry.registered_on))
        facts.add(self.tr("情况"), entry.outcome)
        if entry.ended_on is not None:
            facts.add(self.tr("办结日期"), str(entry.ended_on))
        return facts

    def _application(self, entry: StudyAbroad) -> Facts:
        facts = Facts()
        for name, value in stated(entry.application):
            if name == "home_phone":
                facts.add_phone(particular_name(name), str(value))
            else:
                facts.add(particular_name(name), str(value))
        return facts

    def _reports(self, entry: StudyAbroad) -> Facts:
        facts = Facts()
        for report in reversed(entry.reports):
            facts.add(str(report.on), f"{report.text}（{report.by.name}）")
        return facts

    def _last_change(self, detail: EntryDetail) -> Facts:
        entry, facts = detail.row.entry, Facts()
        facts.add(self.tr("办理人"), entry.changed_by.name)
        facts.add(self.tr("时间"), china_minute(entry.changed_at))
        return facts

    def name_of(self, detail: EntryDetail) -> str:
        return self.tr("{name}的登记").format(name=detail.row.entry.member_name)

    def nothing_chosen(self) -> Notice:
        advice = self.tr("在列表中选择一人，这里显示登记的全部内容。")
        return Notice(Icon.REGISTERS, self.tr("没有选中登记"), advice)

    def gone(self) -> Notice:
        title = self.tr("这项登记已不在您的管理范围内")
        return Notice(Icon.INFO, title, self.tr("请在列表中选择另一项，或按 F5 同步。"))
