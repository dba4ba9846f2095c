"""Another place for an organisation and all below it: chosen from the scope, or where it was dragged."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.values import OrganisationNode, Seen
from domain.organisation_commands import MoveOrganisation
from domain.organisations import Organisation, OrganisationKind
from ui.bridge import Bridge
from ui.facts import value_label
from ui.field import Field
from ui.organisation_dialogue import OrganisationDialogue
from ui.organisation_finds import OrganisationFinds
from ui.organisation_words import spoken_name
from ui.theme import GRID

if TYPE_CHECKING:
    from desktop.client import Client

MOST_FINDS = 50
SEARCH_PAUSE = 150


class MoveOrganisationDialogue(OrganisationDialogue):
    def __init__(
        self,
        client: "Client",
        bridge: Bridge,
        organisation: Organisation,
        to: Organisation | None,
        parent: QWidget | None,
    ) -> None:
        seen = Seen(id=organisation.id, version=organisation.version)
        super().__init__(client, bridge, "move_organisation", seen, parent)
        self.setWindowTitle(self.tr("移动组织"))
        self._confirm.setText(self.tr("移动"))
        self._moved = organisation
        self._parent_id: str | None = None
        self._search = QLineEdit()
        self._finds = OrganisationFinds()
        self._chosen = value_label("")
        self._typing = QTimer(self, singleShot=True, interval=SEARCH_PAUSE)
        self._lay_out()
        self._typing.timeout.connect(self._look)
        self._search.textEdited.connect(lambda _: self._typing.start())
        self._search.returnPressed.connect(self._finds.choose_current)
        self._finds.chosen.connect(self._read_parent)
        if to is not None:
            self._choose(to)

    def _lay_out(self) -> None:
        question = self.tr("将“{name}”连同其下级组织和团员移到：").format(name=spoken_name(self._moved))
        self.body.addWidget(value_label(question))
        self._search.setObjectName("move_organisation.search")
        self.body.addWidget(Field(self.tr("查找新的上级组织"), self._search))
        self._finds.setMinimumHeight(20 * GRID)
        self.body.addWidget(self._finds)
        self._chosen.setProperty("role", "strong")
        self._chosen.setObjectName("move_organisation.chosen")
        self.body.addWidget(self._chosen)
        self._search.setFocus()

    def _look(self) -> None:
        text = self._search.text().strip()
        find = partial(self._client.find_organisations, text, MOST_FINDS)
        self._bridge.run(self, find, partial(self._on_found, text))

    def _on_found(self, text: str, nodes: list[OrganisationNode]) -> None:
        if text == self._search.text().strip():
            above = [node for node in nodes if node.organisation.kind is not OrganisationKind.BRANCH]
            self._finds.show_nodes(above, text)

    def _read_parent(self, organisation_id: str) -> None:
        self._bridge.run(self, partial(self._client.organisation, organisation_id), self._on_parent)

    def _on_parent(self, node: OrganisationNode | None) -> None:
        if node is not None:
            self._choose(node.organisation)

    def _choose(self, parent: Organisation) -> None:
        self._parent_id = parent.id
        self._chosen.setText(self.tr("新的上级：{name}").format(name=spoken_name(parent)))
        self.check_now()

    @property
    def command(self) -> MoveOrganisation | None:
        return None if self._parent_id is None else MoveOrganisation(parent_id=self._parent_id)
