"""An empty list before the first sync says so, and one that may be old says how old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from desktop.values import Connection, Progress
from tests.ui.standing import a_status
from ui.empty_words import never_synced_notice, with_offline

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_what_has_been_synced_can_be_believed(qapp: QApplication) -> None:
    assert never_synced_notice(a_status(), QAction()) is None
    assert never_synced_notice(None, QAction()) is None
    assert with_offline("没有了。", a_status()) == "没有了。"


def test_the_first_sync_says_how_far_it_is(qapp: QApplication) -> None:
    status = a_status(synced_at=None, syncing=True, progress=Progress(done=1200, total=6000))
    notice = never_synced_notice(status, QAction())
    assert notice is not None
    assert notice.title == "正在获取数据 1,200 / 6,000"


def test_without_a_network_it_says_what_to_do_and_offers_it(qapp: QApplication) -> None:
    sync = QAction("立即同步")
    status = a_status(synced_at=None, connection=Connection.UNREACHABLE, problem="无法连接服务器。")
    notice = never_synced_notice(status, sync)
    assert notice is not None
    assert (notice.title, notice.advice, notice.action) == ("还没有取回数据", "无法连接服务器。", sync)
    notice = never_synced_notice(a_status(synced_at=None, connection=Connection.CONNECTING), sync)
    assert notice is not None
    assert notice.advice == "请检查网络，然后立即同步。"


def test_offline_says_how_old_it_is(qapp: QApplication) -> None:
    said = with_offline("没有了。", a_status(connection=Connection.WORKING_OFFLINE))
    assert said == "没有了。\n现在显示的是上次同步时的内容（离线，上次同步 2020-06-18 09:41）。"
