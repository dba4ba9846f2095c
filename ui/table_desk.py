"""What is done with the members' list as a whole: filters, files, lists from elsewhere, paper (R116–R123)."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.exchange.columns import Meaning
from desktop.exchange.reading import Table, read_table
from desktop.filters import SavedFilter
from desktop.importing import rows_of
from desktop.reconciling import Comparison, ForeignRow
from desktop.values import Outcome, Seen
from domain.commands import StartTransfer
from ui.bridge import Bridge
from ui.column_mapping import ColumnMapping
from ui.columns import Words
from ui.file_choice import choose_table
from ui.filter_button import FilterButton
from ui.filter_name import FilterNameDialogue
from ui.import_dialogue import ImportDialogue, rejected_columns
from ui.language import number
from ui.letters import letters_of_members
from ui.list_desk import ListDesk
from ui.member_lists import MemberLists
from ui.pasted_dialogue import PastedDialogue
from ui.reconcile_words import comparison_columns, summary_of, todo_words
from ui.report_dialogue import ReportDialogue
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client

COMPARED = (Meaning.IDENTITY_NUMBER, Meaning.NAME, Meaning.BRANCH, Meaning.PHONE)


class TableDesk(QObject):
    """
    Signals
        hinted: a sentence about what was, or could not be, done.
        act_wanted: what is to be done (an Act), and the versions of those that it is to be done to.
        search_wanted: the text of a filter.
    """

    hinted = Signal(str)
    act_wanted = Signal(object, dict)
    search_wanted = Signal(str)

    def __init__(
        self, client: "Client", bridge: Bridge, verbs: Verbs, lists: MemberLists, window: QWidget
    ) -> None:
        super().__init__(window)
        self._client = client
        self._bridge = bridge
        self._lists = lists
        self._window = window
        self._filters: list[SavedFilter] = []
        self.desk = ListDesk(client, bridge, lists, window)
        self.desk.hinted.connect(self.hinted)
        self.filter_button = FilterButton(verbs.save_filter)
        self.filter_button.wanted.connect(self._on_filter)
        self.filter_button.forgotten.connect(self._forget_filter)

    def slots(self, verbs: Verbs) -> dict[QAction, Callable[[], object]]:
        return {
            verbs.select_pasted: self._begin_pasted,
            verbs.save_filter: self._begin_saving_filter,
            verbs.export: self.desk.export,
            verbs.export_full: partial(self.desk.export, full=True),
            verbs.import_sheet: self._begin_import,
            verbs.reconcile: self._begin_reconciling,
            verbs.print_list: self.desk.print_list,
            verbs.print_letters: self._print_letters,
        }

    def activate(self) -> None:
        self._bridge.run(self, self._client.saved_filters, self._on_filters)

    # Filters

    def _on_filters(self, filters: list[SavedFilter]) -> None:
        self._filters = filters
        self.filter_button.show_filters(filters)

    def _on_filter(self, text: str) -> None:
        """A column is asked for beside what is asked for already; a filter with a name stands alone."""
        named = any(text == each.text for each in self._filters)
        present = self._lists.model.query.text
        self.search_wanted.emit(text if named or not present else f"{present} {text}")

    def _begin_saving_filter(self) -> None:
        text = self._lists.model.query.text
        if not text:
            self.hinted.emit(self.tr("请先在上方输入要保存的筛选，例如：班级:1班 标记:教师。"))
            return
        dialogue = FilterNameDialogue(text, self._window)
        dialogue.named.connect(lambda name: self._keep_filters([*self._filters, SavedFilter(name, text)]))
        self.desk.open(dialogue)

    def _forget_filter(self, name: str) -> None:
        self._keep_filters([each for each in self._filters if each.name != name])

    def _keep_filters(self, filters: Sequence[SavedFilter]) -> None:
        self._bridge.act(self, partial(self._client.save_filters, filters), lambda _: self.activate())

    # A pasted list

    def _begin_pasted(self) -> None:
        dialogue = PastedDialogue(self._client, self._bridge, self._window)
        dialogue.chosen.connect(self._select)
        self.desk.open(dialogue)

    def _select(self, ids: list[str]) -> None:
        """Whoever the present filter or organisation hides cannot be selected, and that is said."""
        shown = self._lists.view.select_ids(ids)
        if shown < len(ids):
            text = self.tr(
                "已选中 {shown} 人；另有 {hidden} 人不在当前列表中，请清除筛选、选择上级组织或另一列表。"
            )
            self.hinted.emit(text.format(shown=number(shown), hidden=number(len(ids) - shown)))

    # Tables from elsewhere

    def _begin_import(self) -> None:
        self._read_table(self.tr("导入就业去向表"), self._show_import)

    def _read_table(self, title: str, show: Callable[[Path, Table], None]) -> None:
        file = choose_table(self._window, title)
        if file is not None:
            self.desk.begin(self.tr("正在读取…"), partial(read_table, file), partial(show, file))

    def _show_import(self, file: Path, table: Table) -> None:
        dialogue = ImportDialogue(self._client, self._bridge, file, table, self._window)
        dialogue.confirmed.connect(self._start)
        dialogue.left.connect(partial(self._show_left, file, table))
        self.desk.open(dialogue)

    def _start(self, wishes: list[StartTransfer]) -> None:
        wish_of = {wish.member_id: wish for wish in wishes}

        def act(seen: Sequence[Seen]) -> list[Outcome]:
            return self._client.start_transfers([wish_of[each.id] for each in seen])

        self.act_wanted.emit(act, dict.fromkeys(wish_of, 0))

    def _show_left(self, file: Path, table: Table, rows: list[tuple[Words, ...]]) -> None:
        if not rows:
            return
        title = self.tr("{name} 未发起的行").format(name=file.stem)
        summary = self.tr("以下 %n 行没有发起。可导出改正后再导入，或在团员列表中逐个办理。", "", len(rows))
        columns = rejected_columns(self.tr("行"), self.tr("原因"), table.headings)
        self.desk.open(ReportDialogue("left", title, summary, columns, rows, self._window))

    def _begin_reconciling(self) -> None:
        self._read_table(self.tr("与其他系统核对"), self._show_comparison)

    def _show_comparison(self, file: Path, table: Table) -> None:
        mapping = ColumnMapping(table.headings, COMPARED)
        title = self.tr("核对结果：{name}").format(name=file.stem)
        dialogue = ReportDialogue(
            "reconcile", title, "", comparison_columns(), [], self._window, head=mapping
        )
        within = self._lists.model.query.organisation_id

        def compare() -> None:
            cells = rows_of(mapping.columns, table.rows, table.numbers)
            rows = [ForeignRow(each.number, each.cells) for each in cells]
            self._bridge.run(dialogue, partial(self._client.reconcile, rows, within), show)

        def show(comparison: Comparison) -> None:
            dialogue.show_report(summary_of(comparison), [todo_words(each) for each in comparison.todos])

        mapping.changed.connect(compare)
        self.desk.open(dialogue)
        compare()

    # On paper

    def _print_letters(self) -> None:
        ids = self._lists.view.selected_ids()
        if not ids:
            self.hinted.emit(self.tr("请先选择已发起转接的团员。"))
            return
        scope = self._client.session.organisation.id
        self.desk.print_letters(partial(letters_of_members, self._client, ids, scope))
