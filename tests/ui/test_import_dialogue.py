"""R116, R123: a sheet from elsewhere, by hand: columns, rows with problems, corrected in place, started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton

from desktop.errors import ClientError
from desktop.exchange.reading import read_table
from desktop.exchange.writing import Heading, write_sheet
from desktop.values import Delivery, Destinations, MemberQuery, Tab, TransferQuery
from tests.desktop.sheets import HEADINGS, NAME, NUMBER, SITUATION, UNIT, cards_found, sheet_of
from tests.ui.desk import Desk
from ui.grid_view import GridView
from ui.import_dialogue import ImportDialogue
from ui.labour import Labour
from ui.member_view import MemberView
from ui.report_dialogue import ReportDialogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.values import MemberRow
    from domain.organisations import System

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, "university", None)

    def search(text: str, system: System, *, offline: bool = False) -> Destinations:
        found = tuple(card for card in cards_found(desk.filled.world, text) if card.system is system)
        return Destinations(cards=found, nationwide=not offline)

    monkeypatch.setattr(desk.client, "search_destinations", search)
    view = MemberView(desk.client, desk.bridge, desk.verbs)
    desk.show(view)
    yield desk
    for labour in desk.window.findChildren(Labour):
        labour.give_up()
    desk.close()


def free(desk: Desk) -> list[MemberRow]:
    rows = desk.client.members(desk.client.member_ids(MemberQuery(organisation_id="class_two")))
    return [row for row in rows if not row.member.mark and not row.open_transfer]


def settled(desk: Desk) -> None:
    desk.until(lambda: not any(each.is_busy for each in desk.window.findChildren(Labour)))
    desk.settle()


def open_sheet(
    desk: Desk,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[list[str]],
    verb: str = "import_sheet",
) -> None:
    file = folder / "就业表.xlsx"
    write_sheet(file, "就业", [Heading(each) for each in HEADINGS], rows, len(rows))
    monkeypatch.setattr("ui.table_desk.choose_table", lambda *_: file)
    getattr(desk.verbs, verb).trigger()
    kind = ImportDialogue if verb == "import_sheet" else ReportDialogue
    desk.until(lambda: any(each.isVisible() for each in desk.window.findChildren(kind)))
    settled(desk)


def sheet(desk: Desk, count: int) -> list[list[str]]:
    return sheet_of(desk.filled.world, [row.member for row in free(desk)[:count]], dirt=0).rows


def shown(desk: Desk, name: str = "import.rows") -> list[list[str]]:
    model = desk.child(GridView, name).model()
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def results(desk: Desk) -> list[str]:
    return [row[-1] for row in shown(desk)]


def correct(desk: Desk, **texts: str) -> None:
    for name, text in texts.items():
        field = desk.child(QLineEdit, f"correction.{name}")
        field.setFocus()
        field.selectAll()
        desk.press(text)
    desk.press(Key.Key_Return)


def started(desk: Desk) -> int:
    rows = desk.client.transfers(desk.client.transfer_ids(TransferQuery(tab=Tab.STARTED)))
    return sum(row.delivery is Delivery.WAITING for row in rows)


def test_R116_a_sheet_is_imported_by_hand(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sheet(desk, 6)
    rows[0][UNIT], rows[0][SITUATION] = "天外飞仙工作室", "签劳动合同形式就业"
    rows[1][NAME] = "写错了"
    rows[2][SITUATION] = "其他"
    rows[3][NUMBER], rows[3][NAME] = "", "没有这个人"
    open_sheet(desk, tmp_path, monkeypatch, rows)
    QAbstractItemModelTester(desk.child(GridView, "import.rows").model())
    assert desk.child(QLabel, "import.summary").text() == "共 6 行：可发起 2，需核对 1，有问题 3"
    assert "没有找到转入组织，请改写单位名称" in results(desk)[0]
    # The first is corrected in its cells, the second is looked at and found right.
    desk.child(GridView, "import.rows").selectRow(0)
    correct(desk, unit="示例公司")
    assert results(desk)[0] == "可发起"
    desk.child(GridView, "import.rows").selectRow(1)
    desk.click(desk.child(QCheckBox, "correction.confirmed"))
    assert results(desk)[1] == "可发起"
    only_open = desk.child(QCheckBox, "import.only_open")
    only_open.click()
    assert [row[0] for row in shown(desk)] == ["4", "5"]
    confirm = desk.child(QPushButton, "import.confirm")
    assert confirm.text() == "发起 4 项转接"
    desk.click(confirm)
    desk.until(lambda: started(desk) == 4)
    # What was not started is there to be taken along, with its reasons.
    assert "以下 2 行没有发起" in desk.child(QLabel, "left.summary").text()
    rejected = tmp_path / "未发起.xlsx"
    monkeypatch.setattr("ui.report_dialogue.choose_new_file", lambda *_: rejected)
    desk.click(desk.child(QPushButton, "left.export"))
    desk.until(rejected.exists)
    settled(desk)
    table = read_table(rejected)
    assert table.headings == ("行", "原因", *HEADINGS)
    assert [row[2:] for row in table.rows] == [tuple(rows[2]), tuple(rows[3])]
    assert table.rows[0][1].startswith("看不出毕业去向")
    assert table.rows[1][1] == "管理范围内没有这个人"


def test_R116_a_doubtful_destination_is_chosen_among_the_nearest(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sheet(desk, 1)
    rows[0][SITUATION], rows[0][UNIT] = "就业", "示例科"
    open_sheet(desk, tmp_path, monkeypatch, rows)
    assert results(desk)[0].startswith("转入组织名称相近，请核对")
    choice = desk.child(QComboBox, "correction.destination")
    names = [choice.itemText(place) for place in range(choice.count())]
    choice.setCurrentIndex(names.index("示例公司团委"))
    desk.click(desk.child(QPushButton, "correction.apply"))
    assert shown(desk)[0][3:] == ["示例公司团委", "可发起"]


def test_R116_another_column_can_be_meant(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sheet(desk, tmp_path, monkeypatch, sheet(desk, 2))
    assert results(desk) == ["可发起", "可发起"]
    choice = desk.child(QComboBox, "mapping.situation")
    choice.setCurrentIndex(0)
    settled(desk)
    assert all(each.startswith("看不出毕业去向") for each in results(desk))
    assert not desk.child(QPushButton, "import.confirm").isEnabled()
    choice.setCurrentIndex(1 + HEADINGS.index("毕业去向类别"))
    settled(desk)
    assert results(desk) == ["可发起", "可发起"]


def test_nothing_happens_without_a_decision(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sheet(desk, tmp_path, monkeypatch, sheet(desk, 2))
    desk.press(Key.Key_Escape)
    assert not any(each.isVisible() for each in desk.window.findChildren(QDialog))
    assert desk.client.outbox() == []


def test_a_file_that_is_no_table_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[ClientError] = []
    desk.bridge.failed.connect(failed.append)
    picture = tmp_path / "a.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 100)
    monkeypatch.setattr("ui.table_desk.choose_table", lambda *_: picture)
    desk.verbs.import_sheet.trigger()
    desk.until(lambda: bool(failed))
    assert failed[0].code == "FILE_NOT_A_TABLE"
    monkeypatch.setattr("ui.table_desk.choose_table", lambda *_: None)
    desk.verbs.import_sheet.trigger()
    desk.settle()
    assert len(failed) == 1


def test_R123_another_system_is_compared_and_the_list_exported(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.child(MemberView, "members").select_organisation("class_two")
    desk.settle()
    everybody = desk.client.members(desk.client.member_ids(MemberQuery(organisation_id="class_two")))
    rows = sheet_of(desk.filled.world, [row.member for row in everybody], dirt=0).rows
    gone, rows[1][NAME] = rows.pop(0), "改了名字"
    open_sheet(desk, tmp_path, monkeypatch, rows, "reconcile")
    findings = {(row[0], row[2]) for row in shown(desk, "reconcile.rows")}
    assert ("对方没有", gone[NAME]) in findings
    assert any(finding == "需要核对" for finding, _ in findings)
    assert desk.child(QLabel, "reconcile.summary").text().startswith(f"一致 {len(rows) - 1} 人")
    numbers = [row[3] for row in shown(desk, "reconcile.rows")]
    assert all(number[6:14] == "********" for number in numbers)
    file = tmp_path / "核对.xlsx"
    monkeypatch.setattr("ui.report_dialogue.choose_new_file", lambda *_: file)
    desk.click(desk.child(QPushButton, "reconcile.export"))
    desk.until(file.exists)
    settled(desk)
    assert len(read_table(file).rows) == len(numbers)
