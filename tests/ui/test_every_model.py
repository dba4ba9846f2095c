"""Qt's own tester watches every model of the window while the window is worked with; none is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QDialog

from tests.ui.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
UI = Path(__file__).resolve().parents[2] / "ui"
QT_MODELS = {"QAbstractItemModel", "QAbstractTableModel", "QAbstractListModel"}


def models_of_the_sources() -> set[str]:
    """Every class that is a model, over however many others; those that others are made from left out."""
    trees = [ast.parse(file.read_text("utf-8")) for file in UI.glob("*.py")]
    classes = [each for tree in trees for each in tree.body if isinstance(each, ast.ClassDef)]
    bases = {each.name: {_name(base) for base in each.bases} for each in classes}
    found = set(QT_MODELS)
    while more := {name for name, known in bases.items() if known & found} - found:
        found |= more
    return {name for name in found - QT_MODELS if not any(name in known for known in bases.values())}


def _name(base: ast.expr) -> str:
    while isinstance(base, ast.Subscript):
        base = base.value
    return getattr(base, "id", getattr(base, "attr", ""))


class Watch:
    """Puts a tester on every model that it meets."""

    def __init__(self) -> None:
        self.watched: dict[QAbstractItemModel, QAbstractItemModelTester] = {}

    def look_at(self, office: Office) -> None:
        for view in office.main.findChildren(QAbstractItemView):
            model = view.model()
            if type(model).__module__.startswith("ui.") and model not in self.watched:
                mode = QAbstractItemModelTester.FailureReportingMode.Fatal
                self.watched[model] = QAbstractItemModelTester(model, mode)

    def names(self) -> set[str]:
        return {type(each).__name__ for each in self.watched}


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(qtbot, tmp_path)
    office.open()
    yield office
    office.close()


def leave_dialogues(office: Office) -> None:
    for dialogue in office.main.findChildren(QDialog):
        if dialogue.isVisible():
            dialogue.reject()
    office.settle()


def test_every_model_passes_qts_own_tester_while_it_is_used(office: Office) -> None:
    watch = Watch()
    for action in office.verbs.screens:
        action.trigger()
        office.settle()
        watch.look_at(office)
    office.verbs.show_inbox.trigger()
    office.press("A", "J", "A", "U")
    office.chord(Key.Key_F, CONTROL)
    office.press("zxm", Key.Key_Escape)
    office.verbs.show_members.trigger()
    office.list_members_of("class_two")
    office.chord(Key.Key_A, CONTROL)
    office.press("T")
    watch.look_at(office)
    leave_dialogues(office)
    office.verbs.select_pasted.trigger()
    office.settle()
    watch.look_at(office)
    leave_dialogues(office)
    office.filled.pull(office.client)
    office.settle()
    assert models_of_the_sources() - watch.names() == set()


def test_the_search_for_models_finds_them() -> None:
    assert {"MemberModel", "TransferModel", "OrganisationModel", "GridModel"} <= models_of_the_sources()
    assert "PagedModel" not in models_of_the_sources()
