"""The program's start: names, font, language and theme, then the window."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop.version import VERSION
from ui import preferences
from ui.fonts import interface_font
from ui.garbage import GarbageCollector
from ui.language import install_language, resolved
from ui.shell import Shell
from ui.theme import Theme

ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "xianjie.svg"


def make_application(settings: Path) -> tuple[QApplication, Theme]:
    """``settings`` is the folder in which the window remembers how it looks."""
    preferences.keep_in(settings)
    QGuiApplication.setDesktopFileName("org.xianjie.desktop")
    QGuiApplication.setApplicationVersion(VERSION)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    application.setFont(interface_font(application.font()))
    application.setWindowIcon(QIcon(str(ICON)))
    install_language(resolved(preferences.language_choice()))
    application.setApplicationDisplayName(QCoreApplication.translate("Application", "衔接"))
    GarbageCollector(application)
    return application, Theme(application, preferences.appearance())


def run(profiles: Path, server: str = "", account: str = "", password: str = "") -> int:
    """Opens the login window; with all three given it signs in by itself (``./dev demo``)."""
    application, theme = make_application(profiles)
    shell = Shell(theme, profiles)
    shell.open(server, account, password)
    code = application.exec()
    shell.close()
    return code
