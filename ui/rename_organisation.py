"""Another name for an organisation (SPEC R6)."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.values import Seen
from domain.organisation_commands import RenameOrganisation
from domain.organisations import Organisation
from ui.bridge import Bridge
from ui.create_organisation import LONGEST, OF_NAMES
from ui.field import Field
from ui.organisation_dialogue import OrganisationDialogue

if TYPE_CHECKING:
    from desktop.client import Client


class RenameOrganisationDialogue(OrganisationDialogue):
    def __init__(
        self, client: "Client", bridge: Bridge, organisation: Organisation, parent: QWidget | None
    ) -> None:
        seen = Seen(id=organisation.id, version=organisation.version)
        super().__init__(client, bridge, "rename_organisation", seen, parent)
        self.setWindowTitle(self.tr("修改组织名称"))
        self._confirm.setText(self.tr("修改"))
        self._former = (organisation.full_name, organisation.short_name)
        self._name, self._short = QLineEdit(organisation.full_name), QLineEdit(organisation.short_name)
        self._name_field = Field(self.tr("组织全称"), self._name)
        self._name.setObjectName("rename_organisation.full_name")
        self._short.setObjectName("rename_organisation.short_name")
        for edit in (self._name, self._short):
            edit.setMaxLength(LONGEST)
            edit.textEdited.connect(lambda _: self.on_changed())
        self.body.addWidget(self._name_field)
        self.body.addWidget(Field(self.tr("简称"), self._short))
        self._name.selectAll()
        self._name.setFocus()

    @property
    def command(self) -> RenameOrganisation | None:
        names = (self._name.text().strip(), self._short.text().strip())
        if names == self._former or not all(names):
            return None
        return RenameOrganisation(full_name=names[0], short_name=names[1])

    def field_to_blame(self, code: str) -> Field | None:
        return self._name_field if code in OF_NAMES else None

    def fields(self) -> list[Field]:
        return [self._name_field]
