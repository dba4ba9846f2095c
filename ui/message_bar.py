"""What has to be said without stopping anybody: a refusal, an error, an offline start."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QSysInfo, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.errors import ClientError
from domain.instants import china_minute
from ui.icons import Icon, icon
from ui.language import sentence_of
from ui.picture import Picture
from ui.theme import GRID, Tone

ICONS = {
    Tone.INFO: Icon.INFO,
    Tone.POSITIVE: Icon.DONE,
    Tone.WARNING: Icon.ATTENTION,
    Tone.NEGATIVE: Icon.WARNING,
}

READ_AFTER = 5000
"""Milliseconds that a hint stays."""


class MessageBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setObjectName("message.bar")
        self._details = ""
        self._tone = Tone.INFO
        self._enough = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._enough.timeout.connect(self.hide)
        self._picture = Picture(Icon.INFO)
        self._sentence = QLabel(self, wordWrap=True)
        self._action = QToolButton(self)
        self._action.setObjectName("message.action")
        self._action.setProperty("role", "quiet")
        self._copy = QPushButton(self.tr("复制详情"), self)
        self._copy.setObjectName("message.copy")
        self._copy.setProperty("role", "quiet")
        self._close = QToolButton(self)
        self._close.setObjectName("message.close")
        self._close.setProperty("role", "quiet")
        self._close.setIcon(icon(Icon.CLOSE, Tone.MUTED))
        self._close.setAccessibleName(self.tr("关闭消息"))
        self._close.setToolTip(self.tr("关闭消息"))
        self._copy.clicked.connect(self._copy_details)
        self._close.clicked.connect(self.hide)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._picture)
        layout.addWidget(self._sentence, 1)
        for button in (self._action, self._copy, self._close):
            layout.addWidget(button)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def say(self, sentence: str, tone: Tone = Tone.INFO, action: QAction | None = None) -> None:
        self._details = ""
        self._show(sentence, tone, action)

    def say_briefly(self, sentence: str) -> None:
        """Goes by itself, but never in the place of what must be read."""
        if not self.isVisible() or self._tone is not Tone.NEGATIVE:
            self.say(sentence)
            self._enough.start()

    def say_error(self, error: ClientError) -> None:
        self._details = details_of(error)
        self._show(sentence_of(error), Tone.NEGATIVE, None)

    def _show(self, sentence: str, tone: Tone, action: QAction | None) -> None:
        self._enough.stop()
        self._tone = tone
        self._sentence.setText(sentence)
        self._picture.show_icon(ICONS[tone], tone)
        self.setProperty("tone", tone.value)
        self.style().polish(self)
        if action is not None:
            self._action.setDefaultAction(action)
        self._action.setVisible(action is not None)
        self._copy.setVisible(bool(self._details))
        self.setAccessibleName(sentence)
        self.show()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


def details_of(error: ClientError) -> str:
    """For support: what, when and on which system; no sentence, because sentences name people."""
    version = QCoreApplication.applicationVersion()
    now = china_minute(datetime.now(UTC))
    cause = type(error.__cause__).__name__ if error.__cause__ else "-"
    return f"{error.code} · {cause} · {version} · {QSysInfo.prettyProductName()} · {now}"
