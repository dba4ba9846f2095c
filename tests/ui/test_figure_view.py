"""R100–R105 on the screen: the five rates, the ranking, the course, and whom each number counts."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton, QTabBar, QTableView

from desktop.errors import client_error
from desktop.exchange.reading import read_table
from desktop.figure_values import (
    Behind,
    FigureBoard,
    FigureMember,
    FigurePoint,
    FigureRate,
    FigureRow,
    Figures,
    Lifting,
)
from domain.destinations import TransferKind
from domain.organisations import OrganisationKind
from domain.policy import Figure
from domain.transfers import TransferState
from tests.domain.world import EDITIONS
from tests.ui.office import Office
from ui.course_chart import CourseChart, line_of, spread_out
from ui.figure_words import share_text
from ui.labour import Labour
from ui.list_view import ListView
from ui.paged_model import WORDS_ROLE
from ui.report_dialogue import ReportDialogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from domain.policy import Letter

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TABLE = "figure.table"


def rate(
    numerator: int, denominator: int, target: float | None = None, rank: int | None = None
) -> FigureRate:
    value = numerator / denominator if denominator else None
    return FigureRate(numerator, denominator, value, target, rank)


def rates(numerator: int, denominator: int, **others: Any) -> dict[Figure, FigureRate]:
    return {figure: rate(numerator, denominator, **others) for figure in Figure}


def row(name: str, numerator: int, denominator: int, rank: int | None) -> FigureRow:
    return FigureRow(
        organisation_id=name,
        full_name=f"示例大学{name}",
        short_name=name,
        kind=OrganisationKind.COMMITTEE,
        active=True,
        letters={},
        rates=rates(numerator, denominator, rank=rank),
    )


def board(organisation_id: str, year: int = 2020) -> FigureBoard:
    below = (row("甲学院", 9, 10, 1), row("乙学院", 1, 10, 2), row("丙学院", 0, 0, None))
    own = rates(10, 20) | {Figure.SOCIETY: rate(182, 214, 0.95), Figure.STUDY: rate(0, 0)}
    return FigureBoard(
        figures=Figures(
            organisation_id=organisation_id,
            full_name=f"{organisation_id} {year}",
            short_name="",
            kind=OrganisationKind.COMMITTEE,
            active=True,
            letters={},
            rates=own,
            year=year,
            edition=2020,
            formulas={Figure(name): text for name, text in EDITIONS[2020].formulas.items()},
            at=datetime(2020, 6, 18, 4, tzinfo=UTC),
        ),
        children=below if organisation_id == "university" else (),
        points=(FigurePoint(day="2020-06-01", rates=rates(1, 20)), FigurePoint(day="2020-06-18", rates=own)),
        years=(2020, 2019),
    )


class Server:
    """What the client would be told; ``away``: nothing."""

    def __init__(self) -> None:
        self.away = False
        self.asked: list[object] = []
        self.kept: dict[tuple[str, int | None], FigureBoard] = {}

    def _asked(self, *what: object) -> None:
        self.asked.append(what)
        if self.away:
            raise client_error("SERVER_UNREACHABLE", server="https://example.edu.cn")

    def figures(self, organisation_id: str, year: int | None = None) -> FigureBoard:
        self._asked("figures", organisation_id, year)
        self.kept[organisation_id, year] = found = board(organisation_id, year or 2020)
        return found

    def kept_figures(self, organisation_id: str, year: int | None = None) -> FigureBoard | None:
        return self.kept.get((organisation_id, year))

    def members_behind(self, organisation_id: str, letters: Sequence[Letter], year: int) -> Behind:
        self._asked("behind", tuple(letters))
        return Behind(
            items=(_member("张小明"), _member("李娜", transfer_id=None, kind=None, state=None)), complete=True
        )

    def lifting_cases(self, shown: FigureBoard, figure: Figure, target: float) -> Lifting:
        self._asked("lifting", figure, target)
        return Lifting(needed=22, cases=(_member("张小明"),), complete=True)

    def set_targets(self, organisation_id: str, year: int, targets: dict[Figure, float | None]) -> None:
        self._asked("targets", targets)


def _member(name: str, **changes: Any) -> FigureMember:
    known = {"transfer_id": "t", "kind": TransferKind.EMPLOYED, "state": TransferState.AWAITING_ALLOCATION}
    return FigureMember(
        member_id=name,
        name=name,
        home_name="1班",
        incoming=False,
        **(known | changes),
    )


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    for name in ("figures", "kept_figures", "members_behind", "lifting_cases", "set_targets"):
        monkeypatch.setattr(office.client, name, getattr(server, name))
    office.open()
    yield office
    for labour in office.main.findChildren(Labour):
        labour.give_up()
    office.close()


def show(office: Office) -> None:
    office.chord(Key.Key_6, CONTROL)


def said(office: Office, name: str) -> str:
    return office.child(QLabel, name).text()


def press(office: Office, name: str) -> None:
    office.click(office.child(QPushButton, name))


def report(office: Office) -> list[list[str]]:
    model = office.child(QTableView, "figure.members.rows").model()
    return [
        [str(model.index(line, column).data()) for column in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def test_R100_R104_large_numbers_with_their_fractions(office: Office) -> None:
    show(office)
    assert said(office, "figure.society.value") == "85.0%"
    assert office.child(QPushButton, "figure.society.numerator").text() == "182"
    assert office.child(QPushButton, "figure.society.denominator").text() == "214"
    assert office.child(QPushButton, "figure.society.lift").text() == "到 95% 还差 22 人"
    assert said(office, "figure.since") == "截至 2020-06-18 12:00"


def test_R100_nobody_to_count_is_a_dash_and_never_a_number(office: Office) -> None:
    show(office)
    assert said(office, "figure.study.value") == "—"
    assert office.child(QPushButton, "figure.study.lift").text() == "没有人计入"
    assert [share_text(each) for each in (None, 0.0, 0.99999, 1.0)] == ["—", "0.0%", "99.9%", "100.0%"]


def test_R105_ranked_with_bars_and_sorted_by_any_figure(office: Office) -> None:
    show(office)
    assert office.names(TABLE) == ["甲学院", "乙学院", "丙学院"]
    view = office.child(ListView, TABLE)
    words = view.model().index(0, 2).data(WORDS_ROLE)
    assert (words.text, words.share, words.tip) == ("90.0%", 0.9, "9 / 10，第 1 名")
    assert view.model().index(2, 2).data() == "—"
    view.model().sort(2, Qt.SortOrder.AscendingOrder)
    office.settle()
    assert office.names(TABLE) == ["丙学院", "乙学院", "甲学院"]
    tester = QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.model().sort(0, Qt.SortOrder.DescendingOrder)
    office.settle()
    tester.deleteLater()


def test_R105_down_to_a_child_and_up_again(office: Office) -> None:
    show(office)
    office.child(ListView, TABLE).go_to("甲学院")
    office.press(Key.Key_Return)
    assert said(office, "figure.name") == "甲学院 2020"
    assert office.texts(office.child(ListView, TABLE))[0] == "没有下级组织"
    press(office, "figure.back")
    assert said(office, "figure.name") == "university 2020"
    assert not office.child(QPushButton, "figure.back").isVisible()


def test_R105_another_year(office: Office, server: Server) -> None:
    show(office)
    office.child(QComboBox, "figure.year").setFocus()
    office.press(Key.Key_Down)
    assert said(office, "figure.name") == "university 2019"
    assert server.asked[-1] == ("figures", "university", 2019)


def test_R105_each_number_opens_the_members_behind_it(office: Office, server: Server) -> None:
    show(office)
    press(office, "figure.society.denominator")
    assert report(office) == [
        ["张小明", "1班", "就业", "—", "待分配"],
        ["李娜", "1班", "尚未发起", "—", "尚未发起"],
    ]
    assert server.asked[-1][1] == ("E", "F")  # type: ignore[index]
    office.child(ReportDialogue, "figure.members").reject()
    office.settle()
    press(office, "figure.society.numerator")
    assert server.asked[-1][1] == ("D",)  # type: ignore[index]


def test_R105_which_cases_lift_it_to_its_target(office: Office, server: Server) -> None:
    show(office)
    press(office, "figure.society.lift")
    assert server.asked[-1] == ("lifting", Figure.SOCIETY, 0.95)
    assert "还需办结 22 人" in said(office, "figure.members.summary")
    assert [line[0] for line in report(office)] == ["张小明"]


def test_R105_target_is_set_for_each_and_taken_away(office: Office, server: Server) -> None:
    show(office)
    office.verbs.set_targets.trigger()
    office.settle()
    edit = office.child(QDoubleSpinBox, "target.completed")
    edit.setFocus()
    edit.selectAll()
    office.press("90", Key.Key_Tab)
    society = office.child(QDoubleSpinBox, "target.society")
    society.setFocus()
    society.selectAll()
    office.press("0", Key.Key_Tab)
    office.click(office.child(QPushButton, "target.confirm"))
    (targets,) = [each[1] for each in server.asked if each[0] == "targets"]  # type: ignore[index]
    assert targets == dict.fromkeys(Figure) | {Figure.COMPLETED: 0.9}
    assert server.asked[-1][0] == "figures"  # type: ignore[index]


def test_R105_R113_offline_shows_what_was_fetched_last_with_its_time(office: Office, server: Server) -> None:
    show(office)
    server.away = True
    office.chord(Key.Key_1, CONTROL)
    show(office)
    assert said(office, "figure.society.value") == "85.0%"
    assert said(office, "figure.since").startswith("截至 2020-06-18 12:00（这是上次取回的数据：")
    press(office, "figure.society.lift")
    assert office.message.startswith("名单没有取回：")


def test_offline_and_never_fetched_says_what_to_do(office: Office, server: Server) -> None:
    server.away = True
    show(office)
    words = office.texts(office.main.screens.figures)
    assert words[0] == "指标没有取回"
    assert "联网后打开一次" in words[1]
    assert not office.verbs.set_targets.isEnabled()


def test_R105_course_is_drawn_and_said(office: Office) -> None:
    show(office)
    office.child(QTabBar, "figure.tabs").setFocus()
    office.press(Key.Key_Right)
    chart = office.child(CourseChart, "figure.course")
    assert chart.accessibleName().startswith("变化过程。最近：")
    assert "学社衔接率 85.0%" in chart.accessibleName()
    image: QImage = chart.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 5
    assert [spot.value for spot in line_of(board("university").points, Figure.STUDY)] == [0.05]


def test_names_at_the_lines_ends_do_not_lie_upon_one_another() -> None:
    placed = spread_out({Figure.STUDY: 100.0, Figure.SOCIETY: 102.0, Figure.STARTED: 10.0}, 18)
    heights = sorted(placed.values())
    assert all(second - first >= 18 for first, second in pairwise(heights))
    assert placed[Figure.STARTED] == 10.0


def test_R116_ranking_goes_to_excel(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show(office)
    file = tmp_path / "排名.xlsx"
    monkeypatch.setattr("ui.list_desk.choose_new_file", lambda *_: file)
    office.chord(Key.Key_E, CONTROL)
    office.until(lambda: office.message.startswith("已导出"))
    assert [list(each) for each in read_table(file).rows] == office.rows(TABLE)
    assert office.main.findChildren(ReportDialogue) == []
