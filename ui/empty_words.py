"""Why a list may be empty for a reason that lies in the connection and not in the list."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from desktop.values import Connection, Status
from ui.icons import Icon
from ui.language import language
from ui.list_notice import Notice
from ui.status_words import synced_words

translate = QCoreApplication.translate


def never_synced_notice(status: Status | None, sync: QAction) -> Notice | None:
    """None when what the list holds can be believed."""
    if status is None or status.synced_at is not None:
        return None
    if status.syncing:
        advice = translate("EmptyWords", "第一次同步会取回您管理范围内的全部数据，完成后显示在这里。")
        return Notice(Icon.SYNC, synced_words(status), advice)
    problem = status.problem if language() == "zh" else status.problem_en
    advice = problem or translate("EmptyWords", "请检查网络，然后立即同步。")
    return Notice(Icon.OFFLINE, translate("EmptyWords", "还没有取回数据"), advice, sync)


def with_offline(advice: str, status: Status | None) -> str:
    """What is shown may be older than what there is."""
    if status is None or status.connection is Connection.ONLINE or status.synced_at is None:
        return advice
    seen = translate("EmptyWords", "现在显示的是上次同步时的内容（{when}）。").format(
        when=synced_words(status)
    )
    return f"{advice}\n{seen}" if advice else seen
