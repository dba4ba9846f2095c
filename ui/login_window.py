"""The first window: signing in, the first password, the choice of an organisation."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import ClientError
from desktop.values import Remembered, Session
from ui.bridge import Bridge
from ui.login_form import LoginForm
from ui.organisation_choice import OrganisationChoice
from ui.password_form import PasswordForm
from ui.screen_size import size_on_screen
from ui.theme import GRID

COLUMN = GRID * 42
MARGIN = GRID * 5
HEIGHT = GRID * 74
"""With room for an error of three lines; where the screen has less, the page scrolls."""
LEAST_HEIGHT = GRID * 40
LOGO = GRID * 6


class LoginWindow(QWidget):
    """Can be painted before there is a client; ``attach`` brings the bridge to it.

    Signals
        signed_in: the session, ready to work with.
        painted: once, when there is something to be seen.
        ready: the remembered accounts are shown.
    """

    signed_in = Signal(object)
    painted = Signal()
    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("login")
        self.setWindowTitle(self.tr("登录"))
        self._bridge: Bridge | None = None
        self._password = ""
        self._is_painted = False
        self.form = LoginForm(self)
        self._title, self._subtitle = QLabel(self), QLabel(self, wordWrap=True)
        self._pages = QStackedWidget(self)
        self._arrange()
        self.form.submitted.connect(self._sign_in)
        self.show_form()

    def _arrange(self) -> None:
        self._title.setProperty("role", "display")
        self._subtitle.setProperty("role", "muted")
        logo = QLabel(self)
        logo.setPixmap(QGuiApplication.windowIcon().pixmap(LOGO, LOGO))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        heading = QHBoxLayout()
        heading.setSpacing(GRID * 2)
        heading.addWidget(logo)
        heading.addLayout(words, 1)
        column = QWidget(self)
        column.setFixedWidth(COLUMN)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID * 4)
        inner.addLayout(heading)
        inner.addWidget(self._pages, 1)
        self._make_scrollable(column)
        self.setMinimumSize(COLUMN + 2 * MARGIN, LEAST_HEIGHT)
        self.resize(size_on_screen(self, QSize(COLUMN + 2 * MARGIN, HEIGHT)))
        self._form_page = _top(self.form)
        self._pages.addWidget(self._form_page)

    def _make_scrollable(self, column: QWidget) -> None:
        page, scroll = QWidget(), QScrollArea(self)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        inside.addStretch(1)
        inside.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(2)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        # Filled, they would hide the window, and what is hidden is never painted.
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def attach(self, bridge: Bridge) -> None:
        self._bridge = bridge
        bridge.run(self, bridge.client.remembered, self._on_remembered, self.form.show_error)

    def _on_remembered(self, accounts: tuple[Remembered, ...]) -> None:
        self.form.show_remembered(accounts)
        self.form.begin()
        self.ready.emit()

    def show_form(self) -> None:
        self._show_page(self.tr("衔接"), self.tr("团员组织关系转接"), self._form_page)
        self.form.begin()

    def show_locked(self) -> None:
        """Instead of the first page's words."""
        self._subtitle.setText(self.tr("已锁定。输入密码继续，待同步的办理都还在。"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    # Signing in

    def _sign_in(self) -> None:
        if self._bridge is None:
            return
        client, form = self._bridge.client, self.form
        remembered, password = form.remembered, form.password.text()
        server, account = form.server.text().strip(), form.account.text()
        code = form.code.text().strip() or None
        self._password = password
        if remembered is None:
            self._ask(lambda: client.sign_in(server, account, password, code=code), self._on_signed_in)
        else:
            key = remembered.key
            self._ask(lambda: client.sign_in_remembered(key, password, code=code), self._on_signed_in)

    def _ask(self, work: Callable[[], Session], done: Callable[[Session], None]) -> None:
        if self._bridge is not None:
            self.form.set_waiting(True)
            self._bridge.act(self, work, done, self._on_failed)

    def _on_failed(self, error: ClientError) -> None:
        self.form.set_waiting(False)
        self.show_form()
        self.form.show_error(error)

    def _on_signed_in(self, session: Session) -> None:
        self.form.set_waiting(False)
        if session.must_change_password:
            self._ask_for_password()
        elif len(session.organisations) > 1 and self.form.remembered is None:
            self._ask_for_organisation(session)
        else:
            self._finish(session)

    def _finish(self, session: Session) -> None:
        self._password = ""
        self.form.password.clear()
        self.form.code.clear()
        self.signed_in.emit(session)

    # What comes between

    def _ask_for_password(self) -> None:
        if self._bridge is None:
            return
        form = PasswordForm(self._bridge, self._password, self)
        form.changed.connect(self._on_signed_in)
        form.cancelled.connect(self.show_form)
        self._show_page(self.tr("设置新密码"), self.tr("首次登录必须修改密码，原密码随即失效。"), _top(form))
        form.begin()

    def _ask_for_organisation(self, session: Session) -> None:
        choice = OrganisationChoice(session, self)
        choice.chosen.connect(lambda chosen: self._on_organisation_chosen(session, chosen))
        self._show_page(self.tr("选择组织"), self.tr("您管理多个组织，进入后也可以切换。"), choice)
        choice.list.setFocus()

    def _on_organisation_chosen(self, session: Session, chosen: str) -> None:
        bridge = self._bridge
        if chosen == session.organisation.id or bridge is None:
            self._finish(session)
        else:
            self._ask(lambda: bridge.client.switch_organisation(chosen), self._finish)

    def _show_page(self, title: str, subtitle: str, page: QWidget) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None and before not in (page, self._form_page):
            self._pages.removeWidget(before)
            before.deleteLater()


def _top(widget: QWidget) -> QWidget:
    """A page whose content keeps its height and stands at the top."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    return page
