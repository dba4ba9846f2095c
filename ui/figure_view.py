"""The figures 监测指标: five rates, those below ranked, the course over time (SPEC R100–R105)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.errors import ClientError
from desktop.figure_values import Behind, FigureBoard, Lifting
from desktop.lifting import counted_in, counting
from desktop.values import Changes
from domain.policy import Figure, Letter
from ui.bar_delegate import BarDelegate
from ui.bridge import Bridge
from ui.copying import copy_rows
from ui.course_chart import CourseChart
from ui.figure_card import FigureCard
from ui.figure_head import FigureHead
from ui.figure_words import behind_summary, member_columns, member_words
from ui.icons import Icon
from ui.job_bar import JobBar
from ui.language import name_of, number, sentence_of
from ui.list_desk import ListDesk
from ui.list_notice import ListNotice, Notice
from ui.list_view import ListView
from ui.ranking_model import RankingModel
from ui.report_dialogue import ReportDialogue
from ui.target_dialogue import TargetDialogue
from ui.theme import GRID
from ui.verbs import Verbs
from ui.why_not import why_not_row

if TYPE_CHECKING:
    from desktop.client import Client

Side = Callable[[str], Sequence[Letter]]
"""The letters of a formula's numerator, or of its denominator."""
ASSUMED = 0.95
"""What a rate is held against until the administrator sets a target."""


