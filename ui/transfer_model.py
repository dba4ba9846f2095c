"""The rows of one tab of the inbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.values import Tab, TransferOrder, TransferQuery, TransferRow
from domain.instants import china_minute
from domain.organisations import Card
from domain.transfers import Action, Transfer
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.paged_model import PagedModel
from ui.theme import Tone
from ui.transfer_words import deadline_words, delivery_words, kind_words, state_words

if TYPE_CHECKING:
    from desktop.client import Client

FIRST_QUERIES = {
    Tab.PENDING: TransferQuery(tab=Tab.PENDING),
    Tab.DECIDED: TransferQuery(tab=Tab.DECIDED, order=TransferOrder.DECIDED_AT, descending=True),
    Tab.STARTED: TransferQuery(tab=Tab.STARTED, order=TransferOrder.STARTED_AT, descending=True),
}
DECISIONS = frozenset({Action.APPROVED, Action.REFUSED, Action.ALLOCATED})


class TransferModel(PagedModel[TransferQuery, TransferRow]):
    def __init__(self, client: "Client", bridge: Bridge, tab: Tab, parent: QObject | None = None) -> None:
        self._user_id = client.session.user_id
        self._tab = tab
        super().__init__(
            bridge,
            FIRST_QUERIES[tab],
            client.transfer_ids,
            lambda ids: {row.transfer.id: row for row in client.transfers(ids)},
            parent,
        )

    def make_columns(self) -> Sequence[Column[TransferRow]]:
        common = (
            self._name_column(),
            self._kind_column(),
            self._organisation_column("source"),
            self._organisation_column("destination"),
            self._state_column(),
        )
        return (*common, *self._time_columns(), self._delivery_column())

    def _name_column(self) -> Column[TransferRow]:
        return Column(
            key="name",
            title=self.tr("姓名"),
            words=lambda row: Words(row.transfer.subject.name),
            sample="欧阳小明",
            order=TransferOrder.NAME,
        )

    def _kind_column(self) -> Column[TransferRow]:
        return Column(
            key="kind",
            title=self.tr("类型"),
            words=lambda row: kind_words(row.transfer.kind),
            sample=self.tr("已落实工作单位"),
            order=TransferOrder.KIND,
            weight=1,
        )

    def _organisation_column(self, side: str) -> Column[TransferRow]:
        leaving = side == "source"
        return Column(
            key=side,
            title=self.tr("转出组织") if leaving else self.tr("转入组织"),
            words=lambda row: _organisation(row.transfer.source if leaving else row.transfer.destination),
            sample=self.tr("计算机学院2020级1班"),
            order=TransferOrder.SOURCE if leaving else TransferOrder.DESTINATION,
            weight=3,
            middle=True,
        )

    def _state_column(self) -> Column[TransferRow]:
        return Column(
            key="state",
            title=self.tr("状态"),
            words=lambda row: state_words(row),
            sample=self.tr("○ 待转入审批"),
            order=TransferOrder.STATE,
            weight=1,
        )

    def _time_columns(self) -> tuple[Column[TransferRow], ...]:
        """The tab's own comes first and is shown; the others are a click on the header away."""
        deadline = self._column_of(TransferOrder.DEADLINE, self.tr("剩余"), Tab.PENDING)
        decided = self._column_of(TransferOrder.DECIDED_AT, self.tr("办理时间"), Tab.DECIDED)
        started = self._column_of(TransferOrder.STARTED_AT, self.tr("发起时间"), Tab.STARTED)
        return (deadline, decided, started)

    def _column_of(self, order: TransferOrder, title: str, tab: Tab) -> Column[TransferRow]:
        words = {
            TransferOrder.DEADLINE: lambda row: deadline_words(row),
            TransferOrder.DECIDED_AT: lambda row: _instant(_decided_at(row.transfer, self._user_id)),
            TransferOrder.STARTED_AT: lambda row: _instant(row.transfer.started_at),
        }
        deadline = order is TransferOrder.DEADLINE
        return Column(
            key=order.value,
            title=title,
            words=words[order],
            sample=self.tr("已超期 10 天") if deadline else "2020-06-18 09:41",
            order=order,
            right=True,
            shown=tab is self._tab or (deadline and self._tab is Tab.STARTED),
        )

    def _delivery_column(self) -> Column[TransferRow]:
        return Column(
            key="delivery",
            title=self.tr("同步"),
            words=lambda row: delivery_words(row.delivery),
            sample=self.tr("○ 待同步"),
        )

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """Of the rows that are on the screen or were: what a decision is based on."""
        lines = ((each, self.line(each)) for each in ids)
        return {each: line.row.transfer.version for each, line in lines if line is not None}


def _organisation(card: Card) -> Words:
    return Words(card.full_name)


def _instant(at: datetime | None) -> Words:
    return Words("—", Tone.MUTED) if at is None else Words(china_minute(at))


def _decided_at(transfer: Transfer, user_id: str) -> datetime | None:
    mine = (event.at for event in reversed(transfer.history) if event.by.user_id == user_id)
    return next(mine, None)
