"""Refusing asks for its reason here, below the list, with the user's recent reasons at hand (SPEC R54)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui.field import Notice
from ui.icons import Icon
from ui.theme import GRID, Tone

LONGEST = 500


class RefuseBar(QFrame):
    """
    Signals
        confirmed: the reason.
        cancelled
    """

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refuse")
        self.setProperty("role", "bar")
        self._whom = QLabel()
        self.reason = QComboBox()
        self._missing = Notice(Icon.WARNING, Tone.NEGATIVE)
        self._confirm = QPushButton(self.tr("不同意  Enter"))
        self._cancel = QPushButton(self.tr("取消  Esc"))
        self._dress()
        self._arrange()
        self._confirm.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self._on_cancel)
        self.hide()

    def _dress(self) -> None:
        self._whom.setTextFormat(Qt.TextFormat.PlainText)
        self._confirm.setObjectName("refuse.confirm")
        self._confirm.setProperty("role", "primary")
        self._cancel.setObjectName("refuse.cancel")
        self.reason.setObjectName("refuse.reason")
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reason.setMinimumContentsLength(12)
        self.reason.setAccessibleName(self.tr("不同意的理由"))
        field = self.reason.lineEdit()
        assert field is not None
        field.setPlaceholderText(self.tr("写明理由，发起方会看到"))
        field.setMaxLength(LONGEST)
        field.setAccessibleName(self.reason.accessibleName())
        field.textEdited.connect(lambda _: self._missing.say(""))
        completer = QCompleter(self.reason.model(), self.reason)
        self.reason.setCompleter(completer)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.reason.installEventFilter(self)

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._whom)
        layout.addWidget(self.reason, 1)
        layout.addWidget(self._missing)
        layout.addWidget(self._confirm)
        layout.addWidget(self._cancel)

    def ask(self, name: str, count: int) -> None:
        """For one person by name, for several by their number. What was typed for others is not kept."""
        one = self.tr("不同意{name}的转接，理由：").format(name=name)
        self._whom.setText(one if count == 1 else self.tr("不同意 %n 项，理由：", "", count))
        self._missing.say("")
        self.reason.clear()
        # Emptying a list that has no items leaves what was typed.
        self.reason.clearEditText()
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def suggest(self, reasons: Sequence[str]) -> None:
        """They may arrive after the first letters were typed, which stay."""
        typed = self.reason.currentText()
        self.reason.clear()
        self.reason.addItems(list(reasons))
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText(typed)

    def _on_confirm(self) -> None:
        reason = self.reason.currentText().strip()
        if not reason:
            self._missing.say(self.tr("请写明理由"))
            self.reason.setFocus()
            return
        self.hide()
        self.confirmed.emit(reason)

    def _on_cancel(self) -> None:
        self.hide()
        self.cancelled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_confirm()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._on_cancel()
                return True
        return super().eventFilter(watched, event)
