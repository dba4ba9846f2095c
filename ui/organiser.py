"""What is done to the organisation that is chosen in the tree: the verbs, their dialogues, and the way to the
outbox (SPEC R6, R20–R23)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from desktop.kinds import OrganisationChange
from desktop.values import OrganisationNode, Seen
from domain.organisations import Organisation, OrganisationKind
from ui.bridge import Bridge
from ui.create_organisation import CreateOrganisationDialogue
from ui.dissolve_organisation import DissolveOrganisationDialogue
from ui.month_dialogue import GraduationMonthDialogue
from ui.move_organisation import MoveOrganisationDialogue
from ui.organisation_dialogue import OrganisationDialogue
from ui.organisation_info import OrganisationInfo, place_of
from ui.organisation_tree import OrganisationTree
from ui.rename_organisation import RenameOrganisationDialogue
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client

Open = Callable[[OrganisationNode], QDialog]
Make = Callable[["Client", Bridge, Organisation, QWidget], OrganisationDialogue]


class Organiser(QObject):
    """
    Signals
        acted: the outcomes of a change.
    """

    acted = Signal(list)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, tree: OrganisationTree) -> None:
        super().__init__(tree)
        self._client = client
        self._bridge = bridge
        self._verbs = verbs
        self._tree = tree
        self._place = ""
        for action, make in self._dialogues().items():
            action.triggered.connect(partial(self._begin, make))
        tree.node_chosen.connect(self._offer)
        tree.moved.connect(self._on_dragged)
        tree.installEventFilter(self)
        tree.menu.addActions(verbs.organisation_verbs)

    def _dialogues(self) -> Mapping[QAction, Open]:
        verbs, client, bridge = self._verbs, self._client, self._bridge

        def of(make: Make) -> Open:
            return lambda node: self._connected(make(client, bridge, node.organisation, self._window))

        return {
            verbs.create_organisation: of(CreateOrganisationDialogue),
            verbs.rename_organisation: of(RenameOrganisationDialogue),
            verbs.dissolve_organisation: of(DissolveOrganisationDialogue),
            verbs.set_graduation_month: of(GraduationMonthDialogue),
            verbs.move_organisation: self._moving,
            verbs.organisation_info: lambda node: OrganisationInfo(node, self._place, self._window),
        }

    @property
    def _window(self) -> QWidget:
        return self._tree.window()

    # What can be done

    def _offer(self) -> None:
        node = self._tree.current_node if self._tree.isVisible() else None
        if node is None:
            self._verbs.offer_organisation()
            return
        verbs, organisation = self._verbs, node.organisation
        possible = {verbs.organisation_info, verbs.create_organisation, verbs.set_graduation_month}
        if organisation.kind is OrganisationKind.BRANCH:
            possible.discard(verbs.create_organisation)
        if not self._tree.is_root(organisation.id):
            possible |= {
                verbs.rename_organisation,
                verbs.move_organisation,
                verbs.dissolve_organisation,
            }
        verbs.offer_organisation(*possible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Show):
            self._offer()
        return super().eventFilter(watched, event)

    # The dialogues

    def _begin(self, make: Open, _: bool = False) -> None:
        """With the organisation as it is now, whatever the tree has shown for a while."""
        node = self._tree.current_node
        if node is not None:
            read = partial(self._read, node.organisation.id)
            self._bridge.run(self, read, partial(self._open, make))

    def _read(self, organisation_id: str) -> tuple[OrganisationNode | None, str]:
        node = self._client.organisation(organisation_id)
        return node, "" if node is None else place_of(node.organisation)

    def _open(self, make: Open, answer: tuple[OrganisationNode | None, str]) -> None:
        node, self._place = answer
        if node is not None:
            dialogue = make(node)
            dialogue.finished.connect(dialogue.deleteLater)
            dialogue.open()

    def _connected(self, dialogue: OrganisationDialogue) -> OrganisationDialogue:
        dialogue.confirmed.connect(self._carry_out)
        return dialogue

    def _moving(self, node: OrganisationNode, to: OrganisationNode | None = None) -> QDialog:
        parent = None if to is None else to.organisation
        client, bridge = self._client, self._bridge
        return self._connected(
            MoveOrganisationDialogue(client, bridge, node.organisation, parent, self._window)
        )

    def _on_dragged(self, organisation_id: str, parent_id: str) -> None:
        """Asked about like any other move: a hand slips easily."""

        def read() -> tuple[OrganisationNode | None, OrganisationNode | None]:
            return self._client.organisation(organisation_id), self._client.organisation(parent_id)

        self._bridge.run(self, read, self._open_dragged)

    def _open_dragged(self, both: tuple[OrganisationNode | None, OrganisationNode | None]) -> None:
        moved, to = both
        if moved is not None and to is not None:
            dialogue = self._moving(moved, to)
            dialogue.finished.connect(dialogue.deleteLater)
            dialogue.open()

    def _carry_out(self, command: OrganisationChange, seen: Seen | None) -> None:
        work = partial(self._client.change_organisation, command, seen)
        self._bridge.act(self, work, self.acted.emit)
