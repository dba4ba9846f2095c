"""Every window, in both languages, at 1024 × 640: what can be reached has a name, no word is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QToolButton,
    QWidget,
)

from tests.ui.office import SMALL, Office
from tests.ui.standing import COLLEGE, UNIVERSITY, a_session
from ui.language import install_language
from ui.login_window import LoginWindow
from ui.organisation_choice import OrganisationChoice
from ui.password_form import PasswordForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.language import Language

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
BARE = Qt.ToolButtonStyle.ToolButtonIconOnly
SCREENS = {
    "inbox": Key.Key_1,
    "members": Key.Key_2,
    "outbox": Key.Key_3,
    "messages": Key.Key_4,
    "registers": Key.Key_5,
    "figures": Key.Key_6,
    "radar": Key.Key_7,
    "health": Key.Key_8,
    "guidance": Key.Key_9,
    "settings": Key.Key_Comma,
}


@pytest.fixture(params=["zh", "en"], autouse=True)
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    install_language(request.param)
    yield request.param
    install_language("zh")


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open(SMALL)
    yield office
    office.close()


def shown(window: QWidget) -> list[QWidget]:
    return [window, *(each for each in window.findChildren(QWidget) if each.isVisible())]


def described(widget: QWidget) -> str:
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} {widget.objectName()} {text!r}"


def nameless(window: QWidget) -> list[str]:
    """What can take the focus, and a screen reader would have nothing to say."""
    focusable = [each for each in shown(window) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [described(each) for each in focusable if not _spoken_name(each)]


def _spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def cut(window: QWidget) -> list[str]:
    """Words that have less room than they need. Labels that wrap find their room in height."""
    return [described(each) for each in shown(window) if _has_words(each) and _is_narrow(each)]


def _has_words(widget: QWidget) -> bool:
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is BARE:
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return False
    return isinstance(widget, QAbstractButton | QLabel) and bool(widget.text())


def _is_narrow(widget: QWidget) -> bool:
    return widget.width() < widget.sizeHint().width()


def sideways(window: QWidget) -> list[str]:
    """What would have to be scrolled from left to right."""
    areas = [each for each in shown(window) if isinstance(each, QAbstractScrollArea)]
    return [described(each) for each in areas if each.horizontalScrollBar().maximum() > 0]


def check(window: QWidget) -> None:
    assert nameless(window) == []
    assert cut(window) == []
    assert sideways(window) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_R118_every_screen_fits_and_says_what_it_is(office: Office, screen: str) -> None:
    office.press("A")
    office.chord(SCREENS[screen], CONTROL)
    assert (office.main.width(), office.main.height()) == SMALL
    check(office.main)


def test_inbox_with_its_detail_as_a_sheet(office: Office) -> None:
    office.press(Key.Key_Return)
    check(office.main)


def test_inbox_asking_for_a_reason(office: Office) -> None:
    office.press("R")
    check(office.main)


def test_member_detail(office: Office) -> None:
    office.chord(Key.Key_2, CONTROL)
    office.press(Key.Key_Return)
    check(office.main)


def test_bars_and_messages(office: Office) -> None:
    office.press(Key.Key_Space, "J", Key.Key_Space, "J", Key.Key_Space)
    check(office.main)
    office.lose_to_another("transfer-source-0", "A")
    office.chord(Key.Key_3, CONTROL)
    check(office.main)


@pytest.mark.parametrize("verb", ["show_shortcuts", "change_password", "sign_out_and_wipe"])
def test_R118_every_dialogue_fits_and_says_what_it_is(office: Office, verb: str) -> None:
    getattr(office.verbs, verb).trigger()
    office.settle()
    dialogues = [each for each in office.main.findChildren(QDialog) if each.isVisible()]
    assert len(dialogues) == 1
    check(dialogues[0])
    assert dialogues[0].height() <= SMALL[1]
    if not isinstance(dialogues[0], QMessageBox):
        dialogues[0].reject()


def test_login(qtbot: QtBot) -> None:
    login = LoginWindow()
    qtbot.addWidget(login)
    login.show()
    login.form.submit.click()
    check(login)


def test_first_password(office: Office, qtbot: QtBot) -> None:
    form = PasswordForm(office.bridge, "08098001")
    qtbot.addWidget(form)
    form.show()
    check(form)


def test_choice_of_an_organisation(qtbot: QtBot) -> None:
    choice = OrganisationChoice(a_session(UNIVERSITY, COLLEGE))
    qtbot.addWidget(choice)
    choice.show()
    check(choice)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_checks_bite(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window)
    button = QPushButton("a long word", window)
    button.setFixedWidth(20)
    table = QTableWidget(1, 20, window)
    table.resize(100, 100)
    window.show()
    assert len(nameless(window)) == 2
    assert cut(window) == [described(button)]
    assert sideways(window) == [described(table)]
