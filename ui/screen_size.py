"""How large a window may be where it stands."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)
"""What the system draws around a window, as long as it has not drawn it and can be asked."""


def size_on_screen(window: QWidget, wished: QSize) -> QSize:
    return wished.boundedTo(window.screen().availableGeometry().size() - FRAME)


def keep_on_screen(window: QWidget) -> None:
    """A window that was larger on another screen, or stood where there is none now, comes in."""
    if window.isMaximized() or window.isFullScreen():
        return
    room = window.screen().availableGeometry()
    size = size_on_screen(window, window.size())
    place = QRect(window.pos(), size + FRAME)
    place.moveRight(min(place.right(), room.right()))
    place.moveBottom(min(place.bottom(), room.bottom()))
    place.moveLeft(max(place.left(), room.left()))
    place.moveTop(max(place.top(), room.top()))
    window.resize(size)
    window.move(place.topLeft())
