"""From the login window to the main window and back, for as long as the program runs."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.values import Session
from ui import preferences
from ui.bridge import Bridge
from ui.clipboard import forget_copied
from ui.icons import load_icons
from ui.idle_watch import IdleWatch
from ui.language import LanguageChoice, install_language, resolved
from ui.login_window import LoginWindow
from ui.system_lock import SystemLock
from ui.theme import Appearance, Theme

if TYPE_CHECKING:
    from desktop.client import Client
    from ui.main_window import MainWindow

GRACE_SECONDS = 5.0
"""In which what was decided can be taken back before it is sent."""


class Shell(QObject):
    """The client, its libraries and the icons are loaded when the first window has been painted."""

    def __init__(self, theme: Theme, profiles: Path, client: "Client | None" = None) -> None:
        """``client``: made already, by a test or the self-test; the shell closes it all the same."""
        super().__init__()
        self._theme = theme
        self._profiles = profiles
        self._client = client
        self._bridge: Bridge | None = None
        self._session: Session | None = None
        self.login: LoginWindow | None = None
        self.main: MainWindow | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self._lock)
        self._system_lock: SystemLock | None = None

    @property
    def client(self) -> "Client | None":
        """None until the first window has been painted."""
        return self._client

    def open(self, server: str = "", account: str = "", password: str = "") -> None:
        """With all three given it signs in by itself."""
        self.login = self._make_login()
        self.login.form.fill(server, account, password)
        if server and account and password:
            self.login.ready.connect(self.login.form.submit.click)
        self.login.painted.connect(self._load, Qt.ConnectionType.QueuedConnection)
        self.login.show()

    def close(self) -> None:
        """Idempotent. May take a second: what is being written is written to its end."""
        self._idle.stop()
        _discard(self.main)
        _discard(self.login)
        self.main = self.login = None
        if self._bridge is not None:
            self._bridge.close()
        if self._client is not None:
            self._client.close()

    # Login

    def _make_login(self) -> LoginWindow:
        login = LoginWindow()
        login.signed_in.connect(self._on_signed_in)
        return login

    def _load(self) -> None:
        from desktop.client import Client

        load_icons()
        self._client = self._client or Client(self._profiles, grace=GRACE_SECONDS)
        self._bridge = self._bridge or Bridge(self._client, self)
        if self.login is not None:
            self.login.attach(self._bridge)

    def _on_signed_in(self, session: Session) -> None:
        self._begin(session)
        _discard(self.login)
        self.login = None

    def _begin(self, session: Session) -> None:
        """Shows the main window for this session and starts to sync."""
        self._session = session
        self._show_main()
        client, bridge = self._client, self._bridge
        if client is not None and bridge is not None:
            bridge.act(self, lambda: client.start(bridge.notify), lambda _: None)

    # The main window

    def _show_main(self) -> None:
        """The new one is shown before the old one goes: with the last window Qt would end the program."""
        from ui.main_window import MainWindow
        from ui.screens import make_screens
        from ui.verbs import Verbs

        if self._client is None or self._bridge is None or self._session is None:
            return
        old, verbs = self.main, Verbs()
        if old is not None:
            old.remember_place()
        screens = make_screens(self._client, self._bridge, verbs, self._profiles)
        main = MainWindow(self._client, self._bridge, verbs, self._session, screens)
        verbs.setParent(main)
        main.sign_out_requested.connect(self._sign_out)
        main.lock_requested.connect(self._lock)
        main.organisation_requested.connect(self._switch_organisation)
        screens.settings.appearance_chosen.connect(self._choose_appearance)
        screens.settings.language_chosen.connect(self._choose_language)
        screens.settings.lock_chosen.connect(self._choose_lock)
        self.main = main
        main.show()
        self._watch()
        _discard(old)

    def _sign_out(self, wipe: bool) -> None:
        client, bridge = self._client, self._bridge
        if client is None or bridge is None:
            return
        self.login = login = self._make_login()
        login.show()
        self._idle.stop()
        _discard(self.main)
        self.main = None
        bridge.act(
            login,
            lambda: client.sign_out(wipe=wipe),
            lambda _: login.attach(bridge),
            login.form.show_error,
        )

    # Locking

    def _watch(self) -> None:
        self._idle.start(preferences.lock_minutes())
        if self._system_lock is None:
            self._system_lock = SystemLock(self)
            self._system_lock.locked.connect(self._lock)

    def _lock(self) -> None:
        """The window goes with all that its models hold, and the client closes what is open."""
        client, bridge = self._client, self._bridge
        if client is None or bridge is None or self.main is None:
            return
        self._idle.stop()
        forget_copied()
        self.login = login = self._make_login()
        login.show_locked()
        login.show()
        _discard(self.main)
        self.main = None
        bridge.act(login, client.lock, lambda _: login.attach(bridge), login.form.show_error)

    def _choose_lock(self, minutes: int) -> None:
        preferences.set_lock_minutes(minutes)
        self._idle.start(minutes)

    def _switch_organisation(self, organisation_id: str) -> None:
        client, bridge = self._client, self._bridge
        if client is not None and bridge is not None:
            bridge.act(self, lambda: client.switch_organisation(organisation_id), self._begin)

    # How it looks and speaks

    def _choose_appearance(self, chosen: Appearance) -> None:
        preferences.set_appearance(chosen)
        self._theme.set_appearance(chosen)

    def _choose_language(self, chosen: LanguageChoice) -> None:
        """Texts are made when widgets are, so the window is made anew, at the same place."""
        preferences.set_language_choice(chosen)
        install_language(resolved(chosen))
        self._show_main()
        if self.main is not None:
            self.main.verbs.settings.trigger()


def _discard(window: QWidget | None) -> None:
    if window is not None:
        window.close()
        window.deleteLater()
