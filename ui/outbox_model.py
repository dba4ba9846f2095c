"""The rows of 待同步: what was decided on this machine, and what has become of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop.values import OpState, OutboxItem
from domain.destinations import TransferKind
from domain.instants import china_minute
from domain.members import Mark
from domain.organisations import Category, Field, OrganisationKind, SchoolLevel, System
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.command_words import command_name, entered_name
from ui.icons import Icon
from ui.language import listed, name_of, sentence_of
from ui.paged_model import PagedModel
from ui.theme import Tone

if TYPE_CHECKING:
    from desktop.client import Client

translate = QCoreApplication.translate

ATTENTION = frozenset({OpState.REJECTED, OpState.CONFLICT})


def place_of(state: OpState) -> int:
    """Which group of the list it stands in."""
    if state in ATTENTION:
        return 0
    return 2 if state is OpState.APPLIED else 1


@dataclass(frozen=True, slots=True)
class OutboxQuery:
    """The order is the rows' own: what needs attention, what waits, what has been sent."""

    text: str = ""
    order: None = None
    descending: bool = False


def state_words(state: OpState) -> Words:
    match state:
        case OpState.WAITING:
            return Words(translate("Delivery", "待同步"), Tone.INFO, Icon.WAITING)
        case OpState.SENDING:
            return Words(translate("Delivery", "正在发送"), Tone.INFO, Icon.SENDING)
        case OpState.APPLIED:
            return Words(translate("Delivery", "已生效"), Tone.POSITIVE, Icon.DONE)
        case OpState.REJECTED:
            return Words(translate("Delivery", "被拒绝"), Tone.NEGATIVE, Icon.REJECTED)
        case OpState.CONFLICT:
            return Words(translate("Delivery", "冲突"), Tone.NEGATIVE, Icon.CONFLICT)


def entered_words(item: OutboxItem) -> Mapping[str, str]:
    """Name → value of what the user typed or chose, ready to be read."""
    return {
        _entered_title(item, field): _entered_value(item, field, value)
        for field, value in item.entered.items()
        if value
    }


def _entered_title(item: OutboxItem, field: str) -> str:
    starting = item.kind == "start_transfer"
    titles = {
        "kind": translate("Outbox", "去向") if starting else translate("Outbox", "组织类型"),
        "reason": translate("Outbox", "转出原因") if starting else entered_name("reason"),
    }
    return titles.get(field) or entered_name(field)


def _entered_value(item: OutboxItem, field: str, value: str) -> str:
    """Words instead of the wire's names."""
    kinds = TransferKind if item.kind == "start_transfer" else OrganisationKind
    terms: Mapping[str, type[StrEnum]] = {
        "mark": Mark,
        "kind": kinds,
        "system": System,
        "category": Category,
        "field": Field,
        "school_level": SchoolLevel,
    }
    return name_of(terms[field](value)) if field in terms else value


def explanation(item: OutboxItem) -> str:
    """What it means and what to do next."""
    match item.state:
        case OpState.WAITING:
            return translate("Outbox", "联网后自动发送；发送之前可以收回。")
        case OpState.SENDING:
            return translate("Outbox", "正在发送，等待服务器确认。")
        case OpState.APPLIED:
            return translate("Outbox", "服务器已确认。")
        case OpState.REJECTED | OpState.CONFLICT:
            return sentence_of(item)


class OutboxModel(PagedModel[OutboxQuery, OutboxItem]):
    """The outbox is short, so it is read as one; filtering by text happens on the bridge's thread."""

    def __init__(self, client: "Client", bridge: Bridge, parent: QObject | None = None) -> None:
        self._client = client
        self._items: dict[str, OutboxItem] = {}
        super().__init__(bridge, OutboxQuery(), self._ids_of, self._rows_of, parent)

    def _ids_of(self, query: OutboxQuery) -> list[str]:
        items = sorted(self._client.outbox(), key=lambda item: place_of(item.state))
        self._items = {item.op_id: item for item in items}
        text = query.text.strip().casefold()
        return [each for each, item in self._items.items() if text in item.title.casefold()]

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, OutboxItem]:
        return {each: self._items[each] for each in ids if each in self._items}

    def make_columns(self) -> Sequence[Column[OutboxItem]]:
        return (
            Column(
                key="state",
                title=self.tr("状态"),
                words=lambda item: state_words(item.state),
                sample=max((state_words(state).text for state in OpState), key=len),
                pictured=True,
            ),
            Column(
                key="command",
                title=self.tr("操作"),
                words=lambda item: Words(command_name(item.kind)),
                sample=self.tr("分配团支部"),
            ),
            Column(
                key="title",
                title=self.tr("对象"),
                words=lambda item: Words(item.title or "—"),
                sample=self.tr("欧阳小明"),
                weight=1,
            ),
            Column(
                key="entered",
                title=self.tr("录入内容"),
                words=lambda item: Words(listed(entered_words(item).values())),
                sample=self.tr("毕业论文未通过"),
                weight=2,
            ),
            Column(
                key="explanation",
                title=self.tr("说明"),
                words=_explained,
                sample=self.tr("联网后自动发送"),
                weight=4,
            ),
            Column(
                key="decided_at",
                title=self.tr("办理时间"),
                words=lambda item: Words(china_minute(item.decided_at)),
                sample="2020-06-18 09:41",
                right=True,
            ),
        )


def _explained(item: OutboxItem) -> Words:
    tone = Tone.TEXT if item.state in ATTENTION else Tone.MUTED
    return Words(explanation(item), tone)
