"""The window: frame, screens, bars. It knows screens by what ``Screen`` says, and decides nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.values import Changes, Connection, DueRange, Kind, Outcome, Session, Status
from domain.registers import Register
from ui import preferences
from ui.bridge import Bridge
from ui.chase_dialogue import ChaseDialogue
from ui.guidance_page import advised_words
from ui.header import Header
from ui.manual import open_manual
from ui.menu_bar import fill_menu_bar
from ui.message_bar import MessageBar
from ui.navigation import Navigation
from ui.organisation_words import spoken_name
from ui.outcome_words import refused_words
from ui.overview import Overview
from ui.palette import Palette, Ways
from ui.password_dialogue import PasswordDialogue
from ui.results import Results
from ui.screen import Page
from ui.screen_size import keep_on_screen, size_on_screen
from ui.screens import Screens
from ui.shortcuts_dialogue import ShortcutsDialogue
from ui.sign_out_question import ask_to_sign_out
from ui.status_line import StatusLine
from ui.status_words import problem_words
from ui.taking_back import taken_back_words
from ui.theme import GRID, Tone
from ui.undo_bar import UndoBar
from ui.verbs import Verbs
from ui.wipe_question import ask_to_wipe

if TYPE_CHECKING:
    from desktop.client import Client

GEOMETRY, SPLITTER = "window.geometry", "window.splitter"
FIRST_SIZE = (GRID * 160, GRID * 100)
TREE_WIDTH = GRID * 28
TYPING_PAUSE = 150
"""Milliseconds without a key after which what was typed is looked for."""


class MainWindow(QMainWindow):
    """
    Signals
        sign_out_requested: whether the data of this machine are to be removed as well.
        lock_requested: nobody is to see anything until the password has been given.
        organisation_requested: another of the person's organisations, by id.
    """

    sign_out_requested = Signal(bool)
    lock_requested = Signal()
    organisation_requested = Signal(str)

    def __init__(
        self, client: "Client", bridge: Bridge, verbs: Verbs, session: Session, screens: Screens
    ) -> None:
        super().__init__()
        self.setObjectName("main")
        self._client = client
        self._bridge = bridge
        self.verbs = verbs
        self.screens = screens
        self._pages = screens.pages()
        self._offline_start = session.offline
        self._told_problem = ""
        self._status: Status | None = None
        self.header = Header(verbs, session, self)
        self.navigation = Navigation(verbs, self)
        self.message_bar = MessageBar(self)
        self.undo_bar = UndoBar(bridge, verbs, self)
        self.status_line = StatusLine(verbs, self.undo_bar, self)
        self._overview = Overview(client, bridge, self)
        self._results = Results(client, bridge, verbs.show_results, self)
        self._stack = QStackedWidget(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._arrange()
        self._connect_frame()
        self._connect_verbs()
        self._connect_screens()
        self.setWindowTitle(spoken_name(session.organisation))
        verbs.show_inbox.trigger()
        self._overview.refresh()

    # Arranging

    def _arrange(self) -> None:
        fill_menu_bar(self.menuBar(), self.verbs)
        self.addActions(self.verbs.all())
        for page in self._pages:
            self._stack.addWidget(page.widget)
        self._splitter.addWidget(self.screens.tree)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setCollapsible(1, False)
        self._splitter.setSizes([TREE_WIDTH, FIRST_SIZE[0]])
        self._splitter.restoreState(preferences.place(SPLITTER))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._splitter, 1)
        central = QWidget(self)
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(middle, 1)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.status_line)
        self.setCentralWidget(central)
        self.resize(size_on_screen(self, QSize(*FIRST_SIZE)))
        if self.restoreGeometry(preferences.place(GEOMETRY)):
            keep_on_screen(self)

    # Connecting

    def _connect_frame(self) -> None:
        self.header.organisation_requested.connect(self.organisation_requested)
        self.header.search_changed.connect(lambda _: self._typing.start())
        self.header.search.left.connect(self._leave_search)
        self._typing.timeout.connect(self._find)
        self.undo_bar.taken_back.connect(lambda titles: self._hint(taken_back_words(titles)))
        self.undo_bar.not_taken_back.connect(self._on_not_taken_back)
        self._results.hinted.connect(self._hint)
        self._overview.status_changed.connect(self.show_status)
        self._overview.counts_changed.connect(self.navigation.show_counts)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.failed.connect(self.message_bar.say_error)

    def _connect_verbs(self) -> None:
        verbs = self.verbs
        verbs.find.triggered.connect(self.header.begin_search)
        verbs.go_anywhere.triggered.connect(self._go_anywhere)
        verbs.sync.triggered.connect(lambda: self._act_on_sync(self._client.sync_now))
        verbs.accept_deletion.triggered.connect(lambda: self._act_on_sync(self._client.accept_deletion))
        verbs.cancel_sync.triggered.connect(lambda: self._act_on_sync(self._client.cancel_sync))
        # `triggered` is the user's doing only, so showing the state does not ask for it again.
        verbs.work_offline.triggered.connect(self._work_offline)
        verbs.change_password.triggered.connect(lambda: PasswordDialogue(self._bridge, self).open())
        verbs.show_shortcuts.triggered.connect(lambda: ShortcutsDialogue(verbs, self).open())
        verbs.show_manual.triggered.connect(lambda: open_manual(self, self._bridge, self._hint))
        verbs.chase.triggered.connect(self._chase)
        verbs.lock.triggered.connect(self.lock_requested)
        verbs.sign_out.triggered.connect(self._ask_to_sign_out)
        verbs.sign_out_and_wipe.triggered.connect(self._ask_to_wipe)
        verbs.quit.triggered.connect(self.close)
        for action, page in zip(verbs.screens, self._pages, strict=True):
            action.triggered.connect(lambda _, page=page: self._show_page(page))

    def _connect_screens(self) -> None:
        self.screens.tree.organisation_selected.connect(self._on_organisation_selected)
        self.screens.tree.members_dropped.connect(self.screens.members.begin_transfers)
        self.screens.organiser.acted.connect(self._on_acted)
        screens = self.screens
        for screen in (
            screens.inbox,
            screens.members,
            screens.outbox,
            screens.messages,
            screens.registers,
            screens.figures,
            screens.radar,
            screens.health,
            screens.guidance,
        ):
            screen.hinted.connect(self._hint)
        screens.registers.acted.connect(self._on_acted)
        self.screens.messages.open_requested.connect(self._open_subject)
        screens.radar.inbox_requested.connect(self._open_narrowed)
        screens.guidance.verb_requested.connect(self._begin_advised)
        screens.health.organisation_requested.connect(self._open_organisation)
        screens.radar.registers_requested.connect(self.verbs.show_registers.trigger)
        self.screens.inbox.acted.connect(self._on_acted)
        self.screens.members.acted.connect(self._on_acted)
        self.screens.members.open_transfer_requested.connect(self._open_transfer)
        self.screens.members.search_wanted.connect(self._search_for)
        self.screens.outbox.open_transfer_requested.connect(self._open_transfer)

    # Screens

    @property
    def _page(self) -> Page:
        return self._pages[self._stack.currentIndex()]

    def _show_page(self, page: Page) -> None:
        if self.header.search.text():
            self.header.search.clear()
            self._find()
        self.verbs.offer_none()
        self._stack.setCurrentWidget(page.widget)
        self.screens.tree.setVisible(page.has_tree)
        self.header.show_place(page.screen.title, page.is_searchable)
        self.verbs.find.setEnabled(page.is_searchable)
        page.screen.activate()

    def _find(self) -> None:
        self._typing.stop()
        self._page.screen.look_for(self.header.search.text())

    def _search_for(self, text: str) -> None:
        """What ends with a colon waits for its value."""
        self.header.search.setText(text)
        self._find()
        if text.endswith(":"):
            self.header.begin_search()
            self.header.search.end(False)

    def _leave_search(self) -> None:
        if self._typing.isActive():
            self._find()
        self._page.screen.activate()

    def _on_organisation_selected(self, organisation_id: str | None) -> None:
        for page in self._pages:
            page.screen.select_organisation(organisation_id)

    def _open_transfer(self, transfer_id: str) -> None:
        self.verbs.show_inbox.trigger()
        # Behind what the inbox itself asks for on coming to the front, whose answer would move the cursor.
        self._bridge.run(self, lambda: None, lambda _: self.screens.inbox.open_transfer(transfer_id))

    def _go_anywhere(self) -> None:
        ways = Ways(self._open_member, self._open_organisation, self._open_transfer)
        Palette(self._client, self._bridge, self.verbs.all(), ways, self).open()

    def _chase(self) -> None:
        dialogue = ChaseDialogue(self._client, self._bridge, self)
        dialogue.acted.connect(self._on_acted)
        dialogue.open()

    def _open_member(self, member_id: str, branch_id: str) -> None:
        self._open_organisation(branch_id)
        self.screens.members.open_member(member_id)

    def _open_organisation(self, organisation_id: str) -> None:
        self.verbs.show_members.trigger()
        self.screens.tree.reveal(organisation_id)

    def _begin_advised(self, verb: str) -> None:
        """To where it is done; what needs somebody to be chosen says so there."""
        verbs = self.verbs
        places = {
            "show_inbox": verbs.show_inbox,
            "show_started": verbs.show_inbox,
            "show_registers": verbs.show_registers,
            "show_settings": verbs.settings,
        }
        places.get(verb, verbs.show_members).trigger()
        if verb == "show_started":
            self.screens.inbox.show_started()
        elif verb not in places:
            self._hint(advised_words(verbs, verb))

    def _open_narrowed(self, due: DueRange | None, unallocated: bool, words: str) -> None:
        self.verbs.show_inbox.trigger()
        self.screens.inbox.narrow(due, unallocated, words)

    def _open_subject(self, subject_kind: str, subject_id: str) -> None:
        """What a message is about. The outbox keeps what was not accepted of everything else."""
        if subject_kind == Kind.TRANSFER:
            self._open_transfer(subject_id)
        elif subject_kind in tuple(Register):
            self.verbs.show_registers.trigger()
            self.screens.registers.open_entry(subject_id)
        else:
            self.verbs.show_outbox.trigger()

    # What happens

    def _on_changed(self, changes: Changes) -> None:
        self._overview.refresh(changes)
        for page in self._pages:
            page.screen.refresh(changes)

    def _on_acted(self, outcomes: list[Outcome]) -> None:
        self.undo_bar.offer(outcomes)
        self._results.keep(outcomes)
        refused = [outcome for outcome in outcomes if outcome.refusal is not None]
        if refused:
            several = self.verbs.show_results if len(outcomes) > 1 else None
            self.message_bar.say(refused_words(refused), Tone.WARNING, several)

    def _hint(self, sentence: str) -> None:
        self.message_bar.say_briefly(sentence)

    def _on_not_taken_back(self, missed: int) -> None:
        self.message_bar.say(self.tr("有 %n 项已经发送，不能收回。", "", missed), Tone.WARNING)

    def show_status(self, status: Status) -> None:
        self._status = status
        self.header.show_status(status)
        self.status_line.show_status(status)
        self.verbs.cancel_sync.setEnabled(status.syncing)
        self.verbs.accept_deletion.setVisible(status.problem_code == "MASS_DELETION")
        self.verbs.work_offline.setChecked(status.connection is Connection.WORKING_OFFLINE)
        self._tell_offline_start(status)
        self._tell_problem(status)

    def _tell_offline_start(self, status: Status) -> None:
        if self._offline_start and status.connection is not Connection.ONLINE:
            self.message_bar.say(
                self.tr("服务器没有应答，已用本机数据打开。可以照常办理，联网后自动发送。"), Tone.INFO
            )
        self._offline_start = False

    def _tell_problem(self, status: Status) -> None:
        """Once for each problem that only the user can solve."""
        stopped = status.connection is Connection.STOPPED
        if stopped and status.problem != self._told_problem:
            asks = status.problem_code == "MASS_DELETION"
            way_out = self.verbs.accept_deletion if asks else self.verbs.sign_out
            self.message_bar.say(problem_words(status), Tone.NEGATIVE, way_out)
        self._told_problem = status.problem if stopped else ""

    # Verbs

    def _act_on_sync(self, work: Callable[[], None]) -> None:
        self._bridge.act(self, work, lambda _: self._overview.refresh())

    def _work_offline(self, offline: bool) -> None:
        self._act_on_sync(lambda: self._client.set_working_offline(offline))

    def _ask_to_sign_out(self) -> None:
        """Behind what has just been decided, so that it is counted too."""
        self._bridge.act(self, self._client.status, self._on_leaving)

    def _on_leaving(self, status: Status) -> None:
        if not status.waiting:
            self.sign_out_requested.emit(False)
            return
        offline = status.connection is Connection.WORKING_OFFLINE
        sync = None if offline else self.verbs.sync.trigger
        ask_to_sign_out(self, status.waiting, lambda: self.sign_out_requested.emit(False), sync)

    def _ask_to_wipe(self) -> None:
        waiting = 0 if self._status is None else self._status.waiting
        ask_to_wipe(self, waiting, lambda: self.sign_out_requested.emit(True))

    def remember_place(self) -> None:
        preferences.set_place(GEOMETRY, self.saveGeometry())
        preferences.set_place(SPLITTER, self._splitter.saveState())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember_place()
        super().closeEvent(event)
