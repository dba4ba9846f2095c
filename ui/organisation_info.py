"""An organisation as it is: what it is, who administers it and under which number (SPEC R2)."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop.places import place_name
from desktop.values import OrganisationNode
from domain.organisations import Organisation
from ui.facts import Facts, value_label
from ui.language import name_of, number
from ui.section import Section
from ui.theme import GRID

WIDTH = 60 * GRID


def place_of(organisation: Organisation) -> str:
    """Reads the list of places at the first call, so not on the GUI thread."""
    return place_name(organisation.division) if organisation.division else ""


class OrganisationInfo(QDialog):
    def __init__(self, node: OrganisationNode, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("organisation_info")
        self.setWindowTitle(self.tr("组织信息"))
        title = value_label(node.organisation.full_name)
        title.setProperty("role", "title")
        close = QPushButton(self.tr("关闭"))
        close.setObjectName("organisation_info.close")
        box = QDialogButtonBox()
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(title)
        layout.addWidget(Section(self.tr("基本信息"), self._facts(node, place)))
        layout.addWidget(Section(self.tr("管理员"), self._administrators(node.organisation)))
        layout.addStretch(1)
        layout.addWidget(box)
        self.setMinimumWidth(WIDTH)
        close.setFocus()

    def _facts(self, node: OrganisationNode, place: str) -> Facts:
        organisation, facts = node.organisation, Facts()
        facts.add(self.tr("简称"), organisation.short_name)
        facts.add(self.tr("组织编码"), organisation.code)
        facts.add(self.tr("组织类型"), name_of(organisation.kind))
        facts.add(self.tr("组织类别"), name_of(organisation.category))
        facts.add(self.tr("行业类别"), name_of(organisation.field) if organisation.field else None)
        if organisation.school_level is not None:
            facts.add(self.tr("学校层次"), name_of(organisation.school_level))
        facts.add(self.tr("所在地"), place)
        facts.add(self.tr("所属系统"), name_of(organisation.system))
        if organisation.graduation_month is not None or organisation.mixed:
            facts.add(self.tr("毕业时间"), self._month(organisation))
        facts.add(self.tr("团员"), number(node.members))
        facts.add(self.tr("待办"), number(node.pending))
        return facts

    def _month(self, organisation: Organisation) -> str:
        if organisation.mixed:
            return self.tr("混合型支部，逐人标记")
        return organisation.graduation_month or ""

    def _administrators(self, organisation: Organisation) -> QWidget:
        if not organisation.administrators:
            return value_label(self.tr("还没有管理员。请联系系统管理员设置，否则没有人能办理这里的业务。"))
        facts = Facts()
        for contact in organisation.administrators:
            facts.add_phone(contact.name, contact.phone, self.tr("{name}的电话").format(name=contact.name))
        return facts
