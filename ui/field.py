"""A field of a form: its name above it, what is wrong with it below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.icons import Icon, icon
from ui.picture import Picture
from ui.theme import GRID, Tone


class Sentence(QLabel):
    """Wraps, and claims the height that it needs then: a window does not ask what its texts need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim()

    def _claim(self) -> None:
        # What was claimed before would count as needed.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Notice(QWidget):
    """A sentence with an icon, that takes no room while there is nothing to say."""

    def __init__(self, picture: Icon, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Sentence(self)
        self._text.setProperty("role", "error" if tone is Tone.NEGATIVE else "muted")
        drawn = Picture(picture, tone)
        drawn.setFixedHeight(self.fontMetrics().height())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, sentence: str) -> None:
        self._text.setText(sentence)
        self.setVisible(bool(sentence))


class Field(QWidget):
    def __init__(self, title: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        label = QLabel(title, self)
        label.setBuddy(editor)
        editor.setAccessibleName(title)
        self._problem = Notice(Icon.WARNING, Tone.NEGATIVE, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for widget in (label, editor, self._problem):
            layout.addWidget(widget)

    @property
    def problem(self) -> str:
        return self._problem.text

    def set_problem(self, sentence: str) -> None:
        """Also told to a screen reader, as the description of the field."""
        self._problem.say(sentence)
        self.editor.setAccessibleDescription(sentence)
        self.editor.setProperty("wrong", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class PasswordEdit(QLineEdit):
    """Hidden unless the eye is open; says when Caps Lock seems to be on.

    Signals: ``caps_lock_seen`` whether the last letter came out in the case that Shift does not explain.
    """

    caps_lock_seen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon(Icon.SHOW, Tone.MUTED), self.tr("显示密码"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye_toggled)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def _on_eye_toggled(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon(Icon.HIDE if shown else Icon.SHOW, Tone.MUTED))
        self._eye.setText(self.tr("隐藏密码") if shown else self.tr("显示密码"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        typed = event.text()
        # Qt cannot be asked for the state of Caps Lock, but a letter gives it away.
        if len(typed) == 1 and typed.isascii() and typed.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(typed.isupper() != shifted)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.caps_lock_seen.emit(False)
