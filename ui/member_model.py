"""The rows of the member list and of 延迟毕业团员列表 (SPEC R33, R111)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.values import Delivery, MemberList, MemberOrder, MemberQuery, MemberRow
from domain.identity import mask_identity_number, mask_phone
from domain.members import Mark
from domain.transfers import TransferState
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.language import name_of
from ui.member_words import business_words, mark_words
from ui.organisation_words import listed_name
from ui.paged_model import PagedModel

if TYPE_CHECKING:
    from desktop.client import Client

Columns = tuple[Column[MemberRow], ...]


class MemberModel(PagedModel[MemberQuery, MemberRow]):
    def __init__(
        self, client: "Client", bridge: Bridge, which: MemberList, parent: QObject | None = None
    ) -> None:
        self._which = which
        self._own = client.session.organisation
        super().__init__(
            bridge,
            MemberQuery(list=which),
            client.member_ids,
            lambda ids: {row.member.id: row for row in client.members(ids)},
            parent,
        )
        self.read_first = client.member_ids

    def make_columns(self) -> Columns:
        delayed = self._which is MemberList.DELAYED
        own = self._delay_columns() if delayed else self._graduate_columns()
        return (*self._person_columns(), self._branch_column(), *own, self._business_column())

    def _person_columns(self) -> Columns:
        return (
            Column(
                key="name",
                title=self.tr("姓名"),
                words=lambda row: Words(row.member.name),
                sample="欧阳小明",
                order=MemberOrder.NAME,
                weight=1,
            ),
            Column(
                key="gender",
                title=self.tr("性别"),
                words=lambda row: Words(name_of(row.member.gender)),
                sample=self.tr("女"),
                spare=3,
            ),
            Column(
                key="identity_number",
                title=self.tr("身份证号"),
                words=lambda row: Words(mask_identity_number(row.member.identity_number)),
                sample="110101********1234",
                spare=1,
                full=lambda row: row.member.identity_number,
            ),
            Column(
                key="phone",
                title=self.tr("手机"),
                words=lambda row: Words(mask_phone(row.member.phone)),
                sample="138****5678",
                spare=2,
                full=lambda row: row.member.phone,
            ),
        )

    def _branch_column(self) -> Column[MemberRow]:
        return Column(
            key="branch",
            title=self.tr("团支部"),
            words=lambda row: Words(listed_name(row.branch_name, self._own), tip=row.branch_name),
            sample="计算机2020级1班",
            order=MemberOrder.ORGANISATION,
            weight=4,
            middle=True,
        )

    def _graduate_columns(self) -> Columns:
        return (
            Column(
                key="mark",
                title=self.tr("被标记成员身份"),
                words=mark_words,
                sample=name_of(Mark.FLOATING_GRADUATE),
                order=MemberOrder.MARK,
            ),
            Column(
                key="month",
                title=self.tr("毕业时间"),
                words=lambda row: Words(row.graduation_month or ""),
                sample="2020-06",
                order=MemberOrder.GRADUATION_MONTH,
                right=True,
            ),
        )

    def _delay_columns(self) -> Columns:
        return (
            Column(
                key="expected",
                title=self.tr("预计毕业"),
                words=lambda row: Words(row.member.expected_month or ""),
                sample="2020-06",
                order=MemberOrder.GRADUATION_MONTH,
                right=True,
            ),
            Column(
                key="reason",
                title=self.tr("延迟毕业原因"),
                words=lambda row: Words(row.member.delay_reason or ""),
                sample=self.tr("毕业论文未通过"),
                weight=4,
            ),
        )

    def _business_column(self) -> Column[MemberRow]:
        return Column(
            key="business",
            title=self.tr("办理情况"),
            words=business_words,
            sample=name_of(TransferState.AWAITING_DESTINATION),
            pictured=True,
        )

    def is_settled(self, row: MemberRow) -> bool:
        return row.delivery is Delivery.CONFIRMED

    def versions(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Of the rows that are on the screen or were: what a mark is based on."""
        lines = ((each, self.line(each)) for each in ids)
        return {each: line.row.member.version for each, line in lines if line is not None}
