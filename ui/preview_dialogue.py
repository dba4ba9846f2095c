"""How it will look on paper, before it is printed or kept as a PDF (SPEC R117)."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.pace import Pace
from ui.file_choice import choose_new_file
from ui.job_bar import JobBar
from ui.labour import Labour
from ui.language import number
from ui.message_bar import MessageBar
from ui.paper import Paper, picture_of, print_on, write_pdf
from ui.theme import GRID, Tone

SIZE = (88 * GRID, 74 * GRID)
WIDTH = 72 * GRID
"""Of a page on the screen."""
MOST = 20
"""Pages that are shown: the others look like them."""


class PreviewDialogue(QDialog):
    def __init__(self, paper: Paper, note: str = "", parent: QWidget | None = None) -> None:
        """``note``: what is not on the paper, and why."""
        super().__init__(parent)
        self.setObjectName("preview")
        self.setWindowTitle(self.tr("打印预览：{title}").format(title=paper.title))
        self._paper = paper
        self._labour = Labour(self)
        self._messages = MessageBar()
        self._pages = QVBoxLayout()
        self._labour.failed.connect(self._messages.say_error)
        self._arrange()
        if note:
            self._messages.say(note, Tone.WARNING)
        shown = min(MOST, len(paper.pages))
        work = partial(_pictures, paper, shown, self.devicePixelRatioF())
        self._labour.begin(self.tr("正在排版…"), work, self._show_pictures)

    def _arrange(self) -> None:
        sheets = QWidget()
        self._pages.setSpacing(2 * GRID)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sheets.setLayout(self._pages)
        scroll = QScrollArea()
        scroll.setObjectName("preview.pages")
        scroll.setAccessibleName(self.tr("页面"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(sheets)
        count = QLabel(self.tr("共 %n 页", "", len(self._paper.pages)))
        count.setObjectName("preview.count")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(scroll, 1)
        layout.addWidget(count)
        layout.addWidget(JobBar(self._labour, "preview.job"))
        layout.addWidget(self._messages)
        layout.addWidget(self._buttons())
        self.resize(*SIZE)

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        paper, pdf = QPushButton(self.tr("打印…")), QPushButton(self.tr("存为 PDF…"))
        close = QPushButton(self.tr("关闭"))
        for name, button in (("print", paper), ("pdf", pdf), ("close", close)):
            button.setObjectName(f"preview.{name}")
            button.setAutoDefault(False)
        paper.setProperty("role", "primary")
        box.addButton(paper, role.ActionRole)
        box.addButton(pdf, role.ActionRole)
        box.addButton(close, role.RejectRole)
        paper.clicked.connect(self._print)
        pdf.clicked.connect(self._save)
        box.rejected.connect(self.reject)
        return box

    def _show_pictures(self, pictures: list[QImage]) -> None:
        for place, picture in enumerate(pictures, 1):
            sheet = QLabel()
            sheet.setPixmap(QPixmap.fromImage(picture))
            sheet.setAccessibleName(self.tr("第 {n} 页").format(n=number(place)))
            sheet.setFrameShape(QLabel.Shape.Box)
            self._pages.addWidget(sheet)
        if len(self._paper.pages) > len(pictures):
            rest = QLabel(self.tr("其余 %n 页不在预览中显示。", "", len(self._paper.pages) - len(pictures)))
            rest.setProperty("role", "muted")
            self._pages.addWidget(rest)

    def _save(self) -> None:
        file = choose_new_file(self, self.tr("存为 PDF"), self._paper.title, "pdf")
        if file is not None:
            said = self.tr("已存为 {file}").format(file=file.name)
            self._begin(partial(_write, file, self._paper), said)

    def _print(self) -> None:
        if not QPrinterInfo.availablePrinterNames():
            self._messages.say(
                self.tr("这台电脑没有可用的打印机。请先在系统设置中添加，或存为 PDF 后拿到别处打印。"),
                Tone.WARNING,
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialogue = QPrintDialog(printer, self)
        if dialogue.exec() == QDialog.DialogCode.Accepted:
            work = partial(print_on, printer, self._paper)
            self._begin(work, self.tr("已送往打印机 {name}").format(name=printer.printerName()))

    def _begin(self, work: "partial[None]", said: str) -> None:
        if not self._labour.begin(self.tr("正在处理各页…"), work, lambda _: self._messages.say(said)):
            self._messages.say(self.tr("还有一项工作正在进行，请等它完成或先停止它。"))

    def done(self, result: int) -> None:
        self._labour.give_up()
        super().done(result)


def _pictures(paper: Paper, count: int, ratio: float, pace: Pace) -> list[QImage]:
    return [picture_of(paper, place, WIDTH, ratio) for place in pace.through(range(count), count)]


def _write(file: Path, paper: Paper, pace: Pace) -> None:
    write_pdf(file, paper, pace)
