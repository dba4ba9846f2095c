"""A full number is seen for half a minute, and whoever saw one stands in the audit trail (SPEC R14, R114)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.office import Office
from ui.masked_field import MaskedField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    made = Office(qtbot, tmp_path)
    made.open((1440, 900))
    yield made
    made.close()


def uncover(office: Office, what: str) -> MaskedField:
    eyes = [each for each in office.main.findChildren(QWidget, "eye") if each.isVisible()]
    eye = next(each for each in eyes if what in each.accessibleName())
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    office.settle()
    field = eye.parentWidget()
    assert isinstance(field, MaskedField)
    return field


def views(office: Office) -> list[str]:
    """What the server has been told, after a sync."""
    office.filled.pull(office.client)
    return [member for _, _, member in office.filled.feed.views]


def test_R14_a_number_in_a_transfer_is_noted(office: Office) -> None:
    office.press("J")
    field = uncover(office, "身份证号")
    assert "*" not in field.text
    assert len(views(office)) == 1


def test_R14_a_number_of_a_member_is_noted(office: Office) -> None:
    office.chord(Key.Key_2, CONTROL)
    office.press("J", Key.Key_Return)
    uncover(office, "身份证号")
    assert len(views(office)) == 1


def test_R14_a_phone_is_no_identity_number(office: Office) -> None:
    office.press("J")
    uncover(office, "手机")
    assert views(office) == []
