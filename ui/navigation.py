"""The screens, one under the other, with what waits in them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.values import Counts
from ui.icons import BESIDE_TEXT
from ui.language import number
from ui.theme import GRID, Tone
from ui.verbs import Verbs

NARROWEST = GRID * 16


class NavigationButton(QPushButton):
    """Shows an action of ``Verbs`` and a number beside it."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(action.icon(), action.text(), parent)
        self.setObjectName(action.objectName().replace("verb.", "navigation."))
        self.setCheckable(True)
        self.setIconSize(BESIDE_TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = action.text()
        self._count = QLabel(self)
        self._count.setProperty("role", "count")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID + 2, 0)
        layout.addStretch(1)
        layout.addWidget(self._count)
        self.setAccessibleName(self._name)
        self.clicked.connect(action.trigger)
        action.toggled.connect(self.setChecked)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(NARROWEST, hint.width() + self._count.sizeHint().width() + 2 * GRID), hint.height())

    def show_count(self, count: int, tone: Tone = Tone.MUTED) -> None:
        self._count.setText(number(count) if count else "")
        self._count.setProperty("tone", tone.value)
        self._count.style().polish(self._count)
        self.setAccessibleName(
            self.tr("{name}，{n} 项").format(name=self._name, n=count) if count else self._name
        )
        self.updateGeometry()


class Navigation(QFrame):
    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAccessibleName(self.tr("导航"))
        self._inbox = NavigationButton(verbs.show_inbox, self)
        self._members = NavigationButton(verbs.show_members, self)
        self._outbox = NavigationButton(verbs.show_outbox, self)
        self._messages = NavigationButton(verbs.show_messages, self)
        self._registers = NavigationButton(verbs.show_registers, self)
        self._figures = NavigationButton(verbs.show_figures, self)
        self._radar = NavigationButton(verbs.show_radar, self)
        self._health = NavigationButton(verbs.show_health, self)
        self._guidance = NavigationButton(verbs.show_guidance, self)
        self._settings = NavigationButton(verbs.settings, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        for button in (
            self._inbox,
            self._members,
            self._outbox,
            self._messages,
            self._registers,
            self._figures,
            self._radar,
            self._health,
        ):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self._guidance)
        layout.addWidget(self._settings)

    def show_counts(self, counts: Counts) -> None:
        self._inbox.show_count(counts.pending, Tone.WARNING if counts.soon else Tone.MUTED)
        self._inbox.setToolTip(self.tr("其中 {n} 项即将到期").format(n=counts.soon) if counts.soon else "")
        # What needs attention is more pressing than what merely waits.
        self._outbox.show_count(
            counts.attention or counts.waiting, Tone.NEGATIVE if counts.attention else Tone.MUTED
        )
        self._messages.show_count(counts.unread)
        self._registers.show_count(counts.overdue, Tone.NEGATIVE)
        self._registers.setToolTip(
            self.tr("{n} 项登记已逾期").format(n=counts.overdue) if counts.overdue else ""
        )
