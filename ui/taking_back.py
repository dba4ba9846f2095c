"""Taking back what has been decided and not been sent yet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.errors import ClientError
from desktop.values import OpState
from ui.bridge import Bridge

if TYPE_CHECKING:
    from desktop.client import Client


def take_back(owner: QWidget, client: "Client", bridge: Bridge, ids: Sequence[str]) -> None:
    """``ids`` are subjects: all that waits for them goes."""
    wanted = set(ids)

    def work() -> None:
        waiting = [
            item.op_id
            for item in client.outbox()
            if item.subject_id in wanted and item.state is OpState.WAITING
        ]
        if not waiting or not client.take_back(waiting):
            raise ClientError(
                "SENT_ALREADY",
                "这项操作已经发出，不能再收回；如需更正，请等服务器确认后重新办理。",
                "This has been sent already and cannot be taken back; wait for the answer and decide anew.",
            )

    bridge.act(owner, work, lambda _: None)
