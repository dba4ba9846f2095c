"""去任何地方: members, organisations, transfers and verbs by a few letters, from anywhere (SPEC R111)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.finding import Finds
from ui.bridge import Bridge
from ui.choice_delegate import ChoiceDelegate
from ui.icons import Icon, icon
from ui.language import name_of
from ui.list_notice import ListNotice, Notice
from ui.organisation_words import spoken_name
from ui.theme import GRID, Tone

if TYPE_CHECKING:
    from desktop.client import Client

Go = Callable[[], object]
GO_ROLE = Qt.ItemDataRole.UserRole
SIZE = (72 * GRID, 52 * GRID)
MOST_VERBS = 8
TYPING_PAUSE = 60
"""Milliseconds without a key after which what was typed is looked for."""
MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Ways(NamedTuple):
    """How one gets to each kind of what is found, by its id; ``member`` is given the branch's too."""

    member: Callable[[str, str], object]
    organisation: Callable[[str], object]
    transfer: Callable[[str], object]


class Palette(QDialog):
    """One question is asked at a time; what was typed meanwhile is asked next, and the rest never."""

    def __init__(
        self,
        client: "Client",
        bridge: Bridge,
        verbs: tuple[QAction, ...],
        ways: Ways,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("去任何地方"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._client = client
        self._bridge = bridge
        self._verbs = [verb for verb in verbs if verb.isEnabled() and verb.isVisible()]
        self._ways = ways
        self._asked: str | None = None
        self._found = Finds()
        self._field = QLineEdit()
        self._model = QStandardItemModel(self)
        self._list = QListView()
        self._notice = ListNotice(self._list.viewport())
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._arrange()
        self._field.textChanged.connect(lambda _: self._pause.start())
        self._field.installEventFilter(self)
        self._pause.timeout.connect(self._look)
        self._list.activated.connect(lambda _: self._go())
        self._list.clicked.connect(lambda _: self._go())
        self._show(Finds())

    def _arrange(self) -> None:
        hint = self.tr("姓名、组织、操作，可用拼音、首字母或号码末几位")
        self._field.setObjectName("palette.field")
        self._field.setPlaceholderText(hint)
        self._field.setAccessibleName(self.tr("去任何地方"))
        self._field.setAccessibleDescription(hint)
        self._field.addAction(icon(Icon.SEARCH, Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        listed = self._list
        listed.setObjectName("palette.list")
        listed.setAccessibleName(self.tr("可以去的地方"))
        listed.setModel(self._model)
        listed.setItemDelegate(ChoiceDelegate(listed))
        listed.setProperty("role", "choice")
        listed.setFrameShape(QFrame.Shape.NoFrame)
        listed.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        listed.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setUniformItemSizes(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._field)
        layout.addWidget(listed, 1)
        self.resize(*SIZE)

    # Looking

    def _look(self) -> None:
        self._pause.stop()
        if self._asked is None:
            self._asked = self._field.text()
            work = partial(self._client.find_anywhere, self._asked)
            self._bridge.run(self, work, self._on_found, lambda _: self._on_found(Finds()))

    def _on_found(self, found: Finds) -> None:
        outdated = self._asked != self._field.text()
        self._asked = None
        if outdated:
            self._look()
        else:
            self._show(found)

    # What is found

    def _show(self, found: Finds) -> None:
        text = self._field.text().strip()
        self._model.clear()
        self._add_subjects(found)
        for verb in self._matching_verbs(text):
            self._add(verb.icon(), _verb_words(verb), self.tr("操作"), verb.trigger)
        self._list.setCurrentIndex(self._model.index(0, 0))
        nothing = self.tr("没有找到“{text}”").format(text=text)
        advice = self.tr("可以输入姓名、组织名称、拼音、首字母、号码末几位，或操作的名称。")
        empty = self._model.rowCount() == 0
        self._notice.show_notice(Notice(Icon.SEARCH, nothing, advice) if empty else None)

    def _add_subjects(self, found: Finds) -> None:
        ways = self._ways
        for row in found.members:
            member = row.member
            go = partial(ways.member, member.id, member.organisation_id)
            self._add(icon(Icon.PERSON), f"{member.name}　{row.branch_name}", self.tr("团员"), go)
        for node in found.organisations:
            card = node.organisation
            self._add(
                icon(Icon.ORGANISATION),
                spoken_name(card),
                self.tr("组织"),
                partial(ways.organisation, card.id),
            )
        for line in found.transfers:
            transfer = line.transfer
            words = f"{transfer.subject.name}　{name_of(transfer.kind)} · {name_of(transfer.state)}"
            self._add(icon(Icon.INBOX), words, self.tr("转接"), partial(ways.transfer, transfer.id))

    def _matching_verbs(self, text: str) -> list[QAction]:
        wanted = text.lower()
        found = [verb for verb in self._verbs if wanted in verb.text().lower()]
        return found[:MOST_VERBS] if wanted else found

    def _add(self, picture: QIcon, words: str, kind: str, go: Go) -> None:
        item = QStandardItem(picture, f"{words}　— {kind}")
        item.setToolTip(words)
        item.setData(go, GO_ROLE)
        self._model.appendRow(item)

    # Going

    def _go(self) -> None:
        go = self._list.currentIndex().data(GO_ROLE)
        if go is not None:
            # Gone first, so that what comes next can take the focus.
            self.accept()
            go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows and Enter work in the list while one is typing."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self._list.event(event)
                return True
            if event.key() in ENTER:
                self._on_enter()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        """Whoever is quicker than the pause shall not go to where the last letter was missing."""
        if self._pause.isActive():
            self._look()
        elif self._asked is None:
            self._go()


def _verb_words(verb: QAction) -> str:
    keys = verb.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{verb.text()}　{keys}" if keys else verb.text()
