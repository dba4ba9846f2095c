"""The list of shortcuts holds every verb that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from ui.shortcuts_dialogue import ShortcutsDialogue
from ui.verbs import Verbs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NATIVE = QKeySequence.SequenceFormat.NativeText


def test_every_shortcut_is_listed(qtbot: QtBot) -> None:
    verbs = Verbs()
    dialogue = ShortcutsDialogue(verbs)
    qtbot.addWidget(dialogue)
    listed = [label.text() for label in dialogue.findChildren(QLabel)]
    for action in verbs.all():
        for key in action.shortcuts():
            assert key.toString(NATIVE) in listed
            assert action.text().rstrip("…") in listed


def test_titles_come_without_the_letters_of_menus(qtbot: QtBot) -> None:
    dialogue = ShortcutsDialogue(Verbs())
    qtbot.addWidget(dialogue)
    listed = [label.text() for label in dialogue.findChildren(QLabel)]
    assert "文件" in listed
    assert not any("&" in text for text in listed)
