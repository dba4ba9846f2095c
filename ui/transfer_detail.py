"""The pane beside the inbox: one transfer with everything that a decision needs, and the verbs for it."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.places import place_name
from desktop.values import Changes, TransferDetail
from ui.badge import Badge
from ui.bridge import Bridge
from ui.facts import value_label
from ui.icons import Icon
from ui.list_notice import ListNotice, Notice
from ui.theme import GRID
from ui.transfer_sections import TransferSections, place_codes
from ui.transfer_words import deadline_words, delivery_words, kind_words, state_words
from ui.verb_button import VerbButton
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client


class _Read(NamedTuple):
    detail: TransferDetail | None
    places: dict[str, str]


class TransferPane(QFrame):
    """
    Signals
        shown: the detail that has just been read, or None.
        dismissed: the op of a decision that was not accepted, when the user has read why.
    """

    shown = Signal(object)
    dismissed = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self._client = client
        self._bridge = bridge
        self._wanted: str | None = None
        self._verbs_offered = True
        self.detail: TransferDetail | None = None
        self._head = QWidget()
        self._scroll = QScrollArea()
        self._buttons = _Buttons(verbs)
        self.notice = ListNotice(self)
        self._arrange()
        self.show_transfer(None)

    def _arrange(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._scroll, 1)
        self._layout.addWidget(self._buttons)

    def show_transfer(self, transfer_id: str | None) -> None:
        """What was shown stays until the new one has been read."""
        self._wanted = transfer_id
        if transfer_id is None:
            self._on_read(None, _Read(None, {}))
            return
        self._bridge.run(self, partial(_read, self._client, transfer_id), partial(self._on_read, transfer_id))

    def offer_verbs(self, offered: bool) -> None:
        """Not while several are selected: what the verbs are about is then not what is shown here."""
        self._verbs_offered = offered
        self._buttons.setVisible(offered and self.detail is not None)

    def refresh(self, changes: Changes) -> None:
        if self._wanted is not None and (changes.everything or self._wanted in changes.transfers):
            self.show_transfer(self._wanted)

    def _on_read(self, transfer_id: str | None, read: _Read) -> None:
        if transfer_id != self._wanted:
            return
        if read.detail is None or read.detail != self.detail:
            self._show(read)
        self.shown.emit(self.detail)

    def _show(self, read: _Read) -> None:
        same = self._id_of(self.detail) == self._id_of(read.detail)
        self.detail = read.detail
        self.notice.show_notice(self._notice() if read.detail is None else None)
        for part in (self._head, self._scroll):
            part.setVisible(read.detail is not None)
        self.offer_verbs(self._verbs_offered)
        if read.detail is not None:
            self._fill(read.detail, read.places, same)

    def _fill(self, detail: TransferDetail, places: dict[str, str], same: bool) -> None:
        place = self._scroll.verticalScrollBar().value() if same else 0
        head = _Head(detail)
        self._layout.replaceWidget(self._head, head)
        self._head.deleteLater()
        self._head = head
        sections = TransferSections(detail, places)
        if sections.attention is not None:
            sections.attention.dismissed.connect(self.dismissed)
        self._scroll.setWidget(sections)
        self._scroll.verticalScrollBar().setValue(place)
        self.setAccessibleName(self.tr("{name}的转接").format(name=detail.row.transfer.subject.name))

    def _id_of(self, detail: TransferDetail | None) -> str | None:
        return None if detail is None else detail.row.transfer.id

    def _notice(self) -> Notice:
        if self._wanted is None:
            return Notice(
                Icon.INBOX, self.tr("没有选中业务"), self.tr("在列表中选择一项，这里显示它的全部信息。")
            )
        return Notice(
            Icon.INFO,
            self.tr("这项业务已不在您的管理范围内"),
            self.tr("请在列表中选择另一项，或按 F5 同步。"),
        )


def _read(client: "Client", transfer_id: str) -> _Read:
    detail = client.transfer_detail(transfer_id)
    codes = place_codes(detail.row.transfer) if detail is not None else ()
    return _Read(detail, {code: place_name(code) for code in codes})


class _Head(QWidget):
    """Who, from where to where, how it stands: what does not scroll away."""

    def __init__(self, detail: TransferDetail) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        transfer = detail.row.transfer
        title = QLabel(transfer.subject.name)
        title.setProperty("role", "title")
        title.setObjectName("detail.title")
        way = self.tr("{kind}：{source} → {destination}").format(
            kind=kind_words(transfer.kind).text,
            source=transfer.source.full_name,
            destination=transfer.destination.full_name,
        )
        line = value_label(way)
        line.setProperty("role", "muted")
        layout.addWidget(title)
        layout.addWidget(line)
        layout.addLayout(self._badges(detail))

    def _badges(self, detail: TransferDetail) -> QHBoxLayout:
        row, badges = detail.row, QHBoxLayout()
        badges.setSpacing(GRID)
        words = [state_words(row), deadline_words(row), delivery_words(row.delivery)]
        for each in words:
            if each.text not in ("", "—"):
                badges.addWidget(Badge(each))
        badges.addStretch(1)
        return badges


class _Buttons(QFrame):
    def __init__(self, verbs: Verbs) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(VerbButton(verbs.approve, "detail.approve", primary=True))
        layout.addWidget(VerbButton(verbs.allocate, "detail.allocate", primary=True))
        layout.addWidget(VerbButton(verbs.refuse, "detail.refuse"))
        layout.addWidget(VerbButton(verbs.withdraw, "detail.withdraw"))
        layout.addWidget(VerbButton(verbs.take_back, "detail.take_back"))
        layout.addStretch(1)
