"""The health of the organisations below 组织体检: what keeps transfers from going through (SPEC R124)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop.health_values import Ailment
from desktop.values import Changes
from ui.bridge import Bridge
from ui.empty_words import with_offline
from ui.health_model import HealthModel, ailment_words
from ui.icons import Icon
from ui.list_notice import Notice
from ui.list_screen import ListScreen
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client


class HealthView(ListScreen):
    """
    Signals
        organisation_requested: its id.
    """

    organisation_requested = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        model = HealthModel(client, bridge)
        super().__init__(client, bridge, verbs, "health", self.tr("体检"), model, parent)
        self._ailments = QComboBox()
        self._ailments.setObjectName("health.ailment")
        self._ailments.setAccessibleName(self.tr("问题"))
        self._ailments.addItem(self.tr("全部问题"), None)
        for ailment in Ailment:
            self._ailments.addItem(ailment_words(ailment).text, ailment)
        self._ailments.currentIndexChanged.connect(lambda _: self._ask())
        hint = QLabel(self.tr("按 Enter 打开这个组织"))
        hint.setProperty("role", "muted")
        self.top.addWidget(self._ailments)
        self.top.addStretch(1)
        self.top.addWidget(hint)
        self.view.menu.addActions([verbs.copy, verbs.select_all])

    def _ask(self) -> None:
        self.model.show_query(replace(self.model.query, ailment=self._ailments.currentData()))

    def look_for(self, text: str) -> None:
        self.model.show_query(replace(self.model.query, text=text.strip()))

    def refresh(self, changes: Changes) -> None:
        """Counting all of them takes a while, so only while somebody looks."""
        changed = changes.organisations or changes.members or changes.transfers or changes.everything
        if changed and self.isVisible():
            self.model.refresh()
        if changes.status or changes.everything:
            self.read_status()

    def open_row(self, identifier: str) -> None:
        line = self.model.line(identifier)
        if line is not None:
            self.organisation_requested.emit(line.row.organisation.id)

    def nothing_there(self) -> Notice:
        if self.model.query.text or self.model.query.ailment is not None:
            return Notice(Icon.FILTER, self.tr("没有符合的组织"), self.tr("换一个问题或名称试试。"))
        advice = self.tr("下级组织都有管理员和团支部，人数合适，业务都在期限内办理。")
        return Notice(Icon.HEALTH, self.tr("没有发现问题"), with_offline(advice, self.status))
