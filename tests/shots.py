"""Pictures of every screen, in light and dark and in two sizes: ``./dev shots`` → docs/pictures/.

``./dev shots inbox settings`` makes only those whose names begin so. Whoever changes a screen opens its
pictures and looks.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QSize
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QRadioButton, QTabBar, QWidget

from desktop.client import Client
from desktop.values import Changes, Connection, MemberQuery, Progress, Remembered, Seen, Tab, TransferQuery
from domain.members import Mark
from domain.transfers import APPROVABLE_STATES
from tests.desktop.keychains import MemoryKeychain
from tests.ui.overview_scenes import take_overview
from tests.ui.sheet_scenes import take_tables
from tests.ui.stage import Account, Server, Stage, live_for, render, sample_server, wait_for
from tests.ui.start_scenes import take_organisations, take_start
from ui.application import make_application
from ui.bridge import Bridge
from ui.icons import load_icons
from ui.login_window import LoginWindow
from ui.organisation_choice import OrganisationChoice
from ui.password_form import PasswordForm
from ui.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.theme import Theme

P = TypeVar("P", bound=QWidget)
PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZES = (QSize(1024, 640), QSize(1440, 900))
REASON = "应转至工作单位团组织，请重新选择转入组织。"


class Photographer:
    """``wanted``: how the names of the pictures begin that are to be made; empty: all."""

    def __init__(self, theme: Theme, wanted: list[str]) -> None:
        self._theme = theme
        self._wanted = tuple(wanted)

    def take(
        self, name: str, widget: QWidget, prepare: Callable[[], None], settle: Callable[[], None]
    ) -> None:
        if self._wanted and not name.startswith(self._wanted):
            return
        for size in SIZES:
            widget.resize(size)
            widget.show()
            prepare()
            for appearance in (Appearance.LIGHT, Appearance.DARK):
                self._theme.set_appearance(appearance)
                settle()
                file = f"{name}-{appearance.value}-{size.width()}x{size.height()}.png"
                render(widget, PICTURES / file)
        print(name, flush=True)


# Signing in


def take_login(photographer: Photographer, server: Server, folder: Path) -> None:
    client = Client(folder / "login", keychain=MemoryKeychain())
    bridge = Bridge(client)
    quiet = partial(live_for, 0.1)
    login = LoginWindow()
    login.form.fill("https://xianjie.example.edu.cn", "", "")
    photographer.take("login", login, login.form.begin, quiet)
    login.form.server.clear()
    login.form.show_remembered(
        (_remembered("张晓燕", "示例大学团委"), _remembered("李子磊", "计算机学院团委"))
    )
    photographer.take("login-remembered", login, login.form.begin, quiet)
    login.form.show_remembered(())
    login.attach(bridge)
    form = _signed_in(login, server.accounts["first_login"], server.address, PasswordForm)
    form.new.setText("Qingsong")
    form.again.setText("Qing")
    photographer.take("login-password", login, form.begin, quiet)
    login.show_form()
    choice = _signed_in(login, server.accounts["counsellor"], server.address, OrganisationChoice)
    photographer.take("login-organisation", login, choice.list.setFocus, quiet)
    login.close()
    login.deleteLater()
    bridge.close()
    client.close()


def _signed_in(login: LoginWindow, account: Account, address: str, page: type[P]) -> P:
    """The page that comes after signing in."""
    for editor, text in zip(
        (login.form.server, login.form.account, login.form.password), (address, *account), strict=True
    ):
        editor.setText(text)
    login.form.submit.click()
    wait_for(page.__name__, lambda: login.findChild(page) is not None)
    found = login.findChild(page)
    assert isinstance(found, page)
    return found


def _remembered(name: str, organisation: str) -> Remembered:
    return Remembered(
        key=name,
        server="https://xianjie.example.edu.cn",
        account_masked="999101********1234",
        user_name=name,
        organisation_id=organisation,
        organisation_name=organisation,
        last_used_at=datetime.now(UTC),
    )


# Work


def take_inbox(photographer: Photographer, stage: Stage) -> None:
    main, verbs = stage.main, stage.verbs
    approvable = _approvable(stage.client)[:5]
    verbs.show_inbox.trigger()

    def look_at_one() -> None:
        stage.select_ids("inbox.pending", approvable[:1])

    def open_one() -> None:
        look_at_one()
        view = stage.filled("inbox.pending")
        view.opened.emit(view.current_id)

    def refuse() -> None:
        close = main.findChild(QPushButton, "detail.back")
        assert isinstance(close, QPushButton)
        close.click()
        look_at_one()
        stage.settle()
        verbs.refuse.trigger()

    photographer.take("inbox", main, look_at_one, stage.settle)
    photographer.take(
        "inbox-selected", main, lambda: stage.select_ids("inbox.pending", approvable), stage.settle
    )
    photographer.take("inbox-detail", main, open_one, stage.settle)
    photographer.take("inbox-refuse", main, refuse, stage.settle)


def _approvable(client: Client) -> list[str]:
    rows = client.transfers(client.transfer_ids(TransferQuery(tab=Tab.PENDING))[:200])
    return [row.transfer.id for row in rows if row.transfer.state in APPROVABLE_STATES]


def take_members(photographer: Photographer, stage: Stage) -> None:
    main, verbs = stage.main, stage.verbs
    verbs.show_members.trigger()
    graduates = _graduates(stage.client)[:6]
    photographer.take("members", main, lambda: stage.filled("member.ordinary").go_to_first(), stage.settle)

    def mark() -> None:
        _close_dialogues(main)
        stage.select_ids("member.ordinary", graduates)
        stage.settle()
        verbs.mark.trigger()
        wait_for("the dialogue", lambda: bool(_dialogues(main)))
        delayed = main.findChild(QRadioButton, "mark.kind.delayed_graduate")
        assert isinstance(delayed, QRadioButton)
        delayed.click()

    photographer.take("mark", main, mark, stage.settle)
    _close_dialogues(main)
    tabs = main.findChild(QTabBar, "member.tabs")
    assert isinstance(tabs, QTabBar)
    photographer.take("members-delayed", main, lambda: tabs.setCurrentIndex(1), stage.settle)


def _dialogues(main: QWidget) -> list[QDialog]:
    return [dialogue for dialogue in main.findChildren(QDialog) if dialogue.isVisible()]


def _close_dialogues(main: QWidget) -> None:
    for dialogue in _dialogues(main):
        dialogue.reject()


# What waits, and what was not accepted


def take_outbox(photographer: Photographer, stage: Stage, rival: Client) -> None:
    client, main, verbs = stage.client, stage.main, stage.verbs
    rows = client.transfers(_approvable(client)[:3])
    first, second, third = (Seen(id=row.transfer.id, version=row.transfer.version) for row in rows)
    client.set_working_offline(True)
    client.approve_transfers([first], "材料齐全，已电话核实单位接收情况。")
    rival.refuse_transfers([first], REASON)
    rival.sync_once()
    client.set_working_offline(False)
    wait_for("the conflict", lambda: client.status().attention == 1)
    client.set_working_offline(True)
    client.approve_transfers([second])
    client.refuse_transfers([third], REASON)
    _mark_one(client)
    verbs.show_outbox.trigger()
    photographer.take("outbox", main, lambda: stage.filled("outbox.table").go_to_first(), stage.settle)
    verbs.show_inbox.trigger()
    photographer.take("offline", main, lambda: stage.filled("inbox.pending").go_to_first(), stage.settle)
    client.set_working_offline(False)


def _graduates(client: Client) -> list[str]:
    """Among them some with an open transfer, who cannot be marked."""
    rows = client.members(client.member_ids(MemberQuery())[:1000])
    return [row.member.id for row in rows if row.graduate and not row.member.mark]


def _mark_one(client: Client) -> None:
    rows = client.members(_graduates(client))
    member = next(row.member for row in rows if row.open_transfer is None)
    client.mark_members(
        [Seen(id=member.id, version=member.version)],
        Mark.DELAYED_GRADUATE,
        expected_month=f"{datetime.now(UTC).year + 1}-06",
        delay_reason="毕业设计延期",
    )


# The rest


def take_settings(photographer: Photographer, stage: Stage) -> None:
    stage.verbs.settings.trigger()
    photographer.take("settings", stage.main, lambda: None, stage.settle)
    stage.verbs.show_inbox.trigger()
    stage.verbs.show_shortcuts.trigger()
    photographer.take("shortcuts", stage.main, lambda: None, stage.settle)
    _close_dialogues(stage.main)


def take_first_sync(photographer: Photographer, stage: Stage) -> None:
    """A first sync of 6,000 is over before it can be photographed, so its middle is told."""
    status = replace(
        stage.client.status(),
        connection=Connection.ONLINE,
        syncing=True,
        progress=Progress(done=41_600, total=103_482),
    )
    stage.client.status = lambda: status  # type: ignore[method-assign]

    def look_again() -> None:
        stage.bridge.changed.emit(Changes(everything=True))

    photographer.take("first-sync", stage.main, look_again, stage.settle)


def take_empty(photographer: Photographer, stage: Stage) -> None:
    """An inbox that has been worked off."""
    rows = stage.client.transfers(_approvable(stage.client))
    stage.client.approve_transfers([Seen(id=row.transfer.id, version=row.transfer.version) for row in rows])
    wait_for("an empty inbox", lambda: stage.client.status().waiting == 0 and not _approvable(stage.client))
    photographer.take("empty", stage.main, lambda: None, stage.settle)


@contextmanager
def staged(server: Server, key: str, folder: Path, *, synced: bool = True) -> Iterator[Stage]:
    stage = Stage(server, key, folder, synced=synced)
    try:
        yield stage
    finally:
        stage.close()


def main(wanted: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="xianjie-shots-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        application, theme = make_application(folder / "settings")
        application.setQuitOnLastWindowClosed(False)
        load_icons()
        # Out of the way, or what happens to lie under it would look chosen.
        QCursor.setPos(application.primaryScreen().geometry().bottomRight())
        with sample_server(folder) as server:
            take_all(Photographer(theme, wanted), server, folder)
    return 0


def take_all(photographer: Photographer, server: Server, folder: Path) -> None:
    take_login(photographer, server, folder)
    with staged(server, "university", folder / "first", synced=False) as stage:
        take_first_sync(photographer, stage)
    with staged(server, "university", folder) as stage, staged(server, "university_second", folder) as rival:
        take_inbox(photographer, stage)
        take_members(photographer, stage)
        take_start(photographer.take, stage)
        take_organisations(photographer.take, stage)
        take_tables(photographer.take, stage, folder)
        take_overview(photographer.take, stage)
        take_settings(photographer, stage)
        rival.verbs.show_outbox.trigger()
        photographer.take("outbox-empty", rival.main, lambda: None, rival.settle)
        take_outbox(photographer, stage, rival.client)
    with staged(server, "class", folder) as stage:
        take_empty(photographer, stage)
    QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
