"""Before an organisation is dissolved: what still holds it, or whether that is meant (SPEC R6)."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.values import Seen
from domain.organisation_commands import DissolveOrganisation
from domain.organisations import Organisation
from ui.bridge import Bridge
from ui.facts import value_label
from ui.organisation_dialogue import OrganisationDialogue
from ui.organisation_words import spoken_name

if TYPE_CHECKING:
    from desktop.client import Client


class DissolveOrganisationDialogue(OrganisationDialogue):
    def __init__(
        self, client: "Client", bridge: Bridge, organisation: Organisation, parent: QWidget | None
    ) -> None:
        seen = Seen(id=organisation.id, version=organisation.version)
        super().__init__(client, bridge, "dissolve_organisation", seen, parent)
        self.setWindowTitle(self.tr("撤销组织"))
        self._confirm.setText(self.tr("撤销组织"))
        question = self.tr("确定撤销“{name}”吗？撤销后不再显示，也不能转入团员。")
        self.body.addWidget(value_label(question.format(name=spoken_name(organisation))))
        self.check_now()

    @property
    def command(self) -> DissolveOrganisation:
        return DissolveOrganisation()
