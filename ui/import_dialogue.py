"""The school's employment sheet before anything is started: each row with its problems (SPEC R116)."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.columns import Meaning
from desktop.exchange.reading import Table
from desktop.importing import PlannedRow, SheetRow, rows_of
from domain.commands import StartTransfer
from ui.bridge import Bridge
from ui.column_mapping import ColumnMapping
from ui.columns import Words
from ui.grid_model import GridColumn, GridModel
from ui.grid_view import GridView
from ui.import_correction import ImportCorrection
from ui.import_words import is_doubtful, is_ready, row_words, trouble_words
from ui.job_bar import JobBar
from ui.labour import Labour
from ui.language import number
from ui.message_bar import MessageBar
from ui.section import Section
from ui.theme import GRID

if TYPE_CHECKING:
    from desktop.client import Client

SIZE = (118 * GRID, 76 * GRID)
MEANINGS = tuple(each for each in Meaning if each not in (Meaning.PLACE, Meaning.PHONE))


class ImportDialogue(QDialog):
    """
    Signals
        confirmed: the StartTransfer commands of the rows that are in order.
        left: the rows that were not started, with the numbers and reasons that ReportDialogue shows.
    """

    confirmed = Signal(list)
    left = Signal(list)

    def __init__(
        self, client: "Client", bridge: Bridge, file: Path, table: Table, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import")
        self.setWindowTitle(self.tr("导入就业去向表：{file}").format(file=file.name))
        self._client = client
        self._bridge = bridge
        self._table = table
        self._planned: list[PlannedRow] = []
        self._shown: list[int] = []
        self._labour = Labour(self)
        self._mapping = ColumnMapping(table.headings, MEANINGS)
        self._grid = GridModel(self._columns(), self)
        self._view = GridView(self._grid, "import.rows")
        self._correction = ImportCorrection()
        self._summary = QLabel()
        self._only_open = QCheckBox(self.tr("只看需要处理的行"))
        self._confirm = QPushButton()
        self._messages = MessageBar()
        self._arrange()
        self._connect()
        self._plan()

    def _columns(self) -> tuple[GridColumn, ...]:
        return (
            GridColumn(self.tr("行"), "12345"),
            GridColumn(self.tr("姓名"), self.tr("买买提・艾力")),
            GridColumn(self.tr("去向"), self.tr("离校前尚未落实就业去向")),
            GridColumn(self.tr("转入组织"), self.tr("示例街道流动团员团支部"), wide=True),
            GridColumn(self.tr("结果"), self.tr("没有找到转入组织，请改写"), wide=True, pictured=True),
        )

    def _arrange(self) -> None:
        self._view.setAccessibleName(self.tr("表中各行"))
        self._summary.setObjectName("import.summary")
        self._only_open.setObjectName("import.only_open")
        line = QHBoxLayout()
        line.addWidget(self._summary, 1)
        line.addWidget(self._only_open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(Section(self.tr("表中各列的含义"), self._mapping))
        layout.addLayout(line)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._correction)
        layout.addWidget(JobBar(self._labour, "import.job"))
        layout.addWidget(self._messages)
        layout.addWidget(self._buttons())
        self.resize(*SIZE)

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        cancel = QPushButton(self.tr("取消"))
        cancel.setObjectName("import.cancel")
        cancel.setAutoDefault(False)
        self._confirm.setObjectName("import.confirm")
        self._confirm.setProperty("role", "primary")
        self._confirm.setAutoDefault(False)
        box.addButton(self._confirm, role.AcceptRole)
        box.addButton(cancel, role.RejectRole)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        return box

    def _connect(self) -> None:
        self._mapping.changed.connect(self._plan)
        self._only_open.toggled.connect(lambda _: self._show_rows())
        self._view.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self._correction.corrected.connect(self._on_corrected)
        self._labour.failed.connect(self._messages.say_error)
        self._labour.ended.connect(lambda _: self._show_rows())

    # What would be started

    def _plan(self) -> None:
        """Once more from the start when a column means something else; what was corrected is gone with it."""
        rows = rows_of(self._mapping.columns, self._table.rows, self._table.numbers)
        self._labour.give_up()
        self._confirm.setEnabled(False)
        work = partial(self._client.plan_import, rows)
        self._labour.begin(self.tr("正在核对…"), work, self._on_planned)

    def _on_planned(self, planned: list[PlannedRow]) -> None:
        self._planned = planned
        self._only_open.setChecked(False)
        self._show_rows()

    def _on_corrected(self, row: SheetRow) -> None:
        place = self._current()
        if place is not None:
            work = partial(self._client.replan_import, list(self._planned), place, row)
            self._bridge.ask(self, work, self._on_replanned)

    def _on_replanned(self, changed: dict[int, PlannedRow]) -> None:
        for place, planned in changed.items():
            self._planned[place] = planned
        self._show_rows()

    # What is shown

    def _show_rows(self) -> None:
        kept = self._current()
        open_only = self._only_open.isChecked()
        self._shown = [
            place for place, each in enumerate(self._planned) if not (open_only and is_ready(each))
        ]
        self._grid.show_rows([row_words(self._planned[place]) for place in self._shown])
        if self._shown:
            row = self._shown.index(kept) if kept in self._shown else 0
            self._view.selectRow(row)
        self._show_current()
        self._show_counts()

    def _show_counts(self) -> None:
        ready = sum(map(is_ready, self._planned))
        doubtful = sum(map(is_doubtful, self._planned))
        wrong = len(self._planned) - ready - doubtful
        text = self.tr("共 {total} 行：可发起 {ready}，需核对 {doubtful}，有问题 {wrong}")
        self._summary.setText(
            text.format(
                total=number(len(self._planned)),
                ready=number(ready),
                doubtful=number(doubtful),
                wrong=number(wrong),
            )
        )
        self._confirm.setText(self.tr("发起 %n 项转接", "", ready))
        self._confirm.setEnabled(bool(ready) and not self._labour.is_busy)

    def _current(self) -> int | None:
        row = self._view.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_current(self) -> None:
        place = self._current()
        self._correction.show_row(None if place is None else self._planned[place])

    # The end of it

    def _on_confirmed(self) -> None:
        wishes: list[StartTransfer] = [wish for each in self._planned if (wish := each.wish) is not None]
        self.accept()
        self.confirmed.emit(wishes)
        self.left.emit(self._rejected())

    def _rejected(self) -> list[tuple[Words, ...]]:
        """As they stood in the file, before them where and why."""
        originals = dict(zip(self._table.numbers, self._table.rows, strict=True))
        return [
            (
                Words(str(each.row.number)),
                Words(trouble_words(each)),
                *map(Words, originals[each.row.number]),
            )
            for each in self._planned
            if not is_ready(each)
        ]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Enter is the end of a correction, and not yet of the whole sheet.
        self._confirm.setDefault(False)

    def done(self, result: int) -> None:
        self._labour.give_up()
        super().done(result)


def rejected_columns(title: str, reason: str, headings: Sequence[str]) -> tuple[GridColumn, ...]:
    return (
        GridColumn(title, "12345"),
        GridColumn(reason, reason * 8),
        *(GridColumn(heading, heading) for heading in headings),
    )
