"""Everything that an approver must see of a transfer (SPEC R53), part by part."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.values import TransferDetail
from domain.destinations import stated
from domain.instants import china_minute
from domain.organisations import Card
from domain.transfers import Transfer
from ui.attention_card import AttentionCard
from ui.facts import Facts
from ui.language import name_of
from ui.person_facts import add_contact, add_person
from ui.rule_checks import RuleChecks
from ui.section import Section
from ui.theme import GRID
from ui.timeline import Timeline
from ui.transfer_words import deadline_words

WIDEST = 80 * GRID
PLACES = frozenset({"workplace", "parents_residence"})
"""The particulars that are division codes."""


def place_codes(transfer: Transfer) -> Iterator[str]:
    """The divisions whose names are shown."""
    subject = transfer.subject
    own = (subject.household, subject.origin, subject.residence)
    given = (str(value) for name, value in stated(transfer.particulars) if name in PLACES)
    yield from (code for code in (*own, *given) if code)


class TransferSections(QWidget):
    """
    Made anew for every transfer; ``places`` are the names of ``place_codes``.

    Signals
        identity_shown: the full number of whom it is about.
    """

    identity_shown = Signal()

    def __init__(
        self, detail: TransferDetail, places: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = detail.row
        self._transfer = detail.row.transfer
        self._places = places
        self.attention = AttentionCard(detail.attention) if detail.attention is not None else None
        self.setMaximumWidth(WIDEST)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        for part in self._parts():
            layout.addWidget(part)
        layout.addStretch(1)

    def _parts(self) -> Iterator[QWidget]:
        transfer = self._transfer
        if self.attention is not None:
            yield self.attention
        yield Section(self.tr("申请"), self._request())
        yield Section(self.tr("规则核对"), RuleChecks(transfer.checks))
        yield Section(self.tr("基本信息"), self._person())
        yield Section(self.tr("联系方式"), self._contact())
        yield Section(self.tr("现所在组织"), self._organisation(transfer.source))
        yield Section(self.tr("转入组织"), self._organisation(transfer.destination))
        if transfer.special is not None:
            yield Section(self.tr("特殊单位审批"), self._organisation(transfer.special))
        yield Section(self.tr("经过"), Timeline(transfer.history))

    def _request(self) -> Facts:
        transfer, facts = self._transfer, Facts()
        facts.add(self.tr("类型"), name_of(transfer.kind))
        facts.add(self.tr("转出原因"), transfer.reason)
        self._add_particulars(facts)
        facts.add(self.tr("备注"), transfer.remark)
        facts.add(
            self.tr("发起"),
            self.tr("{name}（{side}），{when}").format(
                name=transfer.started_by.name,
                side=name_of(transfer.started_side),
                when=china_minute(transfer.started_at),
            ),
        )
        if transfer.acting is not None:
            facts.add(self.tr("待办组织"), transfer.acting.full_name)
        if transfer.deadline is not None:
            left = deadline_words(self._row).text
            facts.add(self.tr("办理期限"), f"{transfer.deadline.isoformat()} · {left}")
        if transfer.placed_in is not None:
            facts.add(self.tr("分配到"), transfer.placed_in.full_name)
        return facts

    def _add_particulars(self, facts: Facts) -> None:
        names = self._particular_names()
        for key, value in stated(self._transfer.particulars):
            name = names.get(key, key)
            if key == "home_phone":
                facts.add_phone(name, str(value))
            elif key in PLACES:
                facts.add(name, self._places.get(str(value), str(value)))
            else:
                facts.add(name, self.tr("是") if value is True else str(value))

    def _particular_names(self) -> Mapping[str, str]:
        return {
            "employer": self.tr("工作单位"),
            "workplace": self.tr("工作地点"),
            "agency_worker": self.tr("劳务派遣"),
            "sent_by_employer": self.tr("因公派出"),
            "enrolled_on": self.tr("入学日期"),
            "country": self.tr("国家或地区"),
            "period": self.tr("期限"),
            "purpose": self.tr("事由"),
            "home_contact": self.tr("国内联系人"),
            "home_phone": self.tr("联系人电话"),
            "parents_residence": self.tr("父母居住地"),
        }

    def _person(self) -> Facts:
        facts = Facts()
        add_person(facts, self._transfer.subject, self._places)
        facts.identity_shown.connect(self.identity_shown)
        return facts

    def _contact(self) -> Facts:
        facts = Facts()
        add_contact(facts, self._transfer.subject)
        return facts

    def _organisation(self, card: Card) -> Facts:
        facts = Facts()
        facts.add(self.tr("全称"), card.full_name)
        facts.add(self.tr("类别"), f"{name_of(card.kind)} · {name_of(card.category)}")
        for person in card.administrators:
            facts.add(self.tr("管理员"), person.name)
            facts.add_phone(self.tr("电话"), person.phone, self.tr("{name}的电话").format(name=person.name))
        if not card.administrators:
            facts.add(self.tr("管理员"), self.tr("未设置，请联系其上级组织"))
        return facts
