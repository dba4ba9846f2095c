"""The rows of what ails the organisations below (SPEC R124)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop.health_values import FEWEST, LOOKED_BACK, MOST, Ailment, HealthQuery, HealthRow
from ui.bridge import Bridge
from ui.columns import Column, Words
from ui.icons import Icon
from ui.organisation_words import listed_name
from ui.paged_model import PagedModel
from ui.theme import Tone

if TYPE_CHECKING:
    from desktop.client import Client

translate = QCoreApplication.translate


def ailment_words(ailment: Ailment) -> Words:
    match ailment:
        case Ailment.NO_ADMINISTRATOR:
            return Words(translate("Health", "没有管理员"), Tone.NEGATIVE, Icon.PERSON)
        case Ailment.LATE:
            return Words(translate("Health", "期限内未办理"), Tone.NEGATIVE, Icon.DEADLINE)
        case Ailment.FEW_MEMBERS:
            return Words(translate("Health", "团员过少"), Tone.WARNING, Icon.BRANCH)
        case Ailment.MANY_MEMBERS:
            return Words(translate("Health", "团员过多"), Tone.WARNING, Icon.MEMBERS)
        case Ailment.NO_BRANCHES:
            return Words(translate("Health", "没有团支部"), Tone.WARNING, Icon.ORGANISATION)


def advice_of(row: HealthRow) -> str:
    """How bad it is, and what to do."""
    match row.ailment:
        case Ailment.NO_ADMINISTRATOR:
            return translate("Health", "没有人能办理这里的业务，请设置管理员。")
        case Ailment.LATE:
            words = translate("Health", "近 {days} 天有 {n} 项没有在期限内办理，请提醒管理员。")
            return words.format(days=LOOKED_BACK, n=row.number)
        case Ailment.FEW_MEMBERS:
            words = translate("Health", "现有 {n} 人，少于 {fewest} 人，可考虑与相近支部合并。")
            return words.format(n=row.number, fewest=FEWEST)
        case Ailment.MANY_MEMBERS:
            words = translate("Health", "现有 {n} 人，多于 {most} 人，可考虑分设支部。")
            return words.format(n=row.number, most=MOST)
        case Ailment.NO_BRANCHES:
            return translate("Health", "下面没有团支部，转来的团员无处分配，请先新建。")


class HealthModel(PagedModel[HealthQuery, HealthRow]):
    def __init__(self, client: "Client", bridge: Bridge, parent: QObject | None = None) -> None:
        self._own = client.session.organisation
        super().__init__(
            bridge,
            HealthQuery(),
            client.ailing_ids,
            lambda ids: {row.id: row for row in client.ailing(ids)},
            parent,
        )

    def make_columns(self) -> Sequence[Column[HealthRow]]:
        return (
            Column(
                key="ailment",
                title=self.tr("问题"),
                words=lambda row: ailment_words(row.ailment),
                sample=max((ailment_words(each).text for each in Ailment), key=len),
                pictured=True,
            ),
            Column(
                key="organisation",
                title=self.tr("组织"),
                words=lambda row: self._name(row.organisation.full_name),
                sample="计算机学院2020级1班",
                weight=2,
                middle=True,
            ),
            Column(
                key="above",
                title=self.tr("上级组织"),
                words=lambda row: self._name(row.above),
                sample="计算机学院团委",
                weight=1,
                middle=True,
                spare=1,
            ),
            Column(
                key="advice",
                title=self.tr("说明"),
                words=lambda row: Words(advice_of(row)),
                sample=self.tr("没有人能办理这里的业务"),
                weight=4,
            ),
        )

    def _name(self, name: str) -> Words:
        return Words(listed_name(name, self._own) if name else "—", tip=name)
