"""Begins the starting of transfers for members who were chosen, wherever that was."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.values import OrganisationNode, Starter
from domain.organisations import Card, card_of
from ui.bridge import Bridge
from ui.start_dialogue import StartDialogue

if TYPE_CHECKING:
    from desktop.client import Client


class TransferStarter(QObject):
    """
    Signals
        confirmed: the StartTransfer commands that are to be carried out.
        marking_wanted: the members are to be marked instead.
    """

    confirmed = Signal(list)
    marking_wanted = Signal()

    def __init__(self, client: "Client", bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._bridge = bridge
        self._window = window

    def begin(self, member_ids: Sequence[str], destination_id: str | None = None) -> None:
        """``destination_id``: one of the scope, onto which they were dragged."""
        if member_ids:
            work = partial(self._read, list(member_ids), destination_id)
            self._bridge.run(self._window, work, self._show)

    def _read(self, member_ids: list[str], destination_id: str | None) -> tuple[list[Starter], Card | None]:
        node: OrganisationNode | None = (
            None if destination_id is None else self._client.organisation(destination_id)
        )
        return self._client.starters(member_ids), None if node is None else card_of(node.organisation)

    def _show(self, answer: tuple[list[Starter], Card | None]) -> None:
        starters, destination = answer
        if not starters:
            return
        dialogue = StartDialogue(self._client, self._bridge, starters, destination, self._window)
        dialogue.confirmed.connect(self.confirmed)
        dialogue.marking_wanted.connect(self.marking_wanted)
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()
