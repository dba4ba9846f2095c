"""Any list as it stands, to a file or on paper: what is selected if several are, else all (R116, R117)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.exchange.pace import Pace
from ui.bridge import Bridge
from ui.exporting import export_rows
from ui.file_choice import choose_new_file
from ui.labour import Labour
from ui.letter import letters_paper
from ui.letters import Letters
from ui.list_paper import list_paper, paper_column
from ui.list_view import ListView
from ui.paged_model import PagedModel
from ui.paper import Paper
from ui.preview_dialogue import PreviewDialogue

if TYPE_CHECKING:
    from desktop.client import Client

T = TypeVar("T")


class Lists(Protocol):
    """What is in front of several lists."""

    @property
    def view(self) -> ListView: ...
    @property
    def model(self) -> PagedModel[Any, Any]: ...


class ListDesk(QObject):
    """
    Signals
        hinted: a sentence about what was, or could not be, done.
    """

    hinted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, lists: Lists, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._lists = lists
        self._window = window
        self.labour = Labour(window)
        self.labour.failed.connect(bridge.failed)

    def chosen_ids(self) -> list[str]:
        view = self._lists.view
        return view.selected_ids() if view.selected_count > 1 else self._lists.model.ids()

    def export(self, *, full: bool = False) -> None:
        """``full``: with whole numbers, once the server has recorded whose."""
        view, model = self._lists.view, self._lists.model
        ids, columns, title = self.chosen_ids(), view.header.shown_columns(), view.accessibleName()
        if not ids:
            self.hinted.emit(self.tr("列表是空的，没有可以导出的内容。"))
            return
        file = choose_new_file(self._window, self.tr("导出到 Excel"), title, "xlsx")
        if file is None:
            return

        def work(pace: Pace) -> int:
            if full:
                scope = model.query.organisation_id or self._client.session.organisation.id
                self._client.record_full_numbers(ids, scope, pace)
            return export_rows(file, title, model, ids, columns, full, pace)

        def done(count: int) -> None:
            self.hinted.emit(self.tr("已导出 %n 行：{file}", "", count).format(file=file.name))

        self.begin(self.tr("正在导出…"), work, done)

    def print_list(self) -> None:
        view, model = self._lists.view, self._lists.model
        ids, columns, title = self.chosen_ids(), view.header.shown_columns(), view.accessibleName()
        note = self._client.session.organisation.full_name

        def work(pace: Pace) -> Paper:
            cells = list(pace.through(model.cells_of(ids, columns), len(ids)))
            return list_paper(title, [paper_column(model.columns[each]) for each in columns], cells, note)

        self.begin(self.tr("正在排版…"), work, self.show_paper)

    def print_letters(self, find: Callable[[Pace], Letters]) -> None:
        self.begin(self.tr("正在排版…"), find, self._show_letters)

    def _show_letters(self, letters: Letters) -> None:
        if not letters.transfers:
            self.hinted.emit(
                self.tr("所选团员都还不能开介绍信：没有办理中的转接，或按年度规则须办结后开具。")
            )
            return
        paper = letters_paper(letters.transfers, self._client.session.organisation.full_name, letters.day)
        note = self.tr("%n 人没有可开介绍信的转接，已略过。", "", letters.missed) if letters.missed else ""
        self.show_paper(paper, note)

    def show_paper(self, paper: Paper, note: str = "") -> None:
        self.open(PreviewDialogue(paper, note, self._window))

    def begin(self, title: str, work: Callable[[Pace], T], done: Callable[[T], None]) -> None:
        """One piece of long work at a time."""
        if not self.labour.begin(title, work, done):
            self.hinted.emit(self.tr("还有一项工作正在进行，请等它完成或先停止它。"))

    def open(self, dialogue: QDialog) -> None:
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()
