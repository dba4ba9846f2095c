"""催办: what was started here, by who must act next: whom to call, what to write (SPEC R83)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chasing import ChaseGroup, chase_text, nudges_of
from desktop.values import Outcome, Seen
from domain.instants import china_minute
from ui.bridge import Bridge
from ui.choice_delegate import ChoiceDelegate
from ui.clipboard import put_for_a_while
from ui.facts import Facts, value_label
from ui.icons import Icon
from ui.language import number
from ui.list_notice import ListNotice, Notice
from ui.organisation_words import spoken_name
from ui.section import Section
from ui.theme import GRID

if TYPE_CHECKING:
    from desktop.client import Client

SIZE = (112 * GRID, 68 * GRID)
LIST_WIDTH = 40 * GRID
LOGGED = 6


class ChaseDialogue(QDialog):
    """
    Signals
        acted: the outcomes of reminding.
    """

    acted = Signal(list)

    def __init__(self, client: "Client", bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chase")
        self.setWindowTitle(self.tr("催办"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._client = client
        self._bridge = bridge
        self._sender = client.session.organisation.full_name
        self._groups: Sequence[ChaseGroup] = ()
        self._model = QStandardItemModel(self)
        self._list = QListView()
        self._notice = ListNotice(self._list.viewport())
        self._contact, self._facts = QWidget(), Facts()
        self._contacts = QVBoxLayout(self._contact)
        self._text = QPlainTextEdit()
        self._log = value_label("")
        self._copy, self._nudge = QPushButton(self.tr("复制文字")), QPushButton()
        self._arrange()
        self._list.selectionModel().currentChanged.connect(lambda *_: self._show_group())
        self._copy.clicked.connect(self._on_copy)
        self._nudge.clicked.connect(self._on_nudge)
        self._show_group()
        self._read()

    def _arrange(self) -> None:
        listed = self._list
        listed.setObjectName("chase.groups")
        listed.setAccessibleName(self.tr("等待办理的组织"))
        listed.setModel(self._model)
        listed.setItemDelegate(ChoiceDelegate(listed))
        listed.setProperty("role", "choice")
        listed.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        listed.setFixedWidth(LIST_WIDTH)
        self._text.setObjectName("chase.text")
        self._text.setAccessibleName(self.tr("催办文字"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._right = QVBoxLayout()
        self._right.setSpacing(2 * GRID)
        self._right.addWidget(Section(self.tr("联系人"), self._contact))
        self._right.addWidget(Section(self.tr("催办文字"), self._text), 1)
        self._right.addWidget(Section(self.tr("催办记录"), self._log))
        columns = QHBoxLayout()
        columns.setSpacing(2 * GRID)
        columns.addWidget(listed)
        columns.addLayout(self._right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(columns, 1)
        layout.addWidget(self._buttons())
        self._contacts.setContentsMargins(0, 0, 0, 0)
        self._contacts.addWidget(self._facts)
        self.resize(*SIZE)

    def _buttons(self) -> QDialogButtonBox:
        role, box = QDialogButtonBox.ButtonRole, QDialogButtonBox()
        close = QPushButton(self.tr("关闭"))
        close.setObjectName("chase.close")
        self._copy.setObjectName("chase.copy")
        self._nudge.setObjectName("chase.nudge")
        self._nudge.setProperty("role", "primary")
        box.addButton(self._nudge, role.ActionRole)
        box.addButton(self._copy, role.ActionRole)
        box.addButton(close, role.RejectRole)
        for button in (self._nudge, self._copy, close):
            button.setAutoDefault(False)
        box.rejected.connect(self.reject)
        return box

    # Reading

    def _read(self) -> None:
        self._bridge.run(self, self._client.chase_groups, self._show)

    def _show(self, groups: Sequence[ChaseGroup]) -> None:
        """The place in the list stays."""
        row = max(0, self._list.currentIndex().row())
        self._groups = groups
        self._model.clear()
        for group in groups:
            item = QStandardItem(f"{spoken_name(group.acting)}　{number(len(group.rows))}")
            item.setToolTip(group.acting.full_name)
            self._model.appendRow(item)
        self._list.setCurrentIndex(self._model.index(min(row, len(groups) - 1), 0))
        title, advice = self.tr("没有等待他人办理的申请"), self.tr("本组织发起、还没有办完的转接列在这里。")
        self._notice.show_notice(None if groups else Notice(Icon.INBOX, title, advice))
        self._show_group()

    @property
    def _group(self) -> ChaseGroup | None:
        row = self._list.currentIndex().row()
        return self._groups[row] if 0 <= row < len(self._groups) else None

    def _show_group(self) -> None:
        group = self._group
        for button in (self._copy, self._nudge):
            button.setEnabled(group is not None)
        count = 0 if group is None else len(group.rows)
        self._nudge.setText(self.tr("催办 {n} 项").format(n=number(count)))
        self._text.setPlainText("" if group is None else chase_text(group, self._sender))
        self._show_contact(group)
        self._log.setText(self._logged(group))

    def _show_contact(self, group: ChaseGroup | None) -> None:
        facts = Facts()
        for person in () if group is None else group.acting.administrators:
            facts.add_phone(person.name, person.phone)
        self._contacts.replaceWidget(self._facts, facts)
        self._facts.deleteLater()
        self._facts = facts

    def _logged(self, group: ChaseGroup | None) -> str:
        rows = () if group is None else group.rows
        told = [(event.at, event, row.transfer) for row in rows for event in nudges_of(row.transfer)]
        told.sort(key=lambda each: each[0], reverse=True)
        lines = [
            f"{china_minute(at)} {event.by.name}：{one.subject.name}" for at, event, one in told[:LOGGED]
        ]
        return "\n".join(lines) or self.tr("还没有催办过。")

    # Acting

    def _on_copy(self) -> None:
        # It names persons, and this dialogue may be closed before its time is over.
        put_for_a_while(self.parentWidget() or self, self._text.toPlainText())

    def _on_nudge(self) -> None:
        group = self._group
        if group is not None:
            seen = [Seen(id=row.transfer.id, version=row.transfer.version) for row in group.rows]
            self._bridge.act(self, lambda: self._client.nudge_transfers(seen), self._on_nudged)

    def _on_nudged(self, outcomes: list[Outcome]) -> None:
        self.acted.emit(outcomes)
        self._read()
