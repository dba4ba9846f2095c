"""Notices that nobody has touched the program for a while (SPEC R114)."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        # Of the key of a verb that is all that arrives.
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
MINUTE = 60_000
"""Milliseconds."""


class IdleWatch(QObject):
    """
    Signals
        idle: nothing has been pressed or moved for as long as is allowed.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.stop)
        self._timer.timeout.connect(self.idle)
        self._watched: QCoreApplication | None = None

    def start(self, minutes: int) -> None:
        """Zero: never."""
        self.stop()
        application = QCoreApplication.instance()
        if minutes and application is not None:
            self._watched = application
            application.installEventFilter(self)
            self._timer.start(minutes * MINUTE)

    def stop(self) -> None:
        self._timer.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._timer.start()
        return False
