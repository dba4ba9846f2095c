"""The rows of one tab of the inbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.values import Delivery, Tab, TransferOrder, TransferQuery, TransferRow
from domain.instants import china_date, china_minute
from domain.organisations import Card
from domain.transfers import Action, Transfer, TransferState
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.language import name_of
from ui.organisation_words import listed_name
from ui.paged_model import PagedModel
from ui.theme import Tone
from ui.transfer_words import deadline_words, decision, delivery_words, kind_words, progress_words

if TYPE_CHECKING:
    from desktop.client import Client

FIRST_QUERIES = {
    Tab.PENDING: TransferQuery(tab=Tab.PENDING),
    Tab.DECIDED: TransferQuery(tab=Tab.DECIDED, order=TransferOrder.DECIDED_AT, descending=True),
    Tab.STARTED: TransferQuery(tab=Tab.STARTED, order=TransferOrder.STARTED_AT, descending=True),
}
SAMPLE_ORGANISATION = "计算机学院2020级1班"
SAMPLE_DAY = "2020-06-18"


class TransferModel(PagedModel[TransferQuery, TransferRow]):
    def __init__(self, client: "Client", bridge: Bridge, tab: Tab, parent: QObject | None = None) -> None:
        self._user_id = client.session.user_id
        self._own = client.session.organisation
        self._tab = tab
        super().__init__(
            bridge,
            FIRST_QUERIES[tab],
            client.transfer_ids,
            lambda ids: {row.transfer.id: row for row in client.transfers(ids)},
            parent,
        )

    def make_columns(self) -> Sequence[Column[TransferRow]]:
        """Those that belong to other tabs are a click on the header away."""
        return (
            self._name_column(),
            self._kind_column(),
            self._source_column(),
            self._destination_column(),
            self._state_column(),
            self._deadline_column(),
            self._decided_column(),
            self._started_column(),
        )

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
            sample=self.tr("出国学习"),
            order=TransferOrder.KIND,
        )

    def _source_column(self) -> Column[TransferRow]:
        return Column(
            key="source",
            title=self.tr("转出组织"),
            words=lambda row: self._organisation(row.transfer.source),
            sample=SAMPLE_ORGANISATION,
            order=TransferOrder.SOURCE,
            weight=1,
            middle=True,
        )

    def _destination_column(self) -> Column[TransferRow]:
        return Column(
            key="destination",
            title=self.tr("转入组织"),
            words=lambda row: self._organisation(row.transfer.destination),
            sample=SAMPLE_ORGANISATION,
            order=TransferOrder.DESTINATION,
            weight=1,
            middle=True,
        )

    def _state_column(self) -> Column[TransferRow]:
        return Column(
            key="state",
            title=self.tr("状态"),
            words=progress_words,
            sample=self._long_state(),
            order=TransferOrder.STATE,
            pictured=True,
        )

    def _long_state(self) -> str:
        waiting = f"{decision(Action.REFUSED)}·{delivery_words(Delivery.WAITING).text}"
        return max(waiting, name_of(TransferState.AWAITING_DESTINATION), key=len)

    def _deadline_column(self) -> Column[TransferRow]:
        return Column(
            key="deadline",
            title=self.tr("剩余"),
            words=deadline_words,
            sample=self.tr("已超期 10 天"),
            order=TransferOrder.DEADLINE,
            right=True,
            shown=self._tab is not Tab.DECIDED,
        )

    def _decided_column(self) -> Column[TransferRow]:
        return Column(
            key="decided_at",
            title=self.tr("办理时间"),
            words=lambda row: _day(_decided_at(row.transfer, self._user_id)),
            sample=SAMPLE_DAY,
            order=TransferOrder.DECIDED_AT,
            right=True,
            shown=self._tab is Tab.DECIDED,
        )

    def _started_column(self) -> Column[TransferRow]:
        return Column(
            key="started_at",
            title=self.tr("发起时间"),
            words=lambda row: _day(row.transfer.started_at),
            sample=SAMPLE_DAY,
            order=TransferOrder.STARTED_AT,
            right=True,
            shown=self._tab is Tab.STARTED,
        )

    def _organisation(self, card: Card) -> Words:
        return Words(listed_name(card.full_name, self._own), tip=card.full_name)

    def is_settled(self, row: TransferRow) -> bool:
        return row.delivery is Delivery.CONFIRMED

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """Of the rows that are on the screen or were: what a decision is based on."""
        lines = ((each, self.line(each)) for each in ids)
        return {each: line.row.transfer.version for each, line in lines if line is not None}


def _day(at: datetime | None) -> Words:
    """The minute is said on hovering."""
    if at is None:
        return Words("—", Tone.MUTED)
    return Words(china_date(at).isoformat(), tip=china_minute(at))


def _decided_at(transfer: Transfer, user_id: str) -> datetime | None:
    mine = (event.at for event in reversed(transfer.history) if event.by.user_id == user_id)
    return next(mine, None)
