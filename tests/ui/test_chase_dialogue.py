"""Who must act next is told once a day, by the program and by a text for a chat (SPEC R83)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView, QPlainTextEdit, QPushButton

from tests.ui.office import Office
from ui.chase_dialogue import ChaseDialogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    made = Office(qtbot, tmp_path, "college")
    made.open()
    yield made
    made.close()


def chase(office: Office) -> QListView:
    office.chord(Qt.Key.Key_H, BOTH)
    listed = office.child(QListView, "chase.groups")
    QAbstractItemModelTester(listed.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, listed)
    return listed


def text(office: Office) -> str:
    return office.child(QPlainTextEdit, "chase.text").toPlainText()


def test_R83_groups_by_who_must_act_with_a_text_without_numbers(office: Office) -> None:
    listed = chase(office)
    assert listed.model().rowCount() > 0
    assert "正等待贵组织办理" in text(office)
    assert not re.search(r"\d{11,}", text(office))
    office.click(office.child(QPushButton, "chase.copy"))
    assert QGuiApplication.clipboard().text() == text(office)
    QGuiApplication.clipboard().clear()


def test_R83_reminding_in_bulk_is_logged_and_once_a_day(office: Office) -> None:
    listed = chase(office)
    count = listed.model().rowCount()
    dialogue = office.child(ChaseDialogue, "chase")
    assert "还没有催办过。" in office.texts(dialogue)
    office.click(office.child(QPushButton, "chase.nudge"))
    assert "还没有催办过。" not in office.texts(dialogue)
    assert listed.model().rowCount() == count
    waiting = office.client.status().waiting
    assert waiting > 0
    office.click(office.child(QPushButton, "chase.nudge"))
    assert office.client.status().waiting == waiting
    assert "催办" in office.message
