"""The rows of the message centre 操作中心 (SPEC R81)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.message_values import MessageQuery, MessageRow
from domain.instants import china_minute
from domain.messages import MessageKind
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.language import name_of
from ui.message_words import message_kind_words, message_sentence
from ui.organisation_words import listed_name
from ui.paged_model import PagedModel
from ui.theme import Tone

if TYPE_CHECKING:
    from desktop.client import Client

Columns = tuple[Column[MessageRow], ...]


class MessageModel(PagedModel[MessageQuery, MessageRow]):
    def __init__(self, client: "Client", bridge: Bridge, parent: QObject | None = None) -> None:
        self._own = client.session.organisation
        super().__init__(
            bridge,
            MessageQuery(),
            client.message_ids,
            lambda ids: {row.message.id: row for row in client.messages(ids)},
            parent,
        )

    def make_columns(self) -> Sequence[Column[MessageRow]]:
        return (*self._about_columns(), *self._told_columns())

    def _about_columns(self) -> Columns:
        return (
            Column(
                key="kind",
                title=self.tr("类型"),
                words=message_kind_words,
                # Unread ones are bold, and so a little wider.
                sample=f"{max(map(name_of, MessageKind), key=len)}00",
                pictured=True,
            ),
            Column(
                key="name",
                title=self.tr("团员"),
                words=lambda row: Words(row.message.name, strong=not row.read),
                sample="欧阳小明",
            ),
        )

    def _told_columns(self) -> Columns:
        return (
            Column(
                key="sentence",
                title=self.tr("内容"),
                words=lambda row: Words(message_sentence(row), strong=not row.read),
                sample=self.tr("收到转接申请"),
                weight=5,
            ),
            Column(
                key="by",
                title=self.tr("办理组织"),
                words=self._by,
                sample="计算机学院团委",
                weight=1,
                middle=True,
                spare=1,
            ),
            Column(
                key="at",
                title=self.tr("时间"),
                words=lambda row: Words(china_minute(row.message.at)),
                sample="2020-06-18 09:41",
                right=True,
            ),
        )

    def _by(self, row: MessageRow) -> Words:
        by = row.message.by
        if by is None:
            return Words(self.tr("系统"), Tone.MUTED)
        name = by.organisation_name
        return Words(listed_name(name, self._own) if name else by.name, tip=f"{by.name} {name}".strip())
