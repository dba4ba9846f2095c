"""One decision in full: what was entered, what became of it, and what can be done now."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.values import Kind, OutboxItem
from domain.instants import china_minute
from ui.badge import Badge
from ui.command_words import command_name
from ui.facts import Facts
from ui.outbox_model import entered_words, explanation, state_words
from ui.theme import GRID
from ui.verb_button import VerbButton
from ui.verbs import Verbs

translate = QCoreApplication.translate


class OutboxDetail(QFrame):
    """
    Signals
        transfer_wanted: the id of the transfer that the decision was about.
    """

    transfer_wanted = Signal(str)

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox.detail")
        self.setProperty("role", "bar")
        self._transfer_id = ""
        self._body = QWidget()
        self._open = QPushButton(self.tr("查看业务"))
        self._open.setObjectName("outbox.open")
        self._open.clicked.connect(lambda: self.transfer_wanted.emit(self._transfer_id))
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(VerbButton(verbs.take_back, "outbox.take_back"))
        buttons.addWidget(VerbButton(verbs.dismiss, "outbox.dismiss"))
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        self._layout.setSpacing(GRID * 2)
        self._layout.addWidget(self._body)
        self._layout.addStretch(1)
        self._layout.addLayout(buttons)
        self.hide()

    def show_item(self, item: OutboxItem | None) -> None:
        self.setVisible(item is not None)
        if item is None:
            return
        is_transfer = item.subject_kind is Kind.TRANSFER
        self._transfer_id = item.subject_id if is_transfer else ""
        self._open.setVisible(is_transfer and bool(item.title))
        body = _body(item)
        self._layout.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body


def _body(item: OutboxItem) -> QWidget:
    title = QLabel(" · ".join(filter(None, (command_name(item.kind), item.title))))
    title.setProperty("role", "title")
    title.setTextFormat(Qt.TextFormat.PlainText)
    heading = QHBoxLayout()
    heading.setSpacing(GRID)
    heading.addWidget(Badge(state_words(item.state)))
    heading.addWidget(title, 1)
    why = QLabel(explanation(item), wordWrap=True)
    why.setTextFormat(Qt.TextFormat.PlainText)
    why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    layout.addLayout(heading)
    layout.addWidget(why)
    layout.addWidget(_facts(item))
    return body


def _facts(item: OutboxItem) -> Facts:
    facts = Facts()
    for name, value in entered_words(item).items():
        facts.add(name, value)
    facts.add(translate("OutboxDetail", "办理时间"), china_minute(item.decided_at))
    return facts
