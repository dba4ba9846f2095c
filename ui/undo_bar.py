"""What was just decided, and the way back as long as it has not been sent."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.values import Changes, OpState, OutboxItem, Outcome
from ui.bridge import Bridge
from ui.command_words import command_name
from ui.icons import BESIDE_TEXT, Icon
from ui.picture import Picture
from ui.theme import GRID, Tone
from ui.verbs import Verbs

SEEN_AFTER = 4000
"""Milliseconds that «confirmed» stays to be read."""
UNSENT = frozenset({OpState.WAITING})


class UndoBar(QWidget):
    """
    Signals
        not_taken_back: how many of the decisions had been sent already.
        taken_back: the titles of those that had not.
    """

    not_taken_back = Signal(int)
    taken_back = Signal(list)

    def __init__(self, bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo.bar")
        self._bridge = bridge
        self._undo = verbs.undo
        self._ids: frozenset[str] = frozenset()
        self._titles: dict[str, str] = {}
        self._picture = Picture(Icon.WAITING, Tone.MUTED)
        self._sentence = QLabel(self)
        self._button = QToolButton(self)
        self._button.setObjectName("undo.take_back")
        self._button.setProperty("role", "quiet")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setIconSize(BESIDE_TEXT)
        self._button.setDefaultAction(verbs.undo)
        self._enough = QTimer(self, singleShot=True, interval=SEEN_AFTER)
        self._enough.timeout.connect(self.forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._picture, self._sentence, self._button):
            layout.addWidget(widget)
        verbs.undo.triggered.connect(self._take_back)
        bridge.changed.connect(self._on_changed)
        self.forget()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def offer(self, outcomes: Sequence[Outcome]) -> None:
        """A new decision takes the place of the one before."""
        ids = frozenset(outcome.op_id for outcome in outcomes if outcome.op_id is not None)
        if ids:
            self._ids = ids
            self._enough.stop()
            self._look()

    def forget(self) -> None:
        self._ids = frozenset()
        self._enough.stop()
        self._undo.setEnabled(False)
        self.hide()

    def _on_changed(self, changes: Changes) -> None:
        if self._ids and (changes.outbox or changes.everything):
            self._look()

    def _look(self) -> None:
        self._bridge.run(self, self._bridge.client.outbox, self._on_outbox)

    def _on_outbox(self, items: list[OutboxItem]) -> None:
        mine = [item for item in items if item.op_id in self._ids]
        self._titles = {item.op_id: item.title for item in mine}
        unsent = [item for item in mine if item.state in UNSENT]
        settled = all(item.state is OpState.APPLIED for item in mine)
        if not mine or any(item.state in (OpState.REJECTED, OpState.CONFLICT) for item in mine):
            # Taken back, or not accepted: then the outbox and the status line say more.
            self.forget()
            return
        self._undo.setEnabled(bool(unsent))
        self._button.setVisible(bool(unsent))
        self._say(mine, settled)
        if settled and not self._enough.isActive():
            self._enough.start()

    def _say(self, items: list[OutboxItem], settled: bool) -> None:
        done = self._done(items)
        text = self.tr("{done}，服务器已确认") if settled else self.tr("{done}，待同步")
        self._picture.show_icon(
            Icon.DONE if settled else Icon.WAITING, Tone.POSITIVE if settled else Tone.MUTED
        )
        self._sentence.setText(text.format(done=done))
        self.show()

    def _done(self, items: list[OutboxItem]) -> str:
        name = command_name(items[0].kind)
        if len(items) == 1 and items[0].title:
            return self.tr("{name}：{title}").format(name=name, title=items[0].title)
        return self.tr("{name}：%n 项", "", len(items)).format(name=name)

    def _take_back(self) -> None:
        ids, titles = tuple(self._ids), self._titles
        self.forget()

        def told(taken: Sequence[str]) -> None:
            if taken:
                self.taken_back.emit([titles.get(each, "") for each in taken])
            if len(ids) > len(taken):
                self.not_taken_back.emit(len(ids) - len(taken))

        self._bridge.act(self, lambda: self._bridge.client.take_back(ids), told)
