"""Taking back what has been decided and not been sent yet."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.errors import ClientError
from desktop.values import OpState
from ui.bridge import Bridge
from ui.language import number

if TYPE_CHECKING:
    from desktop.client import Client

translate = QCoreApplication.translate


def take_back(
    owner: QWidget, client: "Client", bridge: Bridge, ids: Sequence[str], told: Callable[[str], None]
) -> None:
    """``ids`` are subjects: all that waits for them goes. ``told`` is given the sentence that says so."""
    wanted = set(ids)

    def work() -> list[str]:
        waiting = {
            item.op_id: item.title
            for item in client.outbox()
            if item.subject_id in wanted and item.state is OpState.WAITING
        }
        taken = client.take_back(list(waiting)) if waiting else []
        if not taken:
            raise ClientError(
                "SENT_ALREADY",
                "这项操作已经发出，不能再收回；如需更正，请等服务器确认后重新办理。",
                "This has been sent already and cannot be taken back; wait for the answer and decide anew.",
            )
        return [waiting.get(op_id, "") for op_id in taken]

    bridge.act(owner, work, lambda titles: told(taken_back_words(titles)))


def taken_back_words(titles: Sequence[str]) -> str:
    if len(titles) == 1 and titles[0]:
        return translate("TakingBack", "已收回：{title}").format(title=titles[0])
    return translate("TakingBack", "已收回 {n} 项").format(n=number(len(titles)))
