"""What is dragged within the window: ids, which mean nothing to any other program."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

MEMBERS = "application/x-xianjie-members"
ORGANISATIONS = "application/x-xianjie-organisations"


def dragged(kind: str, ids: Sequence[str]) -> QMimeData:
    data = QMimeData()
    data.setData(kind, json.dumps(list(ids)).encode())
    return data


def dropped(kind: str, data: QMimeData) -> list[str]:
    """Empty where something else was dragged."""
    if not data.hasFormat(kind):
        return []
    return [str(each) for each in json.loads(bytes(data.data(kind).data()))]
