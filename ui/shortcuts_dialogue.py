"""快捷键: every key that does something, read from the verbs themselves."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID
from ui.verbs import Verbs

COLUMNS = 3
HIGHEST = GRID * 58
Shortcuts = tuple[str, list[tuple[str, list[str]]]]
"""The title of a group, and in it texts with their keys."""
NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialogue(QDialog):
    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("快捷键"))
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, GRID * 2, 0)
        columns.setSpacing(GRID * 4)
        for share in _shared_out(self._rows(verbs)):
            column = QVBoxLayout()
            column.setSpacing(GRID * 2)
            for title, rows in share:
                column.addWidget(self._group(title, rows))
            column.addStretch(1)
            columns.addLayout(column, 1)
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 3)
        layout.addWidget(self._scrolled(inside))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        """They are more than a small screen is high."""
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.windowTitle())
        area.setMinimumWidth(inside.sizeHint().width() + area.verticalScrollBar().sizeHint().width())
        area.setMinimumHeight(min(HIGHEST, inside.sizeHint().height()))
        return area

    def _rows(self, verbs: Verbs) -> list[Shortcuts]:
        groups = []
        for title, actions in verbs.groups:
            rows = [
                (action.text().rstrip("…"), [key.toString(NATIVE) for key in action.shortcuts()])
                for action in actions
            ]
            # Withdrawing has lent its key to taking back while that is offered.
            rows = [(text, keys or ["U"]) for text, keys in rows if keys or text == verbs.withdraw.text()]
            groups.append((_without_letter(title), rows))
        return [*groups, (self.tr("列表中"), self._list_rows())]

    def _list_rows(self) -> list[tuple[str, list[str]]]:
        """What Qt's lists and ours understand by themselves."""
        return [
            (self.tr("移动"), ["↑", "↓"]),
            (self.tr("选择一项"), [QKeySequence(Qt.Key.Key_Space).toString(NATIVE)]),
            (self.tr("打开"), [QKeySequence(Qt.Key.Key_Return).toString(NATIVE)]),
            (self.tr("结束选择"), [QKeySequence(Qt.Key.Key_Escape).toString(NATIVE)]),
            (self.tr("快捷菜单"), [QKeySequence("Shift+F10").toString(NATIVE)]),
        ]

    def _group(self, title: str, rows: Sequence[tuple[str, Sequence[str]]]) -> QWidget:
        group = QWidget()
        layout = QGridLayout(group)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(GRID // 2)
        layout.setHorizontalSpacing(GRID * 3)
        heading = QLabel(title)
        heading.setProperty("role", "strong")
        layout.addWidget(heading, 0, 0, 1, 2)
        for number, (text, keys) in enumerate(rows, start=1):
            layout.addWidget(QLabel(text), number, 0)
            layout.addWidget(_keys(keys), number, 1, Qt.AlignmentFlag.AlignRight)
        layout.setColumnStretch(0, 1)
        layout.setColumnMinimumWidth(0, GRID * 18)
        return group


def _shared_out(groups: Sequence[Shortcuts]) -> list[list[Shortcuts]]:
    """Into columns that are about equally high: the longest first, each to where most room is left."""
    columns: list[list[Shortcuts]] = [[] for _ in range(COLUMNS)]
    for group in sorted(groups, key=lambda each: -len(each[1])):
        min(columns, key=_height).append(group)
    return columns


def _height(column: Sequence[Shortcuts]) -> int:
    return sum(len(rows) + 2 for _, rows in column)


def _without_letter(title: str) -> str:
    """«文件(&F)» and «&File» without what only a menu needs."""
    return re.sub(r"\(&\w\)|&", "", title)


def _keys(keys: Sequence[str]) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID // 2)
    for key in keys:
        label = QLabel(key)
        label.setProperty("role", "key")
        layout.addWidget(label)
    return row
