"""The rows of one register (SPEC R70–R72)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.entry_values import EntryOrder, EntryQuery, EntryRow
from desktop.values import Delivery
from domain.registers import Due, Register
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.entry_words import due_day_words, due_words, outcome_words, particulars_words
from ui.language import name_of
from ui.organisation_words import listed_name
from ui.paged_model import PagedModel
from ui.theme import Tone
from ui.transfer_words import delivery_words

if TYPE_CHECKING:
    from desktop.client import Client

Columns = tuple[Column[EntryRow], ...]


class EntryModel(PagedModel[EntryQuery, EntryRow]):
    def __init__(
        self, client: "Client", bridge: Bridge, register: Register, parent: QObject | None = None
    ) -> None:
        self._register = register
        self._own = client.session.organisation
        super().__init__(
            bridge,
            EntryQuery(register=register, open_only=True),
            client.entry_ids,
            lambda ids: {row.entry.id: row for row in client.entries(ids)},
            parent,
        )

    def make_columns(self) -> Sequence[Column[EntryRow]]:
        return (*self._who_columns(), *self._due_columns(), *self._what_columns())

    def _who_columns(self) -> Columns:
        return (
            Column(
                key="name",
                title=self.tr("姓名"),
                words=lambda row: Words(row.entry.member_name),
                sample="欧阳小明",
                order=EntryOrder.NAME,
            ),
            Column(
                key="organisation",
                title=self.tr("团支部"),
                words=lambda row: Words(listed_name(row.branch_name, self._own), tip=row.branch_name),
                sample="计算机2020级1班",
                order=EntryOrder.ORGANISATION,
                weight=2,
                middle=True,
            ),
        )

    def _due_columns(self) -> Columns:
        return (
            Column(
                key="due_on",
                title=self._due_title(),
                words=due_day_words,
                sample="2020-06-18",
                order=EntryOrder.DUE,
                right=True,
            ),
            Column(
                key="due",
                title=self.tr("状态"),
                words=_standing,
                sample=max(map(name_of, Due), key=len),
                pictured=True,
            ),
        )

    def _due_title(self) -> str:
        titles = {
            Register.STUDY_ABROAD: self.tr("下次报告"),
            Register.RETENTION: self.tr("保留到"),
            Register.FOLLOW_UP: self.tr("下次跟踪"),
        }
        return titles[self._register]

    def _what_columns(self) -> Columns:
        titles = {
            Register.STUDY_ABROAD: self.tr("去向与期限"),
            Register.RETENTION: self.tr("保留原因"),
            Register.FOLLOW_UP: self.tr("就业情况"),
        }
        return (
            Column(
                key="particulars",
                title=titles[self._register],
                words=particulars_words,
                sample=self.tr("尚未落实工作"),
                weight=2,
            ),
            Column(
                key="outcome",
                title=self.tr("最近情况"),
                words=outcome_words,
                sample=self.tr("尚未落实工作"),
                weight=1,
                spare=1,
            ),
        )

    def is_settled(self, row: EntryRow) -> bool:
        return row.delivery is Delivery.CONFIRMED

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """Of the rows that are on the screen or were: what an act is based on."""
        lines = ((each, self.line(each)) for each in ids)
        return {each: line.row.entry.version for each, line in lines if line is not None}


def _standing(row: EntryRow) -> Words:
    """What has not reached the server, or was not accepted by it, comes first."""
    if row.delivery is Delivery.CONFIRMED:
        return due_words(row)
    return delivery_words(row.delivery)._replace(
        tip=name_of(row.due), tone=Tone.NEGATIVE if row.delivery is Delivery.ATTENTION else Tone.INFO
    )
