"""The sentences of the status line: when it was synced, what waits, what needs attention."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from desktop.values import Connection, Status
from domain.instants import china_date, china_minute
from ui.language import language, number

translate = QCoreApplication.translate


def clock_time(instant: datetime, now: datetime) -> str:
    """``09:41``, or with its day when that is another one."""
    text = china_minute(instant)
    return text[-5:] if china_date(instant) == china_date(now) else text


def synced_words(status: Status) -> str:
    if status.syncing and status.progress is not None:
        done, total = status.progress.done, status.progress.total
        if total is None:
            return translate("StatusWords", "正在获取数据 {done}").format(done=number(done))
        return translate("StatusWords", "正在获取数据 {done} / {total}").format(
            done=number(done), total=number(total)
        )
    if status.syncing:
        return translate("StatusWords", "正在同步…")
    if status.synced_at is None:
        return translate("StatusWords", "尚未同步")
    time = clock_time(status.synced_at, datetime.now(UTC))
    if status.connection in (Connection.UNREACHABLE, Connection.WORKING_OFFLINE):
        return translate("StatusWords", "离线，上次同步 {time}").format(time=time)
    return translate("StatusWords", "已同步 {time}").format(time=time)


def waiting_words(count: int) -> str:
    return translate("StatusWords", "{n} 条待同步").format(n=number(count))


def attention_words(count: int) -> str:
    return translate("StatusWords", "{n} 条需要处理").format(n=number(count))


def edition_words(status: Status) -> str:
    if status.edition_year is None:
        return ""
    return translate("StatusWords", "{year} 年度规则").format(year=status.edition_year)


def problem_words(status: Status) -> str:
    """Why nothing is sent at present, and what to do; empty when all is well."""
    return status.problem if language() == "zh" else status.problem_en or status.problem
