"""The client's part for chasing: who must act next, what to tell them, when they were told (SPEC R83)."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.actions import Wish
from desktop.facade import Facade
from desktop.reading import transfers
from desktop.values import Outcome, Seen, Tab, TransferQuery, TransferRow
from desktop.workspace import Workspace
from domain.nudges import NudgeTransfer
from domain.organisations import Card
from domain.transfers import OPEN_STATES, Action, Event, Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseGroup:
    """``rows``: what was started here and waits for ``acting``, what is due first on top."""

    acting: Card
    rows: tuple[TransferRow, ...]


class Chasing(Facade):
    def chase_groups(self) -> list[ChaseGroup]:
        """Who has most to do comes first."""
        return self._read(_groups)

    def nudge_transfers(self, seen: Sequence[Seen]) -> list[Outcome]:
        """Once a day per transfer; who was told today already is refused."""
        return self._act_each([Wish(NudgeTransfer(), each) for each in seen])


def _groups(space: Workspace) -> list[ChaseGroup]:
    ids = transfers.list_transfers(space, TransferQuery(tab=Tab.STARTED))
    cards: dict[str, Card] = {}
    waiting: dict[str, list[TransferRow]] = {}
    for row in transfers.read_transfers(space, ids):
        acting = row.transfer.acting
        if acting is not None and row.transfer.state in OPEN_STATES:
            cards[acting.id] = acting
            waiting.setdefault(acting.id, []).append(row)
    groups = [ChaseGroup(acting=cards[each], rows=tuple(rows)) for each, rows in waiting.items()]
    return sorted(groups, key=lambda group: -len(group.rows))


def nudges_of(transfer: Transfer) -> list[Event]:
    """The newest first."""
    return [event for event in reversed(transfer.history) if event.action is Action.NUDGED]


def chase_text(group: ChaseGroup, sender: str) -> str:
    """For a chat, in Chinese whatever the window speaks: names and deadlines, never a number of a person."""
    lines = [f"{group.acting.full_name}：您好！以下 {len(group.rows)} 项团员组织关系转接正等待贵组织办理："]
    for place, row in enumerate(group.rows, start=1):
        transfer = row.transfer
        way = f"{transfer.source.short_name} → {transfer.destination.short_name}"
        lines.append(f"{place}. {transfer.subject.name}（{way}）{_due(row)}")
    lines.append(f"请登录系统在期限前办理，谢谢！——{sender}")
    return "\n".join(lines)


def _due(row: TransferRow) -> str:
    if row.days_left is None:
        return ""
    if row.days_left < 0:
        return f"，已超期 {-row.days_left} 天"
    return "，今天到期" if row.days_left == 0 else f"，剩 {row.days_left} 天"
