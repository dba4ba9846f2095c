"""One transfer with everything that a decision about it needs."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.places import place_name
from desktop.values import TransferDetail
from ui.bridge import Bridge
from ui.detail_pane import DetailPane, pane_head
from ui.icons import Icon
from ui.list_notice import Notice
from ui.organisation_words import spoken_name
from ui.transfer_sections import TransferSections, place_codes
from ui.transfer_words import deadline_words, delivery_words, kind_words, state_words
from ui.verb_button import VerbButton
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client


@dataclass(frozen=True, slots=True)
class TransferRead:
    """``places``: the names of the divisions that the transfer speaks of, by their codes."""

    detail: TransferDetail
    places: dict[str, str]

    @property
    def id(self) -> str:
        return self.detail.row.transfer.id


class TransferPane(DetailPane[TransferRead]):
    """Signals ``dismissed``: the op of a decision that was not accepted, when the user has read why."""

    dismissed = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        self._client = client
        buttons = (
            VerbButton(verbs.approve, "detail.approve", primary=True),
            VerbButton(verbs.allocate, "detail.allocate", primary=True),
            VerbButton(verbs.refuse, "detail.refuse"),
            VerbButton(verbs.withdraw, "detail.withdraw"),
            VerbButton(verbs.take_back, "detail.take_back"),
        )
        super().__init__(bridge, buttons, parent)
        self.setObjectName("detail")

    def read(self, identifier: str) -> TransferRead | None:
        detail = self._client.transfer_detail(identifier)
        if detail is None:
            return None
        return TransferRead(detail, {code: place_name(code) for code in place_codes(detail.row.transfer)})

    def head_of(self, detail: TransferRead) -> QWidget:
        row, transfer = detail.detail.row, detail.detail.row.transfer
        way = self.tr("{kind}：{source} → {destination}").format(
            kind=kind_words(transfer.kind).text,
            source=spoken_name(transfer.source),
            destination=spoken_name(transfer.destination),
        )
        badges = (state_words(row), deadline_words(row), delivery_words(row.delivery))
        return pane_head(transfer.subject.name, way, badges)

    def body_of(self, detail: TransferRead) -> QWidget:
        sections = TransferSections(detail.detail, detail.places)
        member_id = detail.detail.row.transfer.member_id
        sections.identity_shown.connect(partial(self.note_identity_shown, member_id))
        if sections.attention is not None:
            sections.attention.dismissed.connect(self.dismissed)
        return sections

    def name_of(self, detail: TransferRead) -> str:
        return self.tr("{name}的转接").format(name=detail.detail.row.transfer.subject.name)

    def nothing_chosen(self) -> Notice:
        advice = self.tr("在列表中选择一项，这里显示它的全部信息。")
        return Notice(Icon.INBOX, self.tr("没有选中业务"), advice)

    def gone(self) -> Notice:
        title = self.tr("这项业务已不在您的管理范围内")
        return Notice(Icon.INFO, title, self.tr("请在列表中选择另一项，或按 F5 同步。"))
