"""What came of something, row by row: to be read, copied, and taken along as a file (SPEC R121)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop.exchange.pace import Pace
from desktop.exchange.writing import Heading, write_sheet
from ui.columns import Words
from ui.facts import value_label
from ui.file_choice import choose_new_file
from ui.grid_model import GridColumn, GridModel
from ui.grid_view import GridView
from ui.job_bar import JobBar
from ui.labour import Labour
from ui.message_bar import MessageBar
from ui.theme import GRID

SIZE = (104 * GRID, 64 * GRID)
Rows = Sequence[tuple[Words, ...]]


class ReportDialogue(QDialog):
    """
    ``undo``: the text of a button that takes all of it back. ``head``: what stands above the rows.

    Signals
        undo_wanted
    """

    undo_wanted = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        summary: str,
        columns: Sequence[GridColumn],
        rows: Rows,
        parent: QWidget | None = None,
        *,
        undo: str = "",
        head: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._title = title
        self._grid = GridModel(columns, self)
        self._grid.show_rows(rows)
        self._labour = Labour(self)
        self._messages = MessageBar()
        self._labour.failed.connect(self._messages.say_error)
        view = GridView(self._grid, f"{name}.rows")
        view.setAccessibleName(title)
        self._said = value_label(summary)
        self._said.setObjectName(f"{name}.summary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        if head is not None:
            layout.addWidget(head)
        layout.addWidget(self._said)
        layout.addWidget(view, 1)
        layout.addWidget(JobBar(self._labour, f"{name}.job"))
        layout.addWidget(self._messages)
        layout.addWidget(self._buttons(view, undo))
        self.resize(*SIZE)
        view.setFocus()

    def _buttons(self, view: GridView, undo: str) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        words: list[tuple[str, str, Callable[[], object]]] = [
            ("export", self.tr("导出到 Excel…"), self._export),
            ("copy", self.tr("复制全部"), partial(_copy_all, view)),
        ]
        if undo:
            words.append(("undo", undo, self._undo))
        for key, text, slot in words:
            button = box.addButton(text, role.ActionRole)
            button.setObjectName(f"{self.objectName()}.{key}")
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        close = QPushButton(self.tr("关闭"))
        close.setObjectName(f"{self.objectName()}.close")
        box.addButton(close, role.RejectRole)
        box.rejected.connect(self.reject)
        return box

    def show_report(self, summary: str, rows: Rows) -> None:
        self._said.setText(summary)
        self._grid.show_rows(rows)

    def done(self, result: int) -> None:
        self._labour.give_up()
        super().done(result)

    def _undo(self) -> None:
        self.undo_wanted.emit()
        self.accept()

    def _export(self) -> None:
        file = choose_new_file(self, self.tr("导出到 Excel"), self._title, "xlsx")
        if file is None:
            return
        headings = [Heading(column.title, 40 if column.wide else 18) for column in self._grid.columns]
        texts = self._grid.texts()

        def work(pace: Pace) -> None:
            write_sheet(file, self._title, headings, texts, len(texts), pace)

        said = self.tr("已导出 %n 行：{file}", "", len(texts)).format(file=file.name)
        self._labour.begin(self.tr("正在导出…"), work, lambda _: self._messages.say(said))


def _copy_all(view: GridView) -> None:
    view.clearSelection()
    view.copy()
