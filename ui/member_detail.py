"""One member: who they are, where they belong, how they are marked and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.places import place_name
from desktop.values import MemberRow
from domain.instants import china_minute
from domain.members import Member
from ui.bridge import Bridge
from ui.detail_pane import DetailPane, pane_body, pane_head
from ui.facts import Facts
from ui.icons import Icon
from ui.language import name_of
from ui.list_notice import Notice
from ui.member_words import business_words, mark_words
from ui.person_facts import add_contact, add_person
from ui.section import Section
from ui.theme import GRID
from ui.verb_button import VerbButton
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client

WIDEST = 80 * GRID


@dataclass(frozen=True, slots=True)
class MemberRead:
    row: MemberRow
    places: dict[str, str]


class MemberPane(DetailPane[MemberRead]):
    """Signals ``transfer_wanted``: the id of the transfer that is under way."""

    transfer_wanted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        self._client = client
        buttons = (
            VerbButton(verbs.start_transfer, "detail.start_transfer", primary=True),
            VerbButton(verbs.mark, "detail.mark"),
            VerbButton(verbs.revoke_mark, "detail.revoke_mark"),
            VerbButton(verbs.take_back, "detail.take_back"),
        )
        super().__init__(bridge, buttons, parent)
        self.setObjectName("member.detail")

    def read(self, identifier: str) -> MemberRead | None:
        rows = self._client.members([identifier])
        if not rows:
            return None
        member = rows[0].member
        codes = filter(None, (member.household, member.origin, member.residence))
        return MemberRead(rows[0], {code: place_name(code) for code in codes})

    def head_of(self, detail: MemberRead) -> QWidget:
        row = detail.row
        return pane_head(row.member.name, row.branch_name, (mark_words(row), business_words(row)))

    def body_of(self, detail: MemberRead) -> QWidget:
        return pane_body(list(self._parts(detail)), WIDEST)

    def _parts(self, detail: MemberRead) -> Iterator[QWidget]:
        member = detail.row.member
        if member.mark is not None or detail.row.graduation_month is not None:
            yield Section(self.tr("毕业"), self._graduation(detail.row))
        if detail.row.open_transfer_id is not None:
            yield Section(self.tr("转接"), self._transfer(detail.row, detail.row.open_transfer_id))
        person = Facts()
        add_person(person, member, detail.places)
        person.identity_shown.connect(partial(self.note_identity_shown, member.id))
        person.add(self.tr("团籍状态"), name_of(member.standing))
        yield Section(self.tr("基本信息"), person)
        contact = Facts()
        add_contact(contact, member)
        yield Section(self.tr("联系方式"), contact)

    def _graduation(self, row: MemberRow) -> Facts:
        member, facts = row.member, Facts()
        facts.add(self.tr("毕业时间"), row.graduation_month)
        if member.mark is None:
            return facts
        facts.add(self.tr("被标记身份"), name_of(member.mark))
        if member.expected_month is not None:
            facts.add(self.tr("预计毕业"), member.expected_month)
            facts.add(self.tr("延迟原因"), member.delay_reason)
        if member.marked_at is not None:
            facts.add(self.tr("标记人"), self._marked_by(member))
        return facts

    def _transfer(self, row: MemberRow, transfer_id: str) -> Facts:
        facts = Facts()
        if row.open_transfer is not None:
            facts.add(self.tr("状态"), name_of(row.open_transfer))
        link = QPushButton(self.tr("查看这项转接"))
        link.setObjectName("member.open_transfer")
        link.setProperty("role", "link")
        link.clicked.connect(lambda: self.transfer_wanted.emit(transfer_id))
        facts.add_widget("", link)
        return facts

    def _marked_by(self, member: Member) -> str:
        who = member.marked_by.name if member.marked_by is not None else "—"
        when = china_minute(member.marked_at) if member.marked_at is not None else "—"
        return self.tr("{name}，{when}").format(name=who, when=when)

    def name_of(self, detail: MemberRead) -> str:
        return detail.row.member.name

    def nothing_chosen(self) -> Notice:
        advice = self.tr("在列表中选择一人，这里显示基本信息和联系方式。")
        return Notice(Icon.PERSON, self.tr("没有选中团员"), advice)

    def gone(self) -> Notice:
        title = self.tr("这名团员已不在您的管理范围内")
        return Notice(Icon.INFO, title, self.tr("可能已经转出。请在列表中选择另一人，或按 F5 同步。"))
