"""The top of the window: for whom one acts, the search, the connection, the person."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.values import Session, Status
from ui.connection import said_of
from ui.icons import BESIDE_TEXT, Icon, icon
from ui.language import name_of
from ui.organisation_words import spoken_name
from ui.status_words import problem_words, synced_words
from ui.theme import GRID, Tone
from ui.verbs import Verbs

WIDEST_SEARCH = GRID * 60
WIDEST_NAME = GRID * 36
LEAVING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Down})


class SearchField(QLineEdit):
    """
    Says its own shortcut, as long as it is empty.

    Signals
        left: Enter, Escape or an arrow down: on to what was found.
    """

    left = Signal()

    def __init__(self, find: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setClearButtonEnabled(True)
        self.addAction(icon(Icon.SEARCH, Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        keys = find.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._hint = QLabel(keys, self)
        self._hint.setProperty("role", "key")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        if event.key() in LEAVING:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._hint.sizeHint()
        self._hint.resize(size)
        self._hint.move(self.width() - size.width() - GRID, (self.height() - size.height()) // 2)


class Header(QFrame):
    """
    Signals
        organisation_requested: another of the person's organisations, by id.
        search_changed: what stands in the search field.
    """

    organisation_requested = Signal(str)
    search_changed = Signal(str)

    def __init__(self, verbs: Verbs, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.organisation = _button("organisation", self)
        self.search = SearchField(verbs.find, self)
        self.connection = _button("connection", self)
        self.person = _button("person", self)
        self._sentence = QAction(self)
        self._sentence.setEnabled(False)
        self._arrange()
        self._fill_organisation(session)
        self._fill_connection(verbs)
        self._fill_person(verbs, session)
        self.search.textChanged.connect(self.search_changed)

    def _arrange(self) -> None:
        self.search.setMaximumWidth(WIDEST_SEARCH)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.search.setSizePolicy(policy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.organisation)
        layout.addStretch(1)
        layout.addWidget(self.search, 4)
        layout.addStretch(1)
        layout.addWidget(self.connection)
        layout.addWidget(self.person)

    def _fill_organisation(self, session: Session) -> None:
        button = self.organisation
        name = spoken_name(session.organisation)
        button.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, WIDEST_NAME))
        button.setToolTip(session.organisation.full_name)
        button.setIcon(icon(Icon.ORGANISATION))
        button.setAccessibleName(self.tr("当前组织：{name}").format(name=session.organisation.full_name))
        if len(session.organisations) < 2:
            # Nothing to choose from, so nothing to stop at with Tab.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            return
        menu = QMenu(button)
        for card in session.organisations:
            action = menu.addAction(spoken_name(card))
            action.setCheckable(True)
            action.setChecked(card.id == session.organisation.id)
            action.triggered.connect(lambda _, chosen=card.id: self.organisation_requested.emit(chosen))
        button.setMenu(menu)

    def _fill_connection(self, verbs: Verbs) -> None:
        menu = QMenu(self.connection)
        menu.addAction(self._sentence)
        menu.addSeparator()
        menu.addActions([verbs.sync, verbs.work_offline])
        self.connection.setMenu(menu)

    def _fill_person(self, verbs: Verbs, session: Session) -> None:
        self.person.setText(session.user_name)
        self.person.setIcon(icon(Icon.PERSON))
        self.person.setAccessibleName(self.tr("账号：{name}").format(name=session.user_name))
        menu = QMenu(self.person)
        who = menu.addAction(f"{name_of(session.role)} · {session.account_masked}")
        who.setEnabled(False)
        menu.addSeparator()
        menu.addActions([verbs.change_password, verbs.settings, verbs.show_shortcuts])
        menu.addSeparator()
        menu.addActions([verbs.sign_out, verbs.sign_out_and_wipe])
        self.person.setMenu(menu)

    def show_status(self, status: Status) -> None:
        said = said_of(status.connection)
        problem = problem_words(status)
        self.connection.setText(said.word)
        self.connection.setIcon(icon(said.icon, said.tone))
        self.connection.setAccessibleName(self.tr("连接：{word}").format(word=said.word))
        self.connection.setToolTip(problem)
        self._sentence.setText(problem or synced_words(status))

    def begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_place(self, title: str, searchable: bool) -> None:
        """What the search field looks through now."""
        hint = self.tr("在“{title}”中查找").format(title=title)
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.setVisible(searchable)


def _button(name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setProperty("role", "quiet")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setIconSize(BESIDE_TEXT)
    return button
