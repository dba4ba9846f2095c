"""The tree's model: children are read once they are wanted; what comes, goes and moves is told to Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from desktop.errors import ClientError
from desktop.values import Changes, OrganisationNode
from tests.domain.examples import country
from ui.bridge import Bridge
from ui.organisation_model import ID_ROLE, OrganisationModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@dataclass
class Tree:
    """Families by the parent's id; those of None are the roots."""

    families: dict[str | None, list[str]]
    members: int = 3
    broken: bool = False
    asked: list[str | None] = field(default_factory=list)

    def organisation_roots(self) -> list[OrganisationNode]:
        return self._nodes(None)

    def organisation_children(self, organisation_id: str) -> list[OrganisationNode]:
        return self._nodes(organisation_id)

    def _nodes(self, parent: str | None) -> list[OrganisationNode]:
        self.asked.append(parent)
        if self.broken:
            raise ClientError("DISK_FAILED", "磁盘读不出来。", "The disk cannot be read.")
        return [self._node(each) for each in self.families.get(parent, [])]

    def _node(self, identifier: str) -> OrganisationNode:
        organisation = replace(country()["class"], id=identifier, short_name=identifier)
        has_children = bool(self.families.get(identifier))
        return OrganisationNode(
            organisation=organisation, members=self.members, pending=0, has_children=has_children
        )


@pytest.fixture
def tree() -> Tree:
    return Tree({None: ["root"], "root": ["a", "b", "c"], "b": ["b1", "b2"]})


@pytest.fixture
def model(qtbot: QtBot, tree: Tree) -> Iterator[OrganisationModel]:
    bridge = Bridge(None)  # type: ignore[arg-type]
    made = OrganisationModel(cast("Any", tree), bridge)
    with qtbot.waitSignal(made.loaded):
        made.load()
    yield made
    bridge.close()


def examine(model: OrganisationModel) -> None:
    """From now on Qt's own tester looks on; it fetches by itself what can be fetched."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)


def reload(qtbot: QtBot, model: OrganisationModel) -> None:
    with qtbot.waitSignal(model.loaded):
        model.refresh(Changes(everything=True))


def open_node(qtbot: QtBot, model: OrganisationModel, identifier: str) -> QModelIndex:
    index = model.index_of(identifier)
    with qtbot.waitSignal(model.rowsInserted):
        model.fetchMore(index)
    return model.index_of(identifier)


def children(model: OrganisationModel, parent: QModelIndex) -> list[str]:
    return [str(model.index(row, 0, parent).data(ID_ROLE)) for row in range(model.rowCount(parent))]


def test_children_are_read_when_they_are_wanted_and_only_once(
    qtbot: QtBot, model: OrganisationModel, tree: Tree
) -> None:
    assert tree.asked == [None]
    root = open_node(qtbot, model, "root")
    assert children(model, root) == ["a", "b", "c"]
    assert tree.asked == [None, "root"]
    assert not model.canFetchMore(root)
    assert model.hasChildren(model.index_of("b"))
    assert not model.hasChildren(model.index_of("a"))
    assert model.parent(model.index_of("b")) == root


def test_what_comes_and_goes_leaves_the_others_in_place(
    qtbot: QtBot, model: OrganisationModel, tree: Tree
) -> None:
    open_node(qtbot, model, "root")
    open_node(qtbot, model, "b")
    kept = QPersistentModelIndex(model.index_of("b2"))
    examine(model)
    tree.families["root"] = ["b", "c", "d"]
    tree.families["b"] = ["b0", "b2"]
    reload(qtbot, model)
    assert children(model, model.index_of("root")) == ["b", "c", "d"]
    assert children(model, model.index_of("b")) == ["b0", "b2"]
    assert kept.isValid()
    assert kept.data(ID_ROLE) == "b2"
    assert not model.index_of("a").isValid()


def test_a_branch_that_goes_takes_what_is_below_it_along(
    qtbot: QtBot, model: OrganisationModel, tree: Tree
) -> None:
    open_node(qtbot, model, "root")
    open_node(qtbot, model, "b")
    examine(model)
    tree.families["root"] = ["a"]
    reload(qtbot, model)
    assert not model.index_of("b1").isValid()
    reload(qtbot, model)
    assert children(model, model.index_of("root")) == ["a"]


def test_another_order_is_shown(qtbot: QtBot, model: OrganisationModel, tree: Tree) -> None:
    open_node(qtbot, model, "root")
    examine(model)
    tree.families["root"] = ["c", "b", "a"]
    reload(qtbot, model)
    assert children(model, model.index_of("root")) == ["c", "b", "a"]


def test_counts_are_told_to_have_changed(qtbot: QtBot, model: OrganisationModel, tree: Tree) -> None:
    tree.members = 4
    with qtbot.waitSignal(model.dataChanged):
        model.refresh(Changes(members=frozenset({"somebody"})))
    with qtbot.assertNotEmitted(model.loaded, wait=50):
        model.refresh(Changes(outbox=True))


def test_a_path_is_opened_to_its_end(qtbot: QtBot, model: OrganisationModel) -> None:
    found: list[QModelIndex] = []
    model.open_path(["root", "b", "b2"], found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].data(ID_ROLE) == "b2"
    model.open_path(["root", "b", "b2"], found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[0] == found[1]


def test_what_cannot_be_read_is_told_and_asked_for_again(
    qtbot: QtBot, model: OrganisationModel, tree: Tree
) -> None:
    tree.broken = True
    with qtbot.waitSignal(model.failed):
        model.load()
    tree.broken = False
    reload(qtbot, model)
    root = open_node(qtbot, model, "root")
    assert children(model, root) == ["a", "b", "c"]
