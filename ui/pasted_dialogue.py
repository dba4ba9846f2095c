"""A pasted list of names or identity numbers: who of it is here, and who is not (SPEC R120)."""

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.matching import MISSES, Doubt, Match, Wanted
from domain.identity import mask_identity_number
from ui.bridge import Bridge
from ui.columns import Words
from ui.facts import value_label
from ui.grid_model import GridColumn, GridModel
from ui.grid_view import GridView
from ui.icons import Icon
from ui.theme import GRID, Tone

if TYPE_CHECKING:
    from desktop.client import Client

translate = QCoreApplication.translate
SIZE = (104 * GRID, 60 * GRID)
MOST_LINES = 20_000
TYPING_PAUSE = 150
"""Milliseconds without a change after which the list is looked up."""
_NUMBER = re.compile(r"[0-9]{15,17}[0-9Xx]|[0-9*]{18}")
_ORDINAL = re.compile(r"^\d{1,5}[、.)\t ]+")
"""Lists are numbered."""
_BETWEEN = re.compile(r"[\t,，;；、]+")


class PastedDialogue(QDialog):
    """
    Signals
        chosen: the ids of those that were found.
    """

    chosen = Signal(list)

    def __init__(self, client: "Client", bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasted")
        self.setWindowTitle(self.tr("按名单选择"))
        self._client = client
        self._bridge = bridge
        self._found: list[str] = []
        self._text = QPlainTextEdit()
        self._grid = GridModel(
            (
                GridColumn(self.tr("名单"), self.tr("欧阳小明 110101********1234"), wide=True),
                GridColumn(self.tr("结果"), self.tr("有几人同名，请加上身份证号"), wide=True),
            ),
            self,
        )
        self._summary = value_label("")
        self._confirm = QPushButton()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._arrange()
        self._pause.timeout.connect(self._look)
        self._text.textChanged.connect(self._pause.start)
        self._show([])
        self._text.setPlainText(self._from_clipboard())
        self._text.setFocus()

    def _arrange(self) -> None:
        self._text.setObjectName("pasted.text")
        self._text.setAccessibleName(self.tr("名单"))
        self._text.setPlaceholderText(
            self.tr("每行一人：姓名、身份证号，或“姓名 班级”。可以从 Excel 直接粘贴。")
        )
        self._text.setTabChangesFocus(True)
        view = GridView(self._grid, "pasted.rows")
        view.setAccessibleName(self.tr("结果"))
        self._summary.setObjectName("pasted.summary")
        halves = QHBoxLayout()
        halves.setSpacing(2 * GRID)
        halves.addWidget(self._text, 2)
        halves.addWidget(view, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(halves, 1)
        layout.addWidget(self._summary)
        layout.addWidget(self._buttons(view))
        self.resize(*SIZE)

    def _buttons(self, view: GridView) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        self._confirm.setObjectName("pasted.confirm")
        self._confirm.setProperty("role", "primary")
        cancel, copy = QPushButton(self.tr("取消")), QPushButton(self.tr("复制结果"))
        cancel.setObjectName("pasted.cancel")
        copy.setObjectName("pasted.copy")
        box.addButton(copy, role.ActionRole)
        box.addButton(self._confirm, role.AcceptRole)
        box.addButton(cancel, role.RejectRole)
        copy.clicked.connect(view.copy)
        box.accepted.connect(self._on_confirmed)
        box.rejected.connect(self.reject)
        return box

    def _from_clipboard(self) -> str:
        """What is there already, when it looks like a list of people."""
        text = QGuiApplication.clipboard().text()
        return text if "\n" in text.strip() or _NUMBER.search(text) else ""

    def _look(self) -> None:
        lines = lines_of(self._text.toPlainText())
        work = partial(self._client.match_members, [wanted_of(line) for line in lines])
        self._bridge.run(self, work, partial(self._on_matches, lines))

    def _on_matches(self, lines: list[str], matches: list[Match]) -> None:
        if lines == lines_of(self._text.toPlainText()):
            self._show(matches)

    def _show(self, matches: Sequence[Match]) -> None:
        found = [match.member for match in matches if match.member is not None]
        self._found = list(dict.fromkeys(member.id for member in found))
        missed = sum(match.doubt in MISSES for match in matches)
        # Who is missed is what somebody has to look at.
        order = sorted(matches, key=lambda match: match.doubt is None)
        self._grid.show_rows([(Words(_said(match)), outcome_words(match)) for match in order])
        text = self.tr("找到 {found} 人，没有找到 {missed} 人")
        self._summary.setText(text.format(found=f"{len(self._found):,}", missed=f"{missed:,}"))
        self._confirm.setText(self.tr("选中 %n 人", "", len(self._found)))
        self._confirm.setEnabled(bool(self._found))

    def _on_confirmed(self) -> None:
        self.accept()
        self.chosen.emit(self._found)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


def wanted_of(line: str) -> Wanted:
    """A number wherever it stands; of what is left the first is the name, the second the branch."""
    line = _ORDINAL.sub("", line)
    number = _NUMBER.search(line)
    rest = line if number is None else line.replace(number[0], "\t")
    parts = [part.strip() for part in _BETWEEN.split(rest) if part.strip()]
    if len(parts) == 1:
        parts = parts[0].split(maxsplit=1)
    name, branch, *_ = (*parts, "", "")
    return Wanted("" if number is None else number[0], name, branch)


def _said(match: Match) -> str:
    wanted = match.wanted
    number = mask_identity_number(wanted.identity_number) if wanted.identity_number else ""
    return " ".join(filter(None, (wanted.name, number, wanted.branch)))


def outcome_words(match: Match) -> Words:
    """What was found, or why nobody was."""
    member = match.member
    if match.doubt is not None:
        tone = Tone.NEGATIVE if member is None else Tone.WARNING
        return Words(doubt_words(match), tone, Icon.REJECTED if member is None else Icon.ATTENTION)
    name = f"{member.name} · {match.branch_name}" if member is not None else ""
    return Words(name, Tone.TEXT, Icon.DONE)


def doubt_words(match: Match) -> str:
    name = match.member.name if match.member is not None else ""
    texts = {
        Doubt.NOT_FOUND: translate("Matching", "管理范围内没有这个人"),
        Doubt.NUMBER_WRONG: translate("Matching", "身份证号不正确，也没有找到这个人"),
        Doubt.SEVERAL: translate("Matching", "有几人同名，请加上身份证号"),
        Doubt.NAME_DIFFERS: translate("Matching", "身份证号属于{name}，姓名不同"),
        Doubt.NUMBER_DIFFERS: translate("Matching", "姓名和班级相符，身份证号不同"),
    }
    return texts[match.doubt].format(name=name) if match.doubt is not None else ""
