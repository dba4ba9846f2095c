"""Pictures of messages, registers, figures, deadlines, health and guidance."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPushButton, QTabBar

from desktop.entry_values import EntryQuery
from domain.policy import Figure
from domain.registers import Register
from tests.ui.stage import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.ui.stage import Stage

    Take = Callable[[str, QWidget, Callable[[], None], Callable[[], None]], None]


def take_overview(take: Take, stage: Stage) -> None:
    take_messages(take, stage)
    take_registers(take, stage)
    take_figures(take, stage)
    take_watching(take, stage)


def take_messages(take: Take, stage: Stage) -> None:
    stage.verbs.show_messages.trigger()
    view = stage.filled("message.table")
    ids = stage.client.message_ids(stage.main.screens.messages.model.query)
    stage.client.mark_messages_read(ids[3:9])
    take("messages", stage.main, view.go_to_first, stage.settle)


def take_registers(take: Take, stage: Stage) -> None:
    stage.verbs.show_registers.trigger()
    tabs = _tabs(stage, "entry.tabs")

    def look(name: str, place: int) -> None:
        tabs.setCurrentIndex(place)
        stage.settle()
        stage.filled(name).go_to_first()

    for place, name in enumerate(("study_abroad", "retention", "follow_up")):
        if stage.client.entry_ids(EntryQuery(register=Register(name), open_only=True)):
            take(f"registers-{name}", stage.main, partial(look, f"entry.{name}", place), stage.settle)


def take_figures(take: Take, stage: Stage) -> None:
    main, client = stage.main, stage.client
    own = stage.session.organisation.id
    board = client.figures(own)
    client.set_targets(own, board.figures.year, {Figure.SOCIETY: 0.95, Figure.STUDY: 0.5})
    stage.verbs.show_figures.trigger()
    stage.filled("figure.table")
    tabs = _tabs(stage, "figure.tabs")
    take("figures", main, lambda: tabs.setCurrentIndex(0), stage.settle)
    take("figures-course", main, lambda: tabs.setCurrentIndex(1), stage.settle)

    def lift() -> None:
        tabs.setCurrentIndex(0)
        close()
        button = main.findChild(QPushButton, "figure.society.lift")
        assert isinstance(button, QPushButton)
        button.click()
        wait_for("the members", lambda: any(each.isVisible() for each in main.findChildren(QDialog)))

    def close() -> None:
        for dialogue in main.findChildren(QDialog):
            dialogue.reject()

    take("figures-lifting", main, lift, stage.settle)
    close()


def take_watching(take: Take, stage: Stage) -> None:
    verbs, main = stage.verbs, stage.main
    verbs.show_radar.trigger()
    take("radar", main, lambda: None, stage.settle)
    verbs.show_health.trigger()
    view = stage.filled("health.table")
    take("health", main, view.go_to_first, stage.settle)
    verbs.show_guidance.trigger()
    take("guidance", main, lambda: None, stage.settle)
    verbs.show_inbox.trigger()


def _tabs(stage: Stage, name: str) -> QTabBar:
    tabs = stage.main.findChild(QTabBar, name)
    assert isinstance(tabs, QTabBar)
    return tabs
