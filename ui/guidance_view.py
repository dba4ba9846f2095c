"""业务指引: «a graduate has found work» → what to do, and the button that leads there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QSplitter, QTabBar, QVBoxLayout, QWidget

from desktop.guidance import Situation, SituationGroup, read_guidance
from desktop.values import Changes
from ui.bridge import Bridge
from ui.choice_delegate import ChoiceDelegate
from ui.guidance_model import GuidanceModel
from ui.guidance_page import GuidancePage
from ui.icons import Icon
from ui.list_notice import ListNotice, Notice
from ui.theme import GRID
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client

LIST_WIDTH = 42 * GRID
GROUPS = (None, *SituationGroup)


class GuidanceView(QWidget):
    """
    Signals
        hinted: a sentence about what could not be done.
        verb_requested: the verb that a situation advises.
    """

    hinted = Signal(str)
    verb_requested = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidance")
        self.title = self.tr("指引")
        self._bridge, self._verbs = bridge, verbs
        self._model = GuidanceModel(self)
        self._tabs = QTabBar()
        self._list = QListView()
        self._page = GuidancePage()
        self._notice = ListNotice(self._list.viewport())
        self._read = False
        self._arrange()
        self._tabs.currentChanged.connect(lambda place: self._model.show_group(GROUPS[place]))
        self._model.modelReset.connect(self._on_reset)
        self._list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self._page.wanted.connect(self.verb_requested)
        verbs.bind(self, verbs.next_row, lambda: self._step(1))
        verbs.bind(self, verbs.previous_row, lambda: self._step(-1))

    def _arrange(self) -> None:
        titles = {
            SituationGroup.LEAVING: self.tr("毕业去向"),
            SituationGroup.RECEIVING: self.tr("接收团员"),
            SituationGroup.APPROVING: self.tr("审批"),
            SituationGroup.SCHOOL: self.tr("学校管理"),
        }
        self._tabs.setObjectName("guidance.tabs")
        self._tabs.setAccessibleName(self.tr("情形的类别"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for group in GROUPS:
            self._tabs.addTab(self.tr("全部") if group is None else titles[group])
        self._list.setObjectName("guidance.list")
        self._list.setAccessibleName(self.tr("情形"))
        self._list.setProperty("role", "choice")
        self._list.setItemDelegate(ChoiceDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._model)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list)
        splitter.addWidget(self._page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LIST_WIDTH, 2 * LIST_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(splitter, 1)

    # As a screen

    def activate(self) -> None:
        if not self._read:
            self._bridge.run(self, read_guidance, self._on_read)
        self._list.setFocus()
        self._verbs.offer(self, self._verbs.next_row, self._verbs.previous_row)

    def _on_read(self, situations: tuple[Situation, ...]) -> None:
        self._read = True
        self._model.show_situations(situations)

    def refresh(self, changes: Changes) -> None:
        """It does not change."""

    def select_organisation(self, organisation_id: str | None) -> None:
        """It is the same everywhere."""

    def look_for(self, text: str) -> None:
        self._model.look_for(text)

    # What is shown

    def _on_reset(self) -> None:
        first = self._model.index(0, 0)
        if first.isValid():
            self._list.setCurrentIndex(first)
        nothing = Notice(
            Icon.SEARCH, self.tr("没有找到相关指引"), self.tr("换一个词试试，例如：升学、参军、密码。")
        )
        self._notice.show_notice(None if first.isValid() else nothing)
        self._show_current()

    def _step(self, by: int) -> None:
        index = self._model.index(self._list.currentIndex().row() + by, 0)
        if index.isValid():
            self._list.setCurrentIndex(index)

    def _show_current(self) -> None:
        self._page.show_situation(self._model.situation(self._list.currentIndex().row()))
