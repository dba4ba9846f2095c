"""The message centre 操作中心: what happened, the newest first, each opening what it is about (SPEC R81)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.message_values import MessageRow
from desktop.values import Changes
from domain.messages import MessageKind
from ui.bridge import Bridge
from ui.empty_words import with_offline
from ui.icons import Icon
from ui.language import name_of
from ui.list_notice import Notice
from ui.list_screen import ListScreen
from ui.message_model import MessageModel
from ui.message_pane import MessagePane
from ui.verb_button import VerbButton
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client


class MessageView(ListScreen):
    """
    Signals
        open_requested: the kind and the id of what a message is about.
    """

    open_requested = Signal(str, str)

    def __init__(self, client: "Client", bridge: Bridge, verbs: Verbs, parent: QWidget | None = None) -> None:
        model = MessageModel(client, bridge)
        super().__init__(client, bridge, verbs, "message", self.tr("消息"), model, parent)
        self._kinds = QComboBox()
        self._unread = QCheckBox(self.tr("只看未读"))
        self._pane = MessagePane()
        self._fill_top()
        self.column.insertWidget(2, self._pane)
        self._connect()

    def _fill_top(self) -> None:
        self._kinds.setObjectName("message.kind")
        self._kinds.setAccessibleName(self.tr("消息类型"))
        self._kinds.addItem(self.tr("全部类型"), None)
        for kind in MessageKind:
            self._kinds.addItem(name_of(kind), kind)
        self._unread.setObjectName("message.unread")
        self.top.addWidget(self._unread)
        self.top.addWidget(self._kinds)
        self.top.addStretch(1)
        self.top.addWidget(VerbButton(self.verbs.mark_all_read, "message.mark_all_read"))

    def _connect(self) -> None:
        verbs = self.verbs
        self._kinds.currentIndexChanged.connect(lambda _: self._ask())
        self._unread.toggled.connect(lambda _: self._ask())
        self._pane.wanted.connect(self._open_current)
        self.view.current_changed.connect(lambda _: self._show_current())
        self.model.dataChanged.connect(lambda *_: self._show_current())
        verbs.bind(self, verbs.mark_read, lambda: self._mark(self.view.selected_ids()))
        verbs.bind(self, verbs.mark_all_read, self._mark_all)
        self.view.menu.addActions([verbs.mark_read, verbs.mark_all_read])
        self.view.menu.addSeparator()
        self.view.menu.addActions([verbs.copy, verbs.select_all])

    def _ask(self) -> None:
        query = self.model.query
        wanted = replace(query, kind=self._kinds.currentData(), unread_only=self._unread.isChecked())
        self.model.show_query(wanted)

    def refresh(self, changes: Changes) -> None:
        if changes.messages or changes.outbox or changes.everything:
            self.model.refresh()
        if changes.status or changes.everything:
            self.read_status()

    # What is chosen

    def _row(self, identifier: str | None) -> MessageRow | None:
        line = self.model.line(identifier) if identifier is not None else None
        return None if line is None else line.row

    def _show_current(self) -> None:
        self._pane.show_row(self._row(self.view.current_id))

    def possible(self) -> set[QAction]:
        verbs, able = self.verbs, set[QAction]()
        if self.model.rowCount():
            able.add(verbs.mark_all_read)
        if self.view.selected_count:
            able.add(verbs.mark_read)
        return able

    # Doing it

    def open_row(self, identifier: str) -> None:
        """Whoever opens one has read it."""
        row = self._row(identifier)
        if row is not None:
            self._mark([identifier])
            self.open_requested.emit(row.message.subject_kind, row.message.subject_id)

    def _open_current(self) -> None:
        current = self.view.current_id
        if current is not None:
            self.open_row(current)

    def _mark(self, ids: list[str]) -> None:
        self.bridge.act(self, lambda: self.client.mark_messages_read(ids), lambda _: None)

    def _mark_all(self) -> None:
        self.bridge.act(self, self.client.mark_all_messages_read, lambda _: None)

    def nothing_there(self) -> Notice:
        if self._unread.isChecked() or self._kinds.currentData() is not None:
            return Notice(
                Icon.FILTER, self.tr("没有符合筛选的消息"), self.tr("换一个类型，或去掉“只看未读”。")
            )
        advice = self.tr("收到申请、被同意或退回、即将到期，都会在这里告诉您。")
        return Notice(Icon.MESSAGES, self.tr("还没有消息"), with_offline(advice, self.status))
