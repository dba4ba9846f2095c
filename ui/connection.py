"""How the connection is said: a word, an icon and a tone for each of its states. Offline is no error."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.values import Connection
from ui.icons import Icon
from ui.theme import Tone

translate = QCoreApplication.translate


class Said(NamedTuple):
    word: str
    icon: Icon
    tone: Tone


def said_of(connection: Connection) -> Said:
    match connection:
        case Connection.ONLINE:
            return Said(translate("Connection", "在线"), Icon.ONLINE, Tone.POSITIVE)
        case Connection.CONNECTING:
            return Said(translate("Connection", "正在连接…"), Icon.CONNECTING, Tone.MUTED)
        case Connection.UNREACHABLE:
            return Said(translate("Connection", "离线"), Icon.UNREACHABLE, Tone.MUTED)
        case Connection.WORKING_OFFLINE:
            return Said(translate("Connection", "离线工作"), Icon.WORK_OFFLINE, Tone.MUTED)
        case Connection.STOPPED:
            return Said(translate("Connection", "同步已暂停"), Icon.STOPPED, Tone.NEGATIVE)
