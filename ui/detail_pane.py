"""The pane beside a list: who or what it is, everything about it, and the verbs for it."""

from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.badge import Badge
from ui.bridge import Bridge
from ui.columns import Words
from ui.facts import value_label
from ui.list_notice import ListNotice, Notice
from ui.theme import GRID
from ui.verb_button import VerbButton

T = TypeVar("T")


class DetailPane(QFrame, Generic[T]):
    """What was shown stays until the next has been read, and is made anew only when it differs.

    Signals ``shown``: what has just been read, or None.
    """

    shown = Signal(object)

    def __init__(self, bridge: Bridge, buttons: Sequence[VerbButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: T | None = None
        self._bridge = bridge
        self._wanted: str | None = None
        self._shown_id: str | None = None
        self._verbs_offered = True
        self._head = QWidget()
        self._scroll = QScrollArea()
        self._line = QFrame()
        self._buttons = buttons
        self._bar = _button_bar(buttons)
        self._notice = ListNotice(self)
        self._arrange()
        for button in buttons:
            button.offered.connect(lambda _: self._show_bar())
        self._on_read(None, None)

    def _arrange(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self._scroll)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._line.setProperty("role", "line")
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._line)
        self._layout.addWidget(self._scroll, 1)
        self._layout.addWidget(self._bar)

    # What each pane says for itself

    def read(self, identifier: str) -> T | None:
        """Off the GUI thread."""
        raise NotImplementedError

    def head_of(self, detail: T) -> QWidget:
        raise NotImplementedError

    def body_of(self, detail: T) -> QWidget:
        raise NotImplementedError

    def name_of(self, detail: T) -> str:
        """For a screen reader."""
        raise NotImplementedError

    def nothing_chosen(self) -> Notice:
        raise NotImplementedError

    def gone(self) -> Notice:
        raise NotImplementedError

    # What all have in common

    def show_item(self, identifier: str | None) -> None:
        self._wanted = identifier
        if identifier is None:
            self._on_read(None, None)
        else:
            self._bridge.run(self, partial(self.read, identifier), partial(self._on_read, identifier))

    def refresh(self, changed: frozenset[str] | None) -> None:
        """None: everything may have changed."""
        if self._wanted is not None and (changed is None or self._wanted in changed):
            self.show_item(self._wanted)

    def note_identity_shown(self, member_id: str) -> None:
        """Behind what was decided, and never in its way (SPEC R14)."""
        note = partial(self._bridge.client.note_identity_shown, member_id)
        self._bridge.act(self, note, lambda _: None)

    def offer_verbs(self, offered: bool) -> None:
        """Not while several are selected: what the verbs are about is then not what is shown here."""
        self._verbs_offered = offered
        self._show_bar()

    def _show_bar(self) -> None:
        any_offered = any(button.is_offered for button in self._buttons)
        self._bar.setVisible(self._verbs_offered and any_offered and self.detail is not None)

    def _on_read(self, identifier: str | None, detail: T | None) -> None:
        if identifier != self._wanted:
            return
        if detail is None or detail != self.detail:
            self._show(detail)
        self.shown.emit(detail)

    def _show(self, detail: T | None) -> None:
        self.detail = detail
        for part in (self._head, self._line, self._scroll):
            part.setVisible(detail is not None)
        self.offer_verbs(self._verbs_offered)
        nothing = self.nothing_chosen() if self._wanted is None else self.gone()
        self._notice.show_notice(nothing if detail is None else None)
        if detail is not None:
            self._fill(detail)

    def _fill(self, detail: T) -> None:
        bar, same = self._scroll.verticalScrollBar(), self._wanted == self._shown_id
        place = bar.value() if same else 0
        head = self.head_of(detail)
        self._layout.replaceWidget(self._head, head)
        self._head.deleteLater()
        self._head = head
        head.show()
        self._scroll.setWidget(self.body_of(detail))
        self._shown_id = self._wanted
        bar.setValue(place)
        self._scroll.setAccessibleName(self.name_of(detail))


def _button_bar(buttons: Sequence[VerbButton]) -> QFrame:
    bar = QFrame()
    bar.setProperty("role", "bar")
    layout = QHBoxLayout(bar)
    layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
    layout.setSpacing(GRID)
    for button in buttons:
        layout.addWidget(button)
    layout.addStretch(1)
    return bar


def pane_head(title: str, line: str, badges: Sequence[Words]) -> QWidget:
    """What does not scroll away: the name, a line about it, how it stands."""
    head = QWidget()
    layout = QVBoxLayout(head)
    layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
    layout.setSpacing(GRID)
    name = QLabel(title)
    name.setObjectName("detail.title")
    name.setProperty("role", "title")
    name.setTextFormat(Qt.TextFormat.PlainText)
    about = value_label(line)
    about.setProperty("role", "muted")
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for words in badges:
        if words.text not in ("", "—"):
            row.addWidget(Badge(words))
    row.addStretch(1)
    layout.addWidget(name)
    layout.addWidget(about)
    layout.addLayout(row)
    return head


def pane_body(parts: Sequence[QWidget], widest: int) -> QWidget:
    body = QWidget()
    body.setMaximumWidth(widest)
    layout = QVBoxLayout(body)
    layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
    layout.setSpacing(3 * GRID)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return body
