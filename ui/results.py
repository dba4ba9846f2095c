"""What became of each row of a bulk action (SPEC R121): to be read, exported, and undone as one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.undoing import Undone
from desktop.values import Outcome
from ui.bridge import Bridge
from ui.columns import Words
from ui.grid_model import GridColumn
from ui.icons import Icon
from ui.language import number, sentence_of
from ui.report_dialogue import ReportDialogue
from ui.theme import Tone

if TYPE_CHECKING:
    from desktop.client import Client


class Results(QObject):
    """
    Of the last bulk action; ``verb`` shows them.

    Signals
        hinted: a sentence about what was undone.
    """

    hinted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verb: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._bridge = bridge
        self._verb = verb
        self._window = window
        self._outcomes: list[Outcome] = []
        verb.setEnabled(False)
        verb.triggered.connect(self._show)

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """A single row says itself what became of it."""
        if len(outcomes) > 1:
            self._outcomes = list(outcomes)
            self._verb.setEnabled(True)

    def _show(self) -> None:
        done = [each for each in self._outcomes if each.op_id is not None]
        refused = len(self._outcomes) - len(done)
        summary = self.tr("已办理 {done} 项，未办理 {refused} 项。").format(
            done=number(len(done)), refused=number(refused)
        )
        undo = self.tr("撤回这一批") if done else ""
        title = self.tr("逐项结果")
        # What was not done is what somebody has to look at.
        rows = [self._row(each) for each in sorted(self._outcomes, key=lambda each: each.op_id is not None)]
        dialogue = ReportDialogue("results", title, summary, self._columns(), rows, self._window, undo=undo)
        dialogue.undo_wanted.connect(self._undo)
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _columns(self) -> tuple[GridColumn, ...]:
        return (
            GridColumn(self.tr("姓名"), self.tr("买买提・艾力")),
            GridColumn(self.tr("结果"), self.tr("已有业务正在办理，不能重复发起"), wide=True, pictured=True),
        )

    def _undo(self) -> None:
        ids = [each.op_id for each in self._outcomes if each.op_id is not None]
        self._bridge.act(self, lambda: self._client.undo(ids), self._on_undone)

    def _on_undone(self, undone: Undone) -> None:
        back = undone.taken_back + sum(each.op_id is not None for each in undone.reversed)
        left = undone.left + sum(each.op_id is None for each in undone.reversed)
        said = self.tr("已撤回 {n} 项").format(n=number(back))
        if left:
            text = self.tr("；{n} 项已有后续办理或不能撤回，保持不变")
            said += text.format(n=number(left))
        self._verb.setEnabled(False)
        self.hinted.emit(said)

    def _row(self, outcome: Outcome) -> tuple[Words, ...]:
        if outcome.refusal is None:
            return Words(outcome.title), Words(self.tr("已办理"), Tone.POSITIVE, Icon.DONE)
        return Words(outcome.title), Words(sentence_of(outcome.refusal), Tone.NEGATIVE, Icon.REJECTED)
