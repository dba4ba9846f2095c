"""The letter of introduction 团员组织关系介绍信 (SPEC R117), and below it the receipt to be sent back.

It is an official paper, so it is in Chinese whatever the window speaks.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption

from domain.terms import term
from domain.transfers import Transfer
from ui.paper import Page, Paper, paper_font

TITLE, RECEIPT_TITLE = "中国共产主义青年团团员组织关系介绍信", "回　执"
LETTER = (
    "　　兹介绍 {name} 同志（{gender}，{year}年{month}月出生，身份证号 {identity_number}），"
    "系共产主义青年团团员，因“{reason}”，由 {source} 转往你处，请接转其团组织关系。"
)
RECEIPT = "　　你处介绍信（第 {number} 号）介绍的 {name} 同志，其团组织关系已转入我处。特此回复。"
NUMBER, TO, SEAL, DAY = (
    "第 {number} 号",
    "{receiver}：",
    "{sender}（盖章）",
    "{day.year}年{day.month}月{day.day}日",
)
VALID_FOR = "（有效期　　　天）"
BLANKS = ("经办人：　　　　　　联系电话：　　　　　　　", "（盖章）　　　　", "　　　年　　月　　日")
LETTER_SHARE = 0.62
LINE = 30.0
BODY = 15.0
RIGHT = int(Qt.AlignmentFlag.AlignRight)
CENTRE = int(Qt.AlignmentFlag.AlignHCenter)


def letters_paper(transfers: Sequence[Transfer], sender: str, day: date) -> Paper:
    """``sender``: the organisation that signs."""
    pages: list[Page] = [partial(_paint_letter, transfer, sender, day) for transfer in transfers]
    return Paper(TITLE, pages)


def number_of(transfer: Transfer) -> str:
    """Short, and found again by the transfer's id."""
    return transfer.id.replace("-", "")[-10:].upper()


def letter_text(transfer: Transfer) -> str:
    subject = transfer.subject
    return LETTER.format(
        name=subject.name,
        gender=term(subject.gender),
        year=subject.birth_date.year,
        month=subject.birth_date.month,
        identity_number=subject.identity_number,
        reason=transfer.reason,
        source=transfer.source.full_name,
    )


def receipt_text(transfer: Transfer) -> str:
    return RECEIPT.format(number=number_of(transfer), name=transfer.subject.name)


def _paint_letter(transfer: Transfer, sender: str, day: date, painter: QPainter, area: QRectF) -> None:
    height = area.height() * LETTER_SHARE
    upper = QRectF(area.left(), area.top(), area.width(), height)
    _paint_part(
        painter,
        upper,
        TITLE,
        transfer,
        (TO.format(receiver=transfer.destination.full_name), letter_text(transfer)),
        (VALID_FOR, SEAL.format(sender=sender), DAY.format(day=day)),
    )
    _paint_cut(painter, area, area.top() + height)
    lower = QRectF(area.left(), area.top() + height + LINE, area.width(), area.height() - height - LINE)
    _paint_part(
        painter,
        lower,
        RECEIPT_TITLE,
        transfer,
        (TO.format(receiver=sender), receipt_text(transfer)),
        BLANKS,
    )


def _paint_part(
    painter: QPainter,
    area: QRectF,
    title: str,
    transfer: Transfer,
    paragraphs: Sequence[str],
    closing: Sequence[str],
) -> None:
    painter.setFont(paper_font(20, bold=True))
    painter.drawText(area, CENTRE, title)
    painter.setFont(paper_font(11))
    numbered = area.adjusted(0, LINE * 1.2, 0, 0)
    painter.drawText(numbered, RIGHT, NUMBER.format(number=number_of(transfer)))
    painter.setFont(paper_font(BODY))
    top = area.top() + LINE * 2.4
    for paragraph in paragraphs:
        top += _paint_paragraph(painter, QRectF(area.left(), top, area.width(), area.height()), paragraph)
    top = area.bottom() - LINE * len(closing)
    for line in closing:
        painter.drawText(QRectF(area.left(), top, area.width(), LINE), RIGHT, line)
        top += LINE


def _paint_paragraph(painter: QPainter, area: QRectF, text: str) -> float:
    """With room between the lines, as official papers have; answers how high it is."""
    layout = QTextLayout(text, painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    used = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(area.width())
        line.setPosition(QPointF(0, used))
        used += LINE
    layout.endLayout()
    layout.draw(painter, area.topLeft())
    return used


def _paint_cut(painter: QPainter, area: QRectF, top: float) -> None:
    painter.save()
    painter.setPen(QPen(Qt.GlobalColor.gray, 0.7, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(area.left(), top + LINE / 2), QPointF(area.right(), top + LINE / 2))
    painter.restore()
