"""The destination: first whether it belongs to 北京/广东/福建, then a search by name (SPEC R43)."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import ClientError
from desktop.places import place_name
from desktop.values import Destinations
from domain.organisations import Card, Category, System
from ui.bridge import Bridge
from ui.field import Sentence
from ui.icons import Icon, icon
from ui.language import name_of, sentence_of
from ui.start_draft import Destination
from ui.theme import GRID, Tone

if TYPE_CHECKING:
    from desktop.client import Client

CARD = Qt.ItemDataRole.UserRole
MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
TYPING_PAUSE = 250
"""Milliseconds without a key after which the server is asked."""
ROWS_SEEN = 4


class _Found(NamedTuple):
    found: Destinations
    words: list[str]


class DestinationSearch(QWidget):
    """
    Signals
        chosen: a Destination.
    """

    chosen = Signal(object)

    def __init__(self, client: "Client", bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._bridge = bridge
        self._systems = QButtonGroup(self)
        self._search = QLineEdit()
        self._list = QListWidget()
        self._said = Sentence()
        self._by_name = QPushButton()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._arrange()
        self._pause.timeout.connect(self._look)
        self._systems.idToggled.connect(lambda _, on: self._on_system() if on else None)
        self._search.textChanged.connect(lambda _: self._pause.start())
        self._search.installEventFilter(self)
        self._list.itemActivated.connect(lambda _: self._choose())
        self._list.itemClicked.connect(lambda _: self._choose())
        self._by_name.clicked.connect(self._choose_by_name)
        self._say("")

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        question = QLabel(self.tr("新组织是否属于北京、广东、福建？"))
        layout.addWidget(question)
        layout.addLayout(self._system_row())
        self._search.setObjectName("destination.search")
        self._search.setPlaceholderText(self.tr("按名称查找转入组织"))
        self._search.setAccessibleName(self.tr("按名称查找转入组织"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon(Icon.SEARCH, Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self._list.setObjectName("destination.list")
        self._list.setAccessibleName(self.tr("找到的组织"))
        self._list.setProperty("role", "choice")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._said.setProperty("role", "small")
        self._said.setObjectName("destination.said")
        self._by_name.setObjectName("destination.by_name")
        self._by_name.setProperty("role", "link")
        for part in (self._search, self._list, self._said, self._by_name):
            layout.addWidget(part)
        # As they are read, not as they were made.
        order = (*self._systems.buttons(), self._search, self._list, self._by_name)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _system_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for place, system in enumerate(System):
            national = system is System.NATIONAL
            button = QRadioButton(self.tr("不属于") if national else name_of(system))
            button.setObjectName(f"destination.system.{system}")
            button.setChecked(national)
            self._systems.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        return row

    @property
    def system(self) -> System:
        return tuple(System)[max(0, self._systems.checkedId())]

    def show_card(self, card: Card) -> None:
        """As if it had been looked for and found; chosen at once."""
        self._systems.button(tuple(System).index(card.system)).setChecked(True)
        self._show_cards((card,), ("",))
        self._list.setCurrentRow(0)
        self._choose()

    # Looking

    def _on_system(self) -> None:
        self._list.clear()
        self._list.hide()
        self._look()

    def _look(self) -> None:
        text, system = self._search.text().strip(), self.system
        self._by_name.hide()
        if not text:
            self._list.clear()
            self._list.hide()
            self._say("")
            return
        self._say(self.tr("正在查找…"))
        found = partial(self._on_found, text, system)
        self._bridge.ask(self, partial(self._read, text, system), found, self._on_failed)

    def _read(self, text: str, system: System) -> _Found:
        """Not on the GUI thread."""
        found = self._client.search_destinations(text, system)
        return _Found(found, [card_words(card) for card in found.cards])

    def _on_found(self, text: str, system: System, answer: _Found) -> None:
        if (text, system) != (self._search.text().strip(), self.system):
            return
        found = answer.found
        self._show_cards(found.cards, answer.words)
        self._by_name.setText(self.tr("按全称“{name}”办理，由服务器核对").format(name=text))
        self._by_name.setVisible(system is not System.NATIONAL and not self._named(text))
        self._say(self._words(found))

    def _named(self, text: str) -> bool:
        return any(self._list.item(row).data(CARD).full_name == text for row in range(self._list.count()))

    def _words(self, found: Destinations) -> str:
        if found.cards and found.nationwide:
            return ""
        if found.cards:
            return self.tr("现在离线，只在本机管理范围内查找；联网后可在全国查找。")
        if self.system is not System.NATIONAL:
            return self.tr("没有找到。可以输入组织全称直接办理，全称须完全一致。")
        if not found.nationwide:
            return self.tr("现在离线，本机管理范围内没有找到。联网后可在全国查找。")
        return self.tr("没有找到。换一个词，或核对新组织属于哪个系统。")

    def _on_failed(self, error: ClientError) -> None:
        self._say(sentence_of(error))

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._by_name.setVisible(self._by_name.isVisible() and bool(sentence))
        self._list.setVisible(self._list.count() > 0)

    def _show_cards(self, cards: Sequence[Card], words: Sequence[str]) -> None:
        self._list.clear()
        for card, said in zip(cards, words, strict=True):
            item = QListWidgetItem(icon(Icon.ORGANISATION), card.full_name)
            item.setData(CARD, card)
            item.setToolTip("\n".join(filter(None, (card.full_name, said))))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, said)
            self._list.addItem(item)
        seen = max(1, min(self._list.count(), ROWS_SEEN))
        self._list.setFixedHeight(seen * max(36, self._list.sizeHintForRow(0)) + GRID + 2)
        self._list.setCurrentRow(0 if cards else -1)

    # Choosing

    def _choose(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            card: Card = item.data(CARD)
            self.chosen.emit(Destination(card.system, card=card))

    def _choose_by_name(self) -> None:
        self.chosen.emit(Destination(self.system, name=self._search.text().strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows and Enter work in what was found while one is typing."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in MOVES and self._list.count():
                self._list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_enter()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._look()
        elif self._list.count():
            self._choose()
        elif self._by_name.isVisible():
            self._choose_by_name()


def card_words(card: Card) -> str:
    """What tells it from others of a like name. Reads the list of places at the first call."""
    parts = [name_of(card.kind)]
    if card.category is not Category.ORDINARY:
        parts.append(name_of(card.category))
    if card.division:
        parts.append(place_name(card.division))
    return " · ".join(parts)
