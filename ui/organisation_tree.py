"""The organisation tree beside the lists: it says whose members and transfers they show (SPEC R110)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from desktop.errors import ClientError
from desktop.values import Changes, OrganisationNode
from ui.bridge import Bridge
from ui.icons import Icon, icon
from ui.language import sentence_of
from ui.list_notice import ListNotice, Notice
from ui.organisation_delegate import OrganisationDelegate
from ui.organisation_finds import OrganisationFinds
from ui.organisation_model import ID_ROLE, NODE_ROLE, OrganisationModel
from ui.theme import GRID, Tone

if TYPE_CHECKING:
    from desktop.client import Client

INDENTATION = 2 * GRID
MOST_FINDS = 50


class _Tree(QTreeView):
    """Members and organisations can be dragged onto its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QTreeView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.LinkAction)

    def keyboardSearch(self, search: str) -> None:
        """Letters are verbs; the field above the tree is for looking."""


class OrganisationTree(QWidget):
    """
    Signals
        organisation_selected: the id of the organisation whose rows are wanted, or None for the whole
            scope, which is what the only root stands for.
        node_chosen: another organisation is current.
        moved: an organisation was dragged onto another; their ids.
        members_dropped: the ids of members who were dragged onto an organisation, and its id.
    """

    organisation_selected = Signal(object)
    node_chosen = Signal()
    moved = Signal(str, str)
    members_dropped = Signal(list, str)

    def __init__(self, client: "Client", bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._bridge = bridge
        self._told: str | None = None
        self._outdated = False
        self._model = OrganisationModel(client, bridge, self)
        self._search = QLineEdit()
        self._tree = _Tree()
        self.menu = QMenu(self)
        self._finds = OrganisationFinds()
        self._stack = QStackedWidget()
        self._notice = ListNotice(self._tree.viewport())
        self._retry = QAction(self.tr("再试一次"), self)
        self._dress()
        self._arrange()
        self._connect()
        self._model.load()

    def _dress(self) -> None:
        self._search.setObjectName("tree.search")
        self._search.setPlaceholderText(self.tr("查找组织"))
        self._search.setAccessibleName(self.tr("查找组织"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon(Icon.SEARCH, Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        tree = self._tree
        tree.setObjectName("tree")
        tree.setAccessibleName(self.tr("组织树"))
        tree.setModel(self._model)
        tree.setItemDelegate(OrganisationDelegate(tree))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(INDENTATION)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setExpandsOnDoubleClick(True)

    def _arrange(self) -> None:
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._finds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        field = QVBoxLayout()
        field.setContentsMargins(GRID, 0, GRID, 0)
        field.addWidget(self._search)
        layout.addLayout(field)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._model.loaded.connect(self._on_loaded)
        self._model.failed.connect(self._on_failed)
        self._retry.triggered.connect(self._model.load)
        self._bridge.changed.connect(self._on_changed)
        self._tree.selectionModel().currentChanged.connect(self._on_current_changed)
        self._search.textChanged.connect(self._on_searched)
        self._search.installEventFilter(self)
        self._finds.chosen.connect(self.reveal)
        self._model.organisation_dropped.connect(self.moved)
        self._model.members_dropped.connect(self.members_dropped)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._show_menu)

    # The tree

    def _on_loaded(self) -> None:
        self._notice.show_notice(None)
        if not self._tree.currentIndex().isValid() and self._model.rowCount():
            first = self._model.index(0, 0)
            self._tree.setCurrentIndex(first)
            self._tree.expand(first)

    def _on_failed(self, error: ClientError) -> None:
        if not self._model.rowCount():
            why = sentence_of(error)
            self._notice.show_notice(Notice(Icon.WARNING, self.tr("组织树没有读出来"), why, self._retry))

    def _on_changed(self, changes: Changes) -> None:
        """What changes while nobody looks is read when somebody does."""
        if self.isVisible():
            self._model.refresh(changes)
        else:
            self._outdated = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._outdated = False
            self._model.load()

    @property
    def current_node(self) -> OrganisationNode | None:
        node: OrganisationNode | None = self._tree.currentIndex().data(NODE_ROLE)
        return node

    def is_root(self, organisation_id: str) -> bool:
        index = self._model.index_of(organisation_id)
        return index.isValid() and not index.parent().isValid()

    def _show_menu(self, place: QPoint) -> None:
        if self._tree.currentIndex().isValid():
            self.menu.popup(self._tree.viewport().mapToGlobal(place))

    def _on_current_changed(self, index: QModelIndex, _: QModelIndex) -> None:
        self.node_chosen.emit()
        lone_root = not index.parent().isValid() and self._model.rowCount() == 1
        wanted = None if lone_root else index.data(ID_ROLE)
        if wanted != self._told:
            self._told = wanted
            self.organisation_selected.emit(wanted)

    def reveal(self, organisation_id: str) -> None:
        """Opens the way to it and selects it; the search is over then."""
        self._search.clear()
        path = partial(self._client.organisation_path, organisation_id)
        self._bridge.run(self, path, self._on_path)

    def _on_path(self, path: list[str]) -> None:
        if path:
            self._model.open_path(path, self._show)

    def _show(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        parent = index.parent()
        while parent.isValid():
            self._tree.expand(parent)
            parent = parent.parent()
        self._tree.setCurrentIndex(index)
        self._tree.scrollTo(index)
        self._tree.setFocus()

    # The search

    def _on_searched(self, text: str) -> None:
        text = text.strip()
        if not text:
            self._stack.setCurrentWidget(self._tree)
            return
        find = partial(self._client.find_organisations, text, MOST_FINDS)
        self._bridge.run(self, find, partial(self._on_found, text))

    def _on_found(self, text: str, nodes: list[OrganisationNode]) -> None:
        if text != self._search.text().strip():
            return
        self._finds.show_nodes(nodes, text)
        self._stack.setCurrentWidget(self._finds)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._is_taken(event):
            return True
        return super().eventFilter(watched, event)

    def _is_taken(self, event: QKeyEvent) -> bool:
        """The arrows and Enter work in what was found while one is typing; Escape ends the search."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._search.text():
            self._finds.choose_current()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._search.text():
            self._finds.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Down:
            self._tree.setFocus()
            return True
        return False
