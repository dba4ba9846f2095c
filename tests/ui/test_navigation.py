"""The screens and what waits in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from desktop.values import Counts
from ui.navigation import Navigation, NavigationButton
from ui.verbs import Verbs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def verbs(qapp: object) -> Verbs:
    return Verbs()


@pytest.fixture
def navigation(verbs: Verbs, qtbot: QtBot) -> Navigation:
    navigation = Navigation(verbs)
    qtbot.addWidget(navigation)
    navigation.show()
    return navigation


def button(navigation: Navigation, name: str) -> NavigationButton:
    found = navigation.findChild(NavigationButton, f"navigation.{name}")
    assert isinstance(found, NavigationButton)
    return found


def count(navigation: Navigation, name: str) -> tuple[str, str]:
    label = button(navigation, name).findChild(QLabel)
    assert isinstance(label, QLabel)
    return label.text(), str(label.property("tone"))


def test_counts_are_shown_with_separators_and_read_aloud(navigation: Navigation) -> None:
    navigation.show_counts(Counts(pending=1283, soon=0, attention=0, waiting=3))
    assert count(navigation, "show_inbox") == ("1,283", "muted")
    assert count(navigation, "show_outbox") == ("3", "muted")
    assert button(navigation, "show_inbox").accessibleName() == "审批，1283 项"


def test_nothing_waiting_shows_nothing(navigation: Navigation) -> None:
    navigation.show_counts(Counts(pending=0, soon=0, attention=0, waiting=0))
    assert count(navigation, "show_inbox")[0] == ""
    assert button(navigation, "show_inbox").accessibleName() == "审批"


def test_R80_what_is_due_soon_is_amber_and_explained(navigation: Navigation) -> None:
    navigation.show_counts(Counts(pending=12, soon=4, attention=0, waiting=0))
    assert count(navigation, "show_inbox") == ("12", "warning")
    assert "4" in button(navigation, "show_inbox").toolTip()


def test_what_needs_attention_goes_before_what_waits(navigation: Navigation) -> None:
    navigation.show_counts(Counts(pending=0, soon=0, attention=1, waiting=3))
    assert count(navigation, "show_outbox") == ("1", "negative")


def test_buttons_are_the_verbs(navigation: Navigation, verbs: Verbs) -> None:
    gone: list[str] = []
    verbs.show_members.triggered.connect(lambda: gone.append("members"))
    button(navigation, "show_members").click()
    assert gone == ["members"]
    assert button(navigation, "show_members").isChecked()
    verbs.show_outbox.trigger()
    assert button(navigation, "show_outbox").isChecked()
    assert not button(navigation, "show_members").isChecked()
