"""The tree of the scope: children are read when a node is opened, off the GUI thread (SPEC R110)."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.errors import ClientError
from desktop.values import Changes, Delivery, OrganisationNode
from ui.bridge import Bridge
from ui.dragging import MEMBERS, ORGANISATIONS, dragged, dropped
from ui.language import name_of, number
from ui.row_steps import steps_between
from ui.transfer_words import delivery_words

if TYPE_CHECKING:
    from desktop.client import Client

ID_ROLE = int(Qt.ItemDataRole.UserRole)
NODE_ROLE = ID_ROLE + 1
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Families = dict[str | None, list[OrganisationNode]]
"""Children by the parent's id; those of None are the roots."""


class _Item:
    """``children`` is None until they have been read. ``number`` is what Qt's indexes keep of it: one that
    has outlived its item then finds nothing, where a pointer would lead anywhere."""

    def __init__(self, number: int, node: OrganisationNode | None, parent: "_Item | None") -> None:
        self.number = number
        self.node = node
        self.parent = parent
        self.children: list[_Item] | None = None
        self.reading = False

    @property
    def id(self) -> str | None:
        return None if self.node is None else self.node.organisation.id

    @property
    def row(self) -> int:
        siblings = self.parent.children if self.parent is not None else None
        return siblings.index(self) if siblings is not None else 0


