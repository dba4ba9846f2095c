"""What was copied of persons does not stay on the clipboard (SPEC R114)."""

from typing import cast

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

PRIVATE = "application/x-xianjie-private"
"""Marks what is ours, so that nothing is cleared that somebody copied elsewhere."""
STAYS_FOR = 30_000
"""Milliseconds."""


def put_for_a_while(owner: QWidget, text: str) -> None:
    """The time runs from the last copy."""
    data = QMimeData()
    data.setText(text)
    data.setData(PRIVATE, b"")
    QGuiApplication.clipboard().setMimeData(data)
    _timer_of(owner.window()).start()


def forget_copied() -> None:
    if holds_ours():
        QGuiApplication.clipboard().clear()


def holds_ours() -> bool:
    # Of an empty clipboard there are no data at all, whatever the binding's types say.
    data = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    return data is not None and data.hasFormat(PRIVATE)


def _timer_of(window: QWidget) -> QTimer:
    known = window.findChild(QTimer, "clipboard")
    if isinstance(known, QTimer):
        return known
    timer = QTimer(window, singleShot=True, interval=STAYS_FOR)
    timer.setObjectName("clipboard")
    timer.timeout.connect(forget_copied)
    return timer
