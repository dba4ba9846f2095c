"""What this user had decided and the server did not accept: by whom and when it was decided instead, and the
user's own words, kept to read and to copy (SPEC R59)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.values import OutboxItem
from domain.instants import china_minute
from ui.command_words import command_name
from ui.facts import value_label
from ui.icons import Icon
from ui.language import sentence_of
from ui.picture import Picture
from ui.theme import GRID, Tone


class AttentionCard(QFrame):
    """Signals ``dismissed``: the id of the op, when the user has read it."""

    dismissed = Signal(str)

    def __init__(self, item: OutboxItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail.attention")
        self.setProperty("role", "notice")
        self.setProperty("tone", "negative")
        self._item = item
        self._words = "\n".join(text for text in item.entered.values() if text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(Picture(Icon.ATTENTION, Tone.NEGATIVE), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._body(), 1)

    def _body(self) -> QVBoxLayout:
        item, body = self._item, QVBoxLayout()
        body.setSpacing(GRID // 2)
        why = value_label(sentence_of(item))
        why.setProperty("role", "strong")
        mine = self.tr("您的操作：{what}，{when}").format(
            what=command_name(item.kind), when=china_minute(item.decided_at)
        )
        body.addWidget(why)
        body.addWidget(value_label(mine))
        if self._words:
            kept = value_label(self.tr("“{text}”").format(text=self._words))
            kept.setObjectName("detail.kept")
            body.addWidget(kept)
        body.addLayout(self._buttons())
        return body

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._words:
            copy = QPushButton(self.tr("复制我填写的内容"))
            copy.setObjectName("detail.copy_kept")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._words))
            row.addWidget(copy)
        read = QPushButton(self.tr("知道了，不再显示"))
        read.setObjectName("detail.dismiss")
        read.clicked.connect(lambda: self.dismissed.emit(self._item.op_id))
        row.addWidget(read)
        row.addStretch(1)
        return row
