"""A new organisation below another: only what may stand there is offered (SPEC R1, R3, R6)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from domain.organisation_commands import CreateOrganisation
from domain.organisations import Category, Organisation, OrganisationKind, SchoolLevel
from domain.organisations import Field as Industry
from domain.organising import FIELDS_ONLY_BELOW, KINDS_BELOW, ONLY_BRANCHES, categories_below
from ui.bridge import Bridge
from ui.facts import value_label
from ui.field import Field
from ui.language import name_of
from ui.organisation_dialogue import OrganisationDialogue
from ui.organisation_words import spoken_name
from ui.theme import GRID

if TYPE_CHECKING:
    from desktop.client import Client

LONGEST = 100
OF_NAMES = frozenset({"NAME_MISSING", "NAME_TAKEN"})


class CreateOrganisationDialogue(OrganisationDialogue):
    def __init__(
        self, client: "Client", bridge: Bridge, parent_organisation: Organisation, parent: QWidget | None
    ) -> None:
        super().__init__(client, bridge, "create_organisation", None, parent)
        self._above = parent_organisation
        self.setWindowTitle(self.tr("新建下级组织"))
        self._confirm.setText(self.tr("新建"))
        self._name, self._short, self._code = QLineEdit(), QLineEdit(), QLineEdit()
        self._kind, self._category = QComboBox(), QComboBox()
        self._industry, self._level = QComboBox(), QComboBox()
        self._name_field = Field(self.tr("组织全称"), self._name)
        self._short_field = Field(self.tr("简称"), self._short)
        self._fill()
        self._lay_out()
        self._connect()
        self._name.setFocus()

    def _fill(self) -> None:
        for edit, name in ((self._name, "full_name"), (self._short, "short_name"), (self._code, "code")):
            edit.setObjectName(f"create_organisation.{name}")
            edit.setMaxLength(LONGEST)
        kinds = [kind for kind in OrganisationKind if kind in KINDS_BELOW[self._above.kind]]
        _offer(self._kind, "kind", kinds)
        self._kind.setCurrentIndex(self._kind.count() - 1)
        own = self._above.field
        industries = [each for each in Industry if own in FIELDS_ONLY_BELOW.get(each, {own})]
        _offer(self._industry, "field", industries)
        self._industry.setCurrentIndex(industries.index(own) if own in industries else 0)
        _offer(self._level, "school_level", list(SchoolLevel))
        level = self._above.school_level
        self._level.setCurrentIndex(list(SchoolLevel).index(level) if level else len(SchoolLevel) - 1)
        self._offer_categories()

    def _offer_categories(self) -> None:
        possible = categories_below(self._above)
        if self.kind is not OrganisationKind.BRANCH:
            possible -= ONLY_BRANCHES
        _offer(self._category, "category", [each for each in Category if each in possible])

    def _lay_out(self) -> None:
        above = self.tr("上级组织：{name}").format(name=spoken_name(self._above))
        self.body.addWidget(value_label(above))
        grid = QGridLayout()
        grid.setSpacing(2 * GRID)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._level_field = Field(self.tr("学校层次"), self._level)
        rows = (
            (self._name_field, self._short_field),
            (Field(self.tr("组织类型"), self._kind), Field(self.tr("组织类别"), self._category)),
            (Field(self.tr("单位所属行业类别"), self._industry), self._level_field),
        )
        for row, (left, right) in enumerate(rows):
            grid.addWidget(left, row, 0)
            grid.addWidget(right, row, 1)
        grid.addWidget(Field(self.tr("组织编码（可不填）"), self._code), len(rows), 0)
        self.body.addLayout(grid)
        self._show_level()

    def _connect(self) -> None:
        for edit in (self._name, self._short, self._code):
            edit.textEdited.connect(lambda _: self.on_changed())
        self._kind.currentIndexChanged.connect(lambda _: self._offer_categories())
        self._industry.currentIndexChanged.connect(lambda _: self._show_level())
        for combo in (self._kind, self._category, self._industry, self._level):
            combo.currentIndexChanged.connect(lambda _: self.on_changed())

    def _show_level(self) -> None:
        self._level_field.setVisible(self._industry.currentData() == Industry.EDUCATION)

    @property
    def kind(self) -> OrganisationKind:
        return OrganisationKind(self._kind.currentData())

    @property
    def command(self) -> CreateOrganisation | None:
        if not self._name.text().strip() or not self._short.text().strip():
            return None
        industry = Industry(self._industry.currentData()) if self._industry.count() else None
        schools = industry is Industry.EDUCATION
        return CreateOrganisation(
            parent_id=self._above.id,
            full_name=self._name.text(),
            short_name=self._short.text(),
            kind=self.kind,
            category=Category(self._category.currentData()),
            code=self._code.text(),
            field=industry,
            school_level=SchoolLevel(self._level.currentData()) if schools else None,
        )

    def field_to_blame(self, code: str) -> Field | None:
        return self._name_field if code in OF_NAMES else None

    def fields(self) -> list[Field]:
        return [self._name_field]


def _offer(combo: QComboBox, name: str, values: Sequence[StrEnum]) -> None:
    combo.setObjectName(f"create_organisation.{name}")
    combo.clear()
    for value in values:
        combo.addItem(name_of(value), value.value)
