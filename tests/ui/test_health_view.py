"""R124 on the screen: what ails, what to do about it, and the way to the organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox

from desktop.exchange.reading import read_table
from desktop.health_values import Ailment
from tests.desktop.samples import sample_world
from tests.ui.office import Office
from ui.health_model import ailment_words
from ui.labour import Labour
from ui.list_view import ListView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TABLE = "health.table"


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    world = sample_world()
    world.organisations["college"] = replace(world.organisations["college"], administrators=())
    office = Office(qtbot, tmp_path, "university", world)
    office.open((1440, 900))
    office.chord(Key.Key_8, CONTROL)
    yield office
    for labour in office.main.findChildren(Labour):
        labour.give_up()
    office.close()


def choose(office: Office, ailment: Ailment) -> None:
    ailments = office.child(QComboBox, "health.ailment")
    ailments.setFocus()
    office.press(Key.Key_Home, *[Key.Key_Down] * ailments.findData(ailment))
    office.child(ListView, TABLE).setFocus()


def test_R124_what_ails_is_listed_with_what_to_do(office: Office) -> None:
    choose(office, Ailment.NO_ADMINISTRATOR)
    rows = office.rows(TABLE)
    assert {row[0] for row in rows} == {"没有管理员"}
    assert any("计算机学院" in row[1] for row in rows)
    assert all(row[3] == "没有人能办理这里的业务，请设置管理员。" for row in rows)


def test_R124_enter_opens_the_organisation(office: Office) -> None:
    choose(office, Ailment.NO_ADMINISTRATOR)
    view = office.child(ListView, TABLE)
    view.go_to(next(each for each in office.model(TABLE).ids() if each.endswith(":college")))
    office.press(Key.Key_Return)
    assert office.main.verbs.show_members.isChecked()
    college = office.client.organisation("college")
    assert college is not None
    assert len(office.rows("member.ordinary")) + len(office.rows("member.delayed")) == college.members


def test_R124_search_and_filter_say_why_nothing_is_there(office: Office) -> None:
    choose(office, Ailment.MANY_MEMBERS)
    assert office.texts(office.child(ListView, TABLE))[0] == "没有符合的组织"
    choose(office, Ailment.NO_ADMINISTRATOR)
    office.chord(Key.Key_F, CONTROL)
    office.press("没有这个组织", Key.Key_Return)
    office.until(lambda: office.rows(TABLE) == [])
    assert office.texts(office.child(ListView, TABLE))[0] == "没有符合的组织"


def test_R116_R124_goes_to_excel(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "体检.xlsx"
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: file)
    office.chord(Key.Key_E, CONTROL)
    office.until(lambda: office.message.startswith("已导出"))
    assert [list(row) for row in read_table(file).rows] == office.rows(TABLE)


def test_every_ailment_has_words_and_an_icon_of_its_own(qapp: object) -> None:
    said = [ailment_words(each) for each in Ailment]
    assert len({each.text for each in said}) == len({each.icon for each in said}) == len(Ailment)


def test_model_keeps_the_rules_of_qt(office: Office) -> None:
    tester = QAbstractItemModelTester(
        office.model(TABLE), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    choose(office, Ailment.FEW_MEMBERS)
    choose(office, Ailment.NO_ADMINISTRATOR)
    tester.deleteLater()
