"""Pages that paint themselves, in points: to a picture, to a PDF file, to a printer (SPEC R117).

A page knows no printer, so that it is painted off the GUI thread, and what is previewed is the page itself.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.exchange.pace import Pace
from desktop.exchange.writing import whole_file

MARGIN = 42.0
"""Points; 15 millimetres."""
LONG_SIDE, SHORT_SIDE = 842.0, 595.0
"""Points of A4."""
RESOLUTION = 300
FAMILIES = (
    "FangSong", "STFangsong", "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
)  # fmt: skip
"""What official papers are set in, and what other systems have in its place."""

Page = Callable[[QPainter, QRectF], None]
"""Paints itself into the rectangle, in points."""


class Paper(NamedTuple):
    title: str
    pages: Sequence[Page]
    landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        return (LONG_SIDE, SHORT_SIDE) if self.landscape else (SHORT_SIDE, LONG_SIDE)


def paper_font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    # In the units that pages are painted in, and not in those of a screen.
    font.setPixelSize(round(points))
    font.setBold(bold)
    return font


def picture_of(paper: Paper, number: int, width: int, ratio: float = 1.0) -> QImage:
    """A page as it will come out, white in the dark as well."""
    across, down = paper.size
    scale = width * ratio / across
    image = QImage(round(across * scale), round(down * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    _paint(painter, paper, number)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def write_pdf(file: Path, paper: Paper, pace: Pace) -> int:
    """Answers how many pages there are. The file is there as a whole or as it was. Raises ClientError,
    StoppedError."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setResolution(RESOLUTION)
    print_on(writer, paper, pace)
    with whole_file(file) as beside:
        beside.write_bytes(buffer.data().data())
    return len(paper.pages)


def print_on(device: QPagedPaintDevice, paper: Paper, pace: Pace) -> None:
    """Raises StoppedError between two pages."""
    way = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF()))
    painter = QPainter(device)
    try:
        scale = painter.viewport().width() / paper.size[0]
        painter.scale(scale, scale)
        for number in pace.through(range(len(paper.pages)), len(paper.pages)):
            if number:
                device.newPage()
            _paint(painter, paper, number)
    finally:
        painter.end()


def _paint(painter: QPainter, paper: Paper, number: int) -> None:
    across, down = paper.size
    painter.save()
    painter.setPen(Qt.GlobalColor.black)
    paper.pages[number](painter, QRectF(MARGIN, MARGIN, across - 2 * MARGIN, down - 2 * MARGIN))
    painter.restore()
