"""Pictures of what is done with tables and paper: a sheet, a list from elsewhere, letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from unittest import mock

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QScrollArea, QTabBar, QWidget

from desktop.exchange.writing import Heading, write_sheet
from desktop.values import MemberQuery
from tests.ui.stage import wait_for
from ui.list_view import ListView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.values import MemberRow
    from tests.ui.stage import Stage

    Take = Callable[[str, QWidget, Callable[[], None], Callable[[], None]], None]

HEADINGS = ("序号", "姓名", "身份证号", "班级", "毕业去向", "单位名称", "备注")
SITUATIONS = (
    ("签就业协议形式就业", "示例科技有限公司"),
    ("境内升学", "示例大学"),
    ("待就业", ""),
    ("签劳动合同形式就业", "无名工作室"),
    ("其他", ""),
)


def take_tables(take: Take, stage: Stage, folder: Path) -> None:
    stage.verbs.show_members.trigger()
    tabs = stage.main.findChild(QTabBar, "member.tabs")
    assert isinstance(tabs, QTabBar)
    tabs.setCurrentIndex(0)
    rows = stage.client.members(stage.client.member_ids(MemberQuery())[:200])
    sheet, foreign = folder / "2020届就业去向.xlsx", folder / "智慧团建导出.xlsx"
    _write_sheet(sheet, rows[:40])
    _write_foreign(foreign, rows[:60])
    take("table-pasted", stage.main, partial(_paste, stage, rows), stage.settle)
    take("table-import", stage.main, partial(_choose, stage, sheet, "import_sheet"), _quiet(stage))
    take("table-reconcile", stage.main, partial(_choose, stage, foreign, "reconcile"), _quiet(stage))
    take("table-list", stage.main, partial(_print_list, stage), _quiet(stage))
    take("table-letters", stage.main, partial(_letters, stage, rows), _quiet(stage))
    _close(stage)


def _write_sheet(file: Path, rows: list[MemberRow]) -> None:
    lines = []
    for number, row in enumerate(rows, 1):
        situation, unit = SITUATIONS[number % len(SITUATIONS) if number % 3 == 0 else number % 3]
        member = row.member
        name = "写错了" if number == 4 else member.name
        lines.append((str(number), name, member.identity_number, row.branch_name, situation, unit, ""))
    write_sheet(file, "就业", [Heading(each) for each in HEADINGS], lines, len(lines))


def _write_foreign(file: Path, rows: list[MemberRow]) -> None:
    lines = []
    for number, row in enumerate(rows):
        member = row.member
        phone = "13900000000" if number % 9 == 4 else member.phone
        name = f"{member.name}某" if number % 13 == 6 else member.name
        lines.append((name, member.identity_number, row.branch_name, phone))
    lines.append(("新来的", "110101199001010015", "", ""))
    write_sheet(file, "导出", [Heading(each) for each in ("姓名", "身份证号", "团支部", "手机")], lines, 61)


def _close(stage: Stage) -> None:
    for dialogue in stage.main.findChildren(QDialog):
        if dialogue.isVisible():
            dialogue.reject()


def _open(stage: Stage, verb: str) -> QDialog:
    _close(stage)
    stage.settle()
    getattr(stage.verbs, verb).trigger()
    wait_for(verb, lambda: any(each.isVisible() for each in stage.main.findChildren(QDialog)))
    return next(each for each in stage.main.findChildren(QDialog) if each.isVisible())


def _choose(stage: Stage, file: Path, verb: str) -> None:
    with mock.patch("ui.table_desk.choose_table", return_value=file):
        _open(stage, verb)


def _print_list(stage: Stage) -> None:
    _open(stage, "print_list")


def _paste(stage: Stage, rows: list[MemberRow]) -> None:
    text = _open(stage, "select_pasted").findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    lines = [f"{row.member.name}\t{row.member.identity_number}" for row in rows[:7]]
    text.setPlainText("\n".join([*lines, "没有这个人", f"{rows[9].member.name}", "张三 110101200001010000"]))


def _letters(stage: Stage, rows: list[MemberRow]) -> None:
    ids = [row.member.id for row in rows if row.open_transfer_id][:3]
    _close(stage)
    view = stage.main.findChild(ListView, "member.ordinary")
    assert isinstance(view, ListView)
    view.select_ids(ids)
    _open(stage, "print_letters")


def _quiet(stage: Stage) -> Callable[[], None]:
    """Also the work that has a thread of its own."""

    def settle() -> None:
        wait_for("the work", lambda: not any(_labours(stage)))
        stage.settle()
        for scroll in stage.main.findChildren(QScrollArea):
            scroll.ensureVisible(0, 0)

    return settle


def _labours(stage: Stage) -> list[bool]:
    from ui.labour import Labour

    return [each.is_busy for each in stage.main.findChildren(Labour)]