class FigureView(QWidget):
    """
    Signals
        hinted: a sentence about what was, or could not be, done.
    """

    hinted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self.title = self.tr("指标")
        self._client, self._bridge, self._verbs = client, bridge, verbs
        self._board: FigureBoard | None = None
        self._way = [client.session.organisation.id]
        self._year: int | None = None
        self._head = FigureHead(verbs)
        self._cards = {figure: FigureCard(figure) for figure in Figure}
        self.model = RankingModel(bridge, self)
        self.view = ListView(self.model, "figure.table")
        self._chart = CourseChart()
        self._tabs = QTabBar()
        self._stack = QStackedWidget()
        self._desk = ListDesk(client, bridge, self, self)
        self._body = QWidget()
        self._arrange()
        self._notice = ListNotice(self)
        self._connect()
        self._bind()
        self._show_nothing(Notice(Icon.SYNC, self.tr("正在载入…"), ""))

    def _arrange(self) -> None:
        self.view.setItemDelegate(BarDelegate(self.view))
        self.view.setAccessibleName(self.tr("下级组织排名"))
        self.view.explain = self._no_children
        self._tabs.setObjectName("figure.tabs")
        self._tabs.setAccessibleName(self.tr("排名或变化过程"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for title, part in ((self.tr("下级组织排名"), self.view), (self.tr("变化过程"), self._chart)):
            self._tabs.addTab(title)
            self._stack.addWidget(part)
        cards = QHBoxLayout()
        cards.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        cards.setSpacing(GRID)
        for card in self._cards.values():
            cards.addWidget(card, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._head)
        body.addLayout(cards)
        body.addWidget(self._tabs)
        body.addWidget(self._stack, 1)
        body.addWidget(JobBar(self._desk.labour, "figure.job"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)

    def _connect(self) -> None:
        self._desk.hinted.connect(self.hinted)
        self._head.year_chosen.connect(self._choose_year)
        self._head.back_wanted.connect(self._go_back)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.view.opened.connect(self._go_down)
        self.view.selection_changed.connect(self._offer)
        self.model.state_changed.connect(self._offer)
        for figure, card in self._cards.items():
            card.counting_wanted.connect(partial(self._show_behind, figure, counting))
            card.counted_wanted.connect(partial(self._show_behind, figure, counted_in))
            card.lifting_wanted.connect(partial(self._show_lifting, figure))

    def _bind(self) -> None:
        verbs, view = self._verbs, self.view
        slots = {
            verbs.set_targets: self._begin_targets,
            verbs.next_row: lambda: view.step(1),
            verbs.previous_row: lambda: view.step(-1),
            verbs.select_all: view.selectAll,
            verbs.copy: lambda: copy_rows(view, self.model, self._bridge),
            verbs.export: self._desk.export,
            verbs.print_list: self._desk.print_list,
        }
        for action, slot in slots.items():
            verbs.bind(self, action, slot)
        view.menu.addActions([verbs.copy, verbs.select_all])

    # As a screen

    def activate(self) -> None:
        self._load()
        self.view.setFocus()
        self._offer()

    def refresh(self, changes: Changes) -> None:
        """They are asked for when somebody looks at them, and not with every change."""
        if changes.everything and self.isVisible():
            self._load()

    def select_organisation(self, organisation_id: str | None) -> None:
        """It has its own way down and up."""

    def look_for(self, text: str) -> None:
        """It is not searched."""

    def _offer(self) -> None:
        verbs = self._verbs
        able = [verbs.set_targets, verbs.export, verbs.print_list, *verbs.list_verbs]
        verbs.offer(self, *(able if self._board is not None else ()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = self._verbs.of_key(event)
        if verb is None:
            super().keyPressEvent(event)
        else:
            self.hinted.emit(why_not_row(verb, chosen=True))

    # Asking

    def _load(self) -> None:
        """What was answered last at once, what holds now when the server has answered."""
        wanted, year = self._way[-1], self._year
        self._bridge.run(
            self, lambda: self._client.kept_figures(wanted, year), partial(self._on_kept, wanted, year)
        )
        self._bridge.ask(
            self,
            lambda: self._client.figures(wanted, year),
            partial(self._on_board, wanted, year),
            partial(self._on_failed, wanted, year),
        )

    def _on_kept(self, wanted: str, year: int | None, board: FigureBoard | None) -> None:
        if board is not None and (wanted, year) == (self._way[-1], self._year):
            self._show(board)

    def _on_board(self, wanted: str, year: int | None, board: FigureBoard) -> None:
        if (wanted, year) == (self._way[-1], self._year):
            self._show(board)
            self._head.show_problem("")

    def _on_failed(self, wanted: str, year: int | None, error: ClientError) -> None:
        if (wanted, year) != (self._way[-1], self._year):
            return
        shown = self._board.figures if self._board is not None else None
        if shown is not None and shown.organisation_id == wanted and year in (None, shown.year):
            self._head.show_problem(sentence_of(error))
            return
        advice = self.tr("{why}\n指标由服务器统计，联网后打开一次，以后离线也能看。")
        title = self.tr("指标没有取回")
        self._show_nothing(
            Notice(Icon.OFFLINE, title, advice.format(why=sentence_of(error)), self._verbs.sync)
        )

    def _show_nothing(self, notice: Notice) -> None:
        self._board = None
        self._body.hide()
        self._notice.show_notice(notice)
        self._offer()

    def _show(self, board: FigureBoard) -> None:
        self._board = board
        self._notice.show_notice(None)
        self._body.show()
        self._head.show_board(board, deep=len(self._way) > 1)
        for figure, card in self._cards.items():
            card.show_rate(board.figures.rates[figure], ASSUMED)
        self.model.show_rows(board.children)
        self._chart.show_points(board.points)
        self._offer()

    def _no_children(self) -> Notice:
        advice = self.tr("团支部没有下级；点击上面的人数，可以看到每一名团员。")
        return Notice(Icon.BRANCH, self.tr("没有下级组织"), advice)

    # Going about

    def _choose_year(self, year: int) -> None:
        self._year = year
        self._load()

    def _go_down(self, organisation_id: str) -> None:
        self._way.append(organisation_id)
        self._load()

    def _go_back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self._load()

    # Behind the numbers

    def _show_behind(self, figure: Figure, side: Side) -> None:
        if self._board is None:
            return
        figures = self._board.figures
        letters = side(figures.formulas[figure])
        title = " + ".join(map(name_of, letters))
        self._bridge.ask(
            self,
            lambda: self._client.members_behind(figures.organisation_id, letters, figures.year),
            partial(self._on_behind, f"{name_of(figure)}：{title}"),
            self._on_no_members,
        )

    def _on_behind(self, title: str, behind: Behind) -> None:
        self._report(title, behind_summary(behind), behind)

    def _show_lifting(self, figure: Figure) -> None:
        if self._board is None:
            return
        board = self._board
        target = board.figures.rates[figure].target or ASSUMED
        self._bridge.ask(
            self,
            lambda: self._client.lifting_cases(board, figure, target),
            partial(self._on_lifting, figure, target),
            self._on_no_members,
        )

    def _on_lifting(self, figure: Figure, target: float, lifting: Lifting) -> None:
        words = self.tr("{figure}到 {share} 还需办结 {needed} 人；下面 {count} 人办结后都能提升它。")
        if figure is Figure.STARTED:
            words = self.tr("{figure}到 {share} 还需发起 {needed} 人；下面 {count} 人尚未发起。")
        summary = words.format(
            figure=name_of(figure),
            share=f"{target * 100:g}%",
            needed=number(lifting.needed),
            count=number(len(lifting.cases)),
        )
        title = self.tr("哪些业务能提升{figure}").format(figure=name_of(figure))
        self._report(title, summary, Behind(items=lifting.cases, complete=lifting.complete))

    def _report(self, title: str, summary: str, behind: Behind) -> None:
        rows = [member_words(member) for member in behind.items]
        self._desk.open(ReportDialogue("figure.members", title, summary, member_columns(), rows, self))

    def _on_no_members(self, error: ClientError) -> None:
        self.hinted.emit(self.tr("名单没有取回：{why}").format(why=sentence_of(error)))

    # The target

    def _begin_targets(self) -> None:
        if self._board is not None:
            dialogue = TargetDialogue(self._board.figures, self)
            dialogue.chosen.connect(self._set_targets)
            self._desk.open(dialogue)

    def _set_targets(self, targets: Mapping[Figure, float | None]) -> None:
        if self._board is None:
            return
        figures = self._board.figures
        self._bridge.ask(
            self,
            lambda: self._client.set_targets(figures.organisation_id, figures.year, targets),
            lambda _: self._load(),
            lambda error: self.hinted.emit(self.tr("目标没有保存：{why}").format(why=sentence_of(error))),
        )
