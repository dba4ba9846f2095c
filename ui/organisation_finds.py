"""Organisations that a search has found, as a plain list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desktop.values import OrganisationNode
from ui.choice_delegate import ChoiceDelegate
from ui.icons import Icon
from ui.list_notice import ListNotice, Notice
from ui.organisation_model import ID_ROLE
from ui.organisation_words import spoken_name


class OrganisationFinds(QListView):
    """Signals ``chosen``: the id of one of them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tree.finds")
        self.setAccessibleName(self.tr("查找到的组织"))
        self._found = QStandardItemModel(self)
        self.setModel(self._found)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setProperty("role", "choice")
        self.setItemDelegate(ChoiceDelegate(self))
        self.setUniformItemSizes(True)
        self._notice = ListNotice(self.viewport())
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_nodes(self, nodes: Sequence[OrganisationNode], text: str) -> None:
        self._found.clear()
        for node in nodes:
            item = QStandardItem(spoken_name(node.organisation))
            item.setData(node.organisation.id, ID_ROLE)
            item.setToolTip(node.organisation.full_name)
            self._found.appendRow(item)
        self.setCurrentIndex(self._found.index(0, 0))
        nothing = self.tr("没有找到“{text}”").format(text=text)
        advice = self.tr("可以输入名称、拼音或首字母。")
        self._notice.show_notice(None if nodes else Notice(Icon.SEARCH, nothing, advice))

    def step(self, by: int) -> None:
        row = min(max(self.currentIndex().row() + by, 0), self._found.rowCount() - 1)
        self.setCurrentIndex(self._found.index(row, 0))

    def choose_current(self) -> None:
        self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ID_ROLE))

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs; one types in the field above."""
