"""Organisations to choose one from, with a search above them; the arrows work while one is typing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from domain.organisations import Card
from ui.choice_delegate import ChoiceDelegate
from ui.icons import Icon, icon
from ui.list_notice import ListNotice, Notice
from ui.theme import GRID, ROW_HEIGHT, Tone

MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CardList(QWidget):
    """
    Signals
        chosen: the id of the organisation that is marked, or None when the search finds none.
        activated: that one it is, by Enter or a double click.
    """

    chosen = Signal(object)
    activated = Signal()

    def __init__(self, cards: Sequence[Card], name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._search = QLineEdit()
        self._search.setObjectName(f"{name}.search")
        self._list = QListView()
        self._list.setObjectName(f"{name}.list")
        self._list.setAccessibleName(title)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(QStringListModel([card.full_name for card in cards], self))
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setModel(self._found)
        self._notice = ListNotice(self._list.viewport())
        self._arrange()
        self._search.textChanged.connect(self._on_searched)
        self._search.installEventFilter(self)
        self._list.doubleClicked.connect(lambda _: self.activated.emit())
        self._list.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.chosen_id))
        self._on_searched("")

    def _arrange(self) -> None:
        self._search.setPlaceholderText(self.tr("查找团支部"))
        self._search.setAccessibleName(self.tr("查找团支部"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon(Icon.SEARCH, Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self._list.setProperty("role", "choice")
        self._list.setItemDelegate(ChoiceDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setMinimumHeight(8 * ROW_HEIGHT)
        self.setFocusProxy(self._search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)

    @property
    def chosen_id(self) -> str | None:
        index = self._list.currentIndex()
        return self._cards[self._found.mapToSource(index).row()].id if index.isValid() else None

    def _on_searched(self, text: str) -> None:
        self._found.setFilterFixedString(text.strip())
        if self._found.rowCount() and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._found.index(0, 0))
        self._notice.show_notice(None if self._found.rowCount() else self._nothing())
        self.chosen.emit(self.chosen_id)

    def _nothing(self) -> Notice:
        if not self._cards:
            advice = self.tr("请先在转入组织下创建团支部，同步后再分配。")
            return Notice(Icon.BRANCH, self.tr("转入组织下面没有团支部"), advice)
        return Notice(Icon.SEARCH, self.tr("没有符合的团支部"), self.tr("换一个词试试。"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self._list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_id is not None:
                self.activated.emit()
                return True
        return super().eventFilter(watched, event)
