"""Keeping graduates without employment at the school: from the member list into the register (SPEC R63)."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.values import MarkTarget, Outcome, Seen
from ui.bridge import Bridge
from ui.entry_dialogue import EntryAct, EntryDialogue, EntryWish
from ui.left_out import LeftOut

if TYPE_CHECKING:
    from desktop.client import Client

ANY_REASON = "…"


class RetainPlan(NamedTuple):
    keepable: tuple[MarkTarget, ...]
    left_out: tuple[MarkTarget, ...]
    months: int
    """The most that this year's rules allow."""


def plan_retention(client: "Client", ids: Sequence[str]) -> RetainPlan:
    policy = client.policy()
    months = policy.retention_months if policy is not None else 1
    rows = client.members(ids)
    refusals = client.plan_retention([row.member.id for row in rows], months, ANY_REASON)
    targets = [
        MarkTarget(seen=Seen(id=row.member.id, version=0), title=row.member.name, refusal=refusal)
        for row, refusal in zip(rows, refusals, strict=True)
    ]
    keepable = tuple(each for each in targets if each.refusal is None)
    return RetainPlan(keepable, tuple(each for each in targets if each.refusal is not None), months)


class Retainer(QObject):
    """
    Signals
        act_wanted: what is to be done (an Act), and the versions of those that it is to be done to.
    """

    act_wanted = Signal(object, dict)

    def __init__(self, client: "Client", bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._bridge = bridge
        self._window = window

    def begin(self, ids: Sequence[str]) -> None:
        if ids:
            self._bridge.run(self, partial(plan_retention, self._client, ids), self._show)

    def _show(self, plan: RetainPlan) -> None:
        none = not plan.keepable
        left_out = LeftOut(plan.left_out, everyone=none, marking=False) if plan.left_out else None
        dialogue = EntryDialogue(EntryAct.RETAIN, self._whom(plan), plan.months, left_out, self._window)
        dialogue.chosen.connect(partial(self._retain, plan))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _whom(self, plan: RetainPlan) -> str:
        if len(plan.keepable) == 1:
            return plan.keepable[0].title
        return self.tr("所选的 %n 人", "", len(plan.keepable)) if plan.keepable else ""

    def _retain(self, plan: RetainPlan, wish: EntryWish) -> None:
        def act(seen: Sequence[Seen]) -> list[Outcome]:
            return self._client.retain_members([each.id for each in seen], wish.months, wish.text)

        self.act_wanted.emit(act, {each.seen.id: 0 for each in plan.keepable})