class OrganisationModel(QAbstractItemModel):
    """
    Signals
        loaded: the roots are there.
        failed: they could not be read; the ClientError.
        organisation_dropped: an organisation was dragged onto another; their ids.
        members_dropped: ids of members, and the id of the organisation that they were dragged onto.
    """

    loaded = Signal()
    failed = Signal(object)
    organisation_dropped = Signal(str, str)
    members_dropped = Signal(list, str)

    def __init__(self, client: "Client", bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._bridge = bridge
        self._numbers = count(1)
        self._root = _Item(0, None, None)
        self._items: dict[str | None, _Item] = {None: self._root}
        self._numbered: dict[int, _Item] = {}
        self._reading = False
        self._again = False

    # Reading

    def load(self) -> None:
        """Everything that is known, anew: the roots, and the children of what was opened."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        opened = [item.id for item in self._items.values() if item.children is not None]
        self._bridge.run(self, partial(self._read, {None, *opened}), self._on_read, self._on_failed)

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.organisations or changes.members or changes.transfers:
            self.load()

    def open_path(self, path: Sequence[str], done: "Any") -> None:
        """Reads what lies between the roots and the last of ``path``, then calls ``done`` with its index."""
        needed = [each for each in path[:-1] if self._needs_reading(each)]

        def opened(families: Families) -> None:
            self._take(families)
            done(self.index_of(path[-1]) if path else NOWHERE)

        self._bridge.run(self, partial(self._read, needed), opened)

    def _needs_reading(self, identifier: str) -> bool:
        item = self._items.get(identifier)
        return item is None or item.children is None

    def _read(self, parents: Iterable[str | None]) -> Families:
        client = self._client
        return {
            each: client.organisation_roots() if each is None else client.organisation_children(each)
            for each in parents
        }

    def _on_read(self, families: Families) -> None:
        self._reading = False
        self._take(families)
        self.loaded.emit()
        if self._again:
            self._again = False
            self.load()

    def _on_failed(self, error: ClientError) -> None:
        self._reading = False
        self.failed.emit(error)

    def _on_children(self, parent: str, families: Families) -> None:
        item = self._items.get(parent)
        if item is not None:
            item.reading = False
        self._take(families)

    def _on_no_children(self, parent: str, error: ClientError) -> None:
        item = self._items.get(parent)
        if item is not None:
            item.reading = False
        self._bridge.failed.emit(error)

    # Taking in

    def _take(self, families: Families) -> None:
        """One family may bring the parent of another, or take it away: then that one is dropped."""
        waiting = list(families)
        while parent := next((self._items[each] for each in waiting if each in self._items), None):
            waiting.remove(parent.id)
            self._take_children(parent, families[parent.id])

    def _take_children(self, parent: _Item, nodes: list[OrganisationNode]) -> None:
        index = self._index(parent)
        old = [str(child.id) for child in parent.children or []]
        new = [node.organisation.id for node in nodes]
        if parent.children is None:
            parent.children = []
        steps = steps_between(old, new)
        if steps.reordered or steps.many:
            self._remove(parent, index, 0, len(old) - 1)
            self._insert(parent, index, 0, nodes)
        else:
            for span in steps.removed:
                self._remove(parent, index, span.first, span.last)
            for span in steps.inserted:
                self._insert(parent, index, span.first, nodes[span.first : span.last + 1])
        self._update(parent, index, nodes)

    def _remove(self, parent: _Item, index: QModelIndex, first: int, last: int) -> None:
        if parent.children is None or last < first:
            return
        self.beginRemoveRows(index, first, last)
        for child in parent.children[first : last + 1]:
            self._forget(child)
        del parent.children[first : last + 1]
        self.endRemoveRows()

    def _forget(self, item: _Item) -> None:
        for child in item.children or []:
            self._forget(child)
        self._items.pop(item.id, None)
        self._numbered.pop(item.number, None)

    def _insert(self, parent: _Item, index: QModelIndex, row: int, nodes: Sequence[OrganisationNode]) -> None:
        if parent.children is None or not nodes:
            return
        children = [_Item(next(self._numbers), node, parent) for node in nodes]
        self.beginInsertRows(index, row, row + len(children) - 1)
        parent.children[row:row] = children
        self._items.update({child.id: child for child in children})
        self._numbered.update({child.number: child for child in children})
        self.endInsertRows()

    def _update(self, parent: _Item, index: QModelIndex, nodes: Sequence[OrganisationNode]) -> None:
        for row, (child, node) in enumerate(zip(parent.children or [], nodes, strict=True)):
            if child.node != node:
                child.node = node
                changed = self.index(row, 0, index)
                self.dataChanged.emit(changed, changed)

    # Qt's side

    def index_of(self, identifier: str) -> QModelIndex:
        """Invalid for what has not been read."""
        item = self._items.get(identifier)
        return NOWHERE if item is None else self._index(item)

    def _index(self, item: _Item) -> QModelIndex:
        return NOWHERE if item is self._root else self.createIndex(item.row, 0, item.number)

    def _item(self, index: Index) -> _Item:
        return self._numbered.get(index.internalId(), self._root) if index.isValid() else self._root

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        children = self._item(parent).children or []
        if column != 0 or not 0 <= row < len(children):
            return NOWHERE
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        parent = self._item(index).parent
        return NOWHERE if parent is None else self._index(parent)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return len(self._item(parent).children or [])

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 1

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        item = self._item(parent)
        if item.children is not None or item.node is None:
            return bool(item.children)
        return item.node.has_children

    # Dragging: nothing is moved here; it is asked about, and the server decides

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.parent().isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [ORGANISATIONS, MEMBERS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return dragged(ORGANISATIONS, [str(index.data(ID_ROLE)) for index in indexes])

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return parent.isValid() and any(data.hasFormat(kind) for kind in self.mimeTypes())

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        onto = self._item(parent).id
        if onto is None:
            return False
        members, organisations = dropped(MEMBERS, data), dropped(ORGANISATIONS, data)
        if members:
            self.members_dropped.emit(members, onto)
        elif organisations and organisations[0] != onto:
            self.organisation_dropped.emit(organisations[0], onto)
        # Answering True would have Qt remove the rows that were dragged.
        return False

    def canFetchMore(self, parent: Index) -> bool:
        item = self._item(parent)
        return item.node is not None and item.node.has_children and item.children is None and not item.reading

    def fetchMore(self, parent: Index) -> None:
        item = self._item(parent)
        if not self.canFetchMore(parent) or item.id is None:
            return
        item.reading = True
        read = partial(self._read, [item.id])
        self._bridge.run(
            self, read, partial(self._on_children, item.id), partial(self._on_no_children, item.id)
        )

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        node = self._item(index).node
        if node is None:
            return None
        if role == DISPLAY:
            return node.organisation.short_name
        if role == NODE_ROLE:
            return node
        if role == ID_ROLE:
            return node.organisation.id
        if role == TOOL_TIP:
            return self._tip(node)
        return self._said(node) if role == ACCESSIBLE else None

    def _tip(self, node: OrganisationNode) -> str:
        organisation = node.organisation
        kind = f"{name_of(organisation.kind)} · {name_of(organisation.category)}"
        return f"{organisation.full_name}\n{kind}\n{self._counts(node)}"

    def _said(self, node: OrganisationNode) -> str:
        return self.tr("{name}，{counts}").format(
            name=node.organisation.short_name, counts=self._counts(node)
        )

    def _counts(self, node: OrganisationNode) -> str:
        members = self.tr("{count} 名团员").format(count=number(node.members))
        counts = members
        if node.pending:
            pending = self.tr("{members}，{count} 项待办")
            counts = pending.format(members=members, count=number(node.pending))
        if node.delivery is not Delivery.WAITING:
            return counts
        return self.tr("{counts}，{delivery}").format(
            counts=counts, delivery=delivery_words(node.delivery).text
        )
