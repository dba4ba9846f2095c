"""The system's own word that nobody sits there any more: it sleeps, or its screen is locked (SPEC R114).

Linux says so on D-Bus: logind and the screen saver. Elsewhere the idle time alone is what locks.
"""

import sys
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot

# A string, whatever the binding's types say of what D-Bus is given.
BEGUN, LOCKED = (cast("bytes", SLOT(each)) for each in ("on_begun(bool)", "on_locked()"))


class SystemLock(QObject):
    """
    Signals
        locked: the session was locked, or the machine is about to sleep.
    """

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "linux":
            self._listen()

    def _listen(self) -> None:
        # Not at the program's start: whoever has not signed in has nothing to lock.
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        manager, logind = "org.freedesktop.login1.Manager", "org.freedesktop.login1"
        system.connect(logind, "", manager, "PrepareForSleep", self, BEGUN)
        system.connect(logind, "", "org.freedesktop.login1.Session", "Lock", self, LOCKED)
        for saver in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            session.connect("", "", saver, "ActiveChanged", self, BEGUN)

    @Slot(bool)
    def on_begun(self, begun: bool) -> None:
        """The same signal tells that it is over."""
        if begun:
            self.locked.emit()

    @Slot()
    def on_locked(self) -> None:
        self.locked.emit()
