"""How this machine's window likes to look: remembered between starts, and nothing of it about persons."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings

from ui.language import LanguageChoice
from ui.theme import Appearance

E = TypeVar("E", bound=StrEnum)
LOCK_MINUTES = 10


def keep_in(folder: Path) -> None:
    """Every QSettings() of the program is one file in there, on every platform."""
    QCoreApplication.setOrganizationName("xianjie")
    QCoreApplication.setOrganizationDomain("xianjie.org")
    QCoreApplication.setApplicationName("xianjie")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


def _read(key: str, default: E) -> E:
    """What is not understood any more counts as never chosen."""
    try:
        return type(default)(str(QSettings().value(key, default.value)))
    except ValueError:
        return default


def appearance() -> Appearance:
    return _read("window/appearance", Appearance.SYSTEM)


def set_appearance(chosen: Appearance) -> None:
    QSettings().setValue("window/appearance", chosen.value)


def language_choice() -> LanguageChoice:
    return _read("window/language", LanguageChoice.CHINESE)


def set_language_choice(chosen: LanguageChoice) -> None:
    QSettings().setValue("window/language", chosen.value)


def lock_minutes() -> int:
    """Without a touch, after which the window is locked; zero: never."""
    try:
        return max(0, int(str(QSettings().value("window/lock_minutes", LOCK_MINUTES))))
    except ValueError:
        return LOCK_MINUTES


def set_lock_minutes(minutes: int) -> None:
    QSettings().setValue("window/lock_minutes", minutes)


def place(name: str) -> QByteArray:
    """Geometry or splitter state as Qt saved it; empty when there is none."""
    value = QSettings().value(f"places/{name}")
    return value if isinstance(value, QByteArray) else QByteArray()


def set_place(name: str, state: QByteArray) -> None:
    QSettings().setValue(f"places/{name}", state)
