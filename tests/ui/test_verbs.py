"""One action per verb; only the screen in front uses it; letters typed into a field stay letters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ui.icons import Icon, is_icon
from ui.verbs import Verbs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class _Window(QWidget):
    """Two screens in a stack, and a field of each sort."""

    def __init__(self, verbs: Verbs) -> None:
        super().__init__()
        self.stack, self.line, self.text = QStackedWidget(), QLineEdit(), QPlainTextEdit()
        self.first, self.second = QTableView(), QTableView()
        layout = QVBoxLayout(self)
        for widget in (self.stack, self.line, self.text):
            layout.addWidget(widget)
        self.stack.addWidget(self.first)
        self.stack.addWidget(self.second)
        self.addActions(verbs.all())


def _shown(verbs: Verbs, qtbot: QtBot) -> _Window:
    window = _Window(verbs)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_every_icon_is_in_the_family(qtbot: QtBot) -> None:
    assert [each for each in Icon if not is_icon(each)] == []


def test_only_the_screen_in_front_acts(qtbot: QtBot) -> None:
    verbs = Verbs()
    window = _shown(verbs, qtbot)
    acted: list[str] = []
    verbs.bind(window.first, verbs.approve, lambda: acted.append("first"))
    verbs.bind(window.second, verbs.approve, lambda: acted.append("second"))
    verbs.offer(window.first, verbs.approve)
    verbs.approve.trigger()
    window.stack.setCurrentWidget(window.second)
    verbs.approve.trigger()
    assert acted == ["first", "second"]


def test_screen_behind_cannot_offer(qtbot: QtBot) -> None:
    verbs = Verbs()
    window = _shown(verbs, qtbot)
    verbs.offer(window.first, verbs.approve, verbs.refuse)
    verbs.offer(window.second, verbs.mark)
    assert verbs.approve.isEnabled()
    assert not verbs.mark.isEnabled()
    verbs.offer_none()
    assert not any(action.isEnabled() for action in verbs.row_verbs)


def test_letter_is_a_shortcut_in_a_list_and_text_in_a_field(qtbot: QtBot) -> None:
    verbs = Verbs()
    window = _shown(verbs, qtbot)
    acted: list[str] = []
    verbs.bind(window.first, verbs.approve, lambda: acted.append("approved"))
    verbs.show_shortcuts.triggered.connect(lambda: acted.append("shortcuts"))
    verbs.offer(window.first, verbs.approve)
    for field in (window.line, window.text):
        field.setFocus()
        QTest.keyClicks(field, "a?")
    assert (window.line.text(), window.text.toPlainText(), acted) == ("a?", "a?", [])
    window.first.setFocus()
    QTest.keyClicks(window.first, "a?")
    assert acted == ["approved", "shortcuts"]


def test_u_takes_back_what_is_not_sent_and_withdraws_what_is(qtbot: QtBot) -> None:
    verbs = Verbs()
    window = _shown(verbs, qtbot)
    acted: list[str] = []
    verbs.bind(window.first, verbs.withdraw, lambda: acted.append("withdraw"))
    verbs.bind(window.first, verbs.take_back, lambda: acted.append("take_back"))
    window.first.setFocus()
    for offered in ((verbs.withdraw,), (verbs.take_back,), (verbs.withdraw, verbs.take_back)):
        verbs.offer(window.first, *offered)
        QTest.keyClick(window.first, Qt.Key.Key_U)
    assert acted == ["withdraw", "take_back", "take_back"]


def test_no_two_verbs_share_a_shortcut_but_u(qapp: object) -> None:
    verbs = Verbs()
    used = Counter(key.toString() for action in verbs.all() for key in action.shortcuts())
    assert {key for key, times in used.items() if times > 1} == {"U"}


def test_every_verb_is_in_exactly_one_group(qapp: object) -> None:
    verbs = Verbs()
    listed = [action.objectName() for action in verbs.all()]
    everything = {value.objectName() for value in vars(verbs).values() if hasattr(value, "shortcuts")}
    assert sorted(listed) == sorted(everything)


def test_a_key_that_is_held_decides_once(qapp: object) -> None:
    verbs = Verbs()
    repeating = {action.objectName() for action in verbs.all() if action.autoRepeat()}
    assert repeating == {"verb.next_row", "verb.previous_row"}
