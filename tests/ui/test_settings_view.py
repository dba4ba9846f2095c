"""The settings: what is chosen is told at once, and nothing is done behind anybody's back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from ui import preferences
from ui.language import LanguageChoice
from ui.settings_view import SettingsView
from ui.theme import Appearance
from ui.verbs import Verbs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FOLDER = Path("/home/zhang/.local/share/Xianjie/profiles")


@pytest.fixture
def verbs(qapp: object) -> Verbs:
    return Verbs()


def shown(verbs: Verbs, qtbot: QtBot) -> SettingsView:
    view = SettingsView(FOLDER, verbs)
    qtbot.addWidget(view)
    view.show()
    return view


def choice(view: SettingsView, name: str) -> QRadioButton:
    found = view.findChild(QRadioButton, f"settings.{name}")
    assert isinstance(found, QRadioButton)
    return found


def test_present_choices_are_shown(verbs: Verbs, qtbot: QtBot) -> None:
    preferences.set_appearance(Appearance.DARK)
    preferences.set_language_choice(LanguageChoice.ENGLISH)
    view = shown(verbs, qtbot)
    assert choice(view, "dark").isChecked()
    assert choice(view, "language.en").isChecked()


def test_first_time_it_follows_the_system_and_speaks_chinese(verbs: Verbs, qtbot: QtBot) -> None:
    view = shown(verbs, qtbot)
    assert choice(view, "system").isChecked()
    assert choice(view, "language.zh").isChecked()


def test_choices_are_told(verbs: Verbs, qtbot: QtBot) -> None:
    view = shown(verbs, qtbot)
    told: list[object] = []
    view.appearance_chosen.connect(told.append)
    view.language_chosen.connect(told.append)
    choice(view, "light").click()
    choice(view, "language.en").click()
    assert told == [Appearance.LIGHT, LanguageChoice.ENGLISH]


def test_folder_of_the_data_is_named(verbs: Verbs, qtbot: QtBot) -> None:
    view = shown(verbs, qtbot)
    assert str(FOLDER) in [label.text() for label in view.findChildren(QLabel)]


def test_removing_the_data_is_the_verb_that_asks(verbs: Verbs, qtbot: QtBot) -> None:
    view = shown(verbs, qtbot)
    asked: list[bool] = []
    verbs.sign_out_and_wipe.triggered.connect(lambda: asked.append(True))
    wipe = view.findChild(QPushButton, "settings.wipe")
    assert isinstance(wipe, QPushButton)
    wipe.click()
    assert asked == [True]


def test_settings_that_are_not_understood_count_as_never_chosen(qapp: object) -> None:
    from PySide6.QtCore import QSettings

    QSettings().setValue("window/appearance", "purple")
    assert preferences.appearance() is Appearance.SYSTEM
