"""Who would go where, and who is left out and why, before anything is sent (SPEC R68, R121)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.values import Starter, StartTarget
from domain.refusals import Refusal
from ui.icons import Icon, icon
from ui.language import sentence_of
from ui.start_draft import StartDraft
from ui.theme import GRID, Tone

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class PlannedRow(NamedTuple):
    starter: Starter
    destination: str
    target: StartTarget | None

    @property
    def refusal(self) -> Refusal | None:
        return self.target.refusal if self.target is not None else self.starter.obstacle

    @property
    def is_startable(self) -> bool:
        return self.target is not None and self.target.refusal is None


class StartPlanModel(QAbstractListModel):
    def __init__(self, starters: Sequence[Starter], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [PlannedRow(each, "", None) for each in starters]

    @property
    def rows(self) -> Sequence[PlannedRow]:
        return self._rows

    def show_plan(self, draft: StartDraft, targets: Mapping[str, StartTarget]) -> None:
        self._rows = [_planned(row.starter, draft, targets) for row in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._line(row)
            case Qt.ItemDataRole.ToolTipRole:
                return self._line(row)
            case Qt.ItemDataRole.DecorationRole:
                return _picture(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._state(row)}：{self._line(row)}"
            case _:
                return None

    def _line(self, row: PlannedRow) -> str:
        name = row.starter.member.name
        if row.refusal is not None:
            reason = sentence_of(row.refusal)
            return reason if name in reason else f"{name}：{reason}"
        if not row.destination:
            return self.tr("{name}：尚未选择转入组织").format(name=name)
        return f"{name} → {row.destination}"

    def _state(self, row: PlannedRow) -> str:
        if row.refusal is not None:
            return self.tr("略过")
        return self.tr("将发起") if row.is_startable else self.tr("待填写")


def _planned(starter: Starter, draft: StartDraft, targets: Mapping[str, StartTarget]) -> PlannedRow:
    destination = draft.destination_of(starter.member.id)
    return PlannedRow(starter, destination.full_name if destination else "", targets.get(starter.member.id))


def _picture(row: PlannedRow) -> Any:
    if row.refusal is not None:
        return icon(Icon.MISSED, Tone.NEGATIVE)
    if row.target is None:
        return icon(Icon.OPEN_RULE, Tone.MUTED)
    if not row.target.certain:
        return icon(Icon.UNCONFIRMED, Tone.WARNING)
    return icon(Icon.MET, Tone.POSITIVE)


class StartPlanList(QListView):
    """
    Signals
        looked_at: the PlannedRow under the cursor.
    """

    looked_at = Signal(object)

    def __init__(self, model: StartPlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setObjectName("start.plan")
        self.setAccessibleName(self.tr("办理计划"))
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(12 * GRID)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())
        model.dataChanged.connect(lambda *_: self._tell())
        self.setCurrentIndex(model.index(0))

    @property
    def current(self) -> PlannedRow | None:
        index = self.currentIndex()
        return self._plan.rows[index.row()] if index.isValid() else None

    def selected_member_ids(self) -> list[str]:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._plan.rows[row].starter.member.id for row in rows]

    def to_next_open(self) -> None:
        """Down to whoever has no destination yet."""
        here = self.currentIndex().row()
        below = range(here + 1, self._plan.rowCount())
        row = next((each for each in below if self._plan.rows[each].target is None), None)
        if row is not None:
            self.setCurrentIndex(self._plan.index(row))

    def _tell(self) -> None:
        self.looked_at.emit(self.current)
