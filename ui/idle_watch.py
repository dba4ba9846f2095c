"""Notices that nobody has touched the program for a while (SPEC R114)."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        # Of the key of a verb only the release arrives.
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
MINUTE = 60_000
"""Milliseconds."""


class IdleWatch(QObject):
    """Looks at what the system sends to the windows, which is little; an eye on the whole application would
    see every event of every widget, also of those that are just being destroyed.

    Signals
        idle: nothing has been pressed or moved for as long as is allowed.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._on_focus_window_changed)
        self._on_focus_window_changed(QGuiApplication.focusWindow())

    def start(self, minutes: int) -> None:
        """Zero: never."""
        self.stop()
        self._timer.setInterval(minutes * MINUTE)
        self._touch()

    def stop(self) -> None:
        self._timer.stop()
        self._timer.setInterval(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touch()
        return False

    def _touch(self) -> None:
        if self._timer.interval():
            self._timer.start()

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        """Each window that has ever had the focus is watched; watching it again changes nothing."""
        if window is not None:
            window.installEventFilter(self)
