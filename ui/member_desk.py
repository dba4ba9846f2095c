"""What is asked before something is done to members who were chosen: the way out, the month, the code."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import ClientError
from desktop.values import MonthPlan, Outcome, ResetCode, Seen
from domain.commands import StartTransfer
from ui.bridge import Bridge
from ui.bulk_run import Act
from ui.language import sentence_of
from ui.month_dialogue import MemberMonthDialogue
from ui.reset_code_dialogue import ResetCodeDialogue
from ui.retaining import Retainer
from ui.starting import TransferStarter

if TYPE_CHECKING:
    from desktop.client import Client


class MemberDesk(QObject):
    """
    Signals
        act_wanted: what is to be done (an Act), and the versions of those that it is to be done to.
        marking_wanted: they are delayed graduates, who are marked and not transferred.
        hinted: a sentence about what could not be done.
    """

    act_wanted = Signal(object, dict)
    marking_wanted = Signal()
    hinted = Signal(str)

    def __init__(self, client: "Client", bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._client = client
        self._bridge = bridge
        self._window = window
        self._starter = TransferStarter(client, bridge, window)
        self._starter.confirmed.connect(self._start)
        self._starter.marking_wanted.connect(self.marking_wanted)
        self._retainer = Retainer(client, bridge, window)
        self._retainer.act_wanted.connect(self.act_wanted)

    # Starting a transfer

    def begin_transfers(self, ids: Sequence[str], destination_id: str | None = None) -> None:
        self._starter.begin(ids, destination_id)

    def _start(self, wishes: list[StartTransfer]) -> None:
        wish_of = {wish.member_id: wish for wish in wishes}

        def act(seen: Sequence[Seen]) -> list[Outcome]:
            return self._client.start_transfers([wish_of[each.id] for each in seen])

        self._want(act, dict.fromkeys(wish_of, 0))

    def begin_retention(self, ids: Sequence[str]) -> None:
        self._retainer.begin(ids)

    # A graduation month of their own

    def begin_months(self, ids: Sequence[str], known: Mapping[str, int]) -> None:
        def plan() -> MonthPlan:
            unseen = [each for each in ids if each not in known]
            read = {row.member.id: row.member.version for row in self._client.members(unseen)}
            versions = {**read, **known}
            return self._client.plan_member_months(
                [Seen(id=each, version=versions[each]) for each in ids if each in versions]
            )

        if ids:
            self._bridge.run(self, plan, self._show_months)

    def _show_months(self, plan: MonthPlan) -> None:
        dialogue = MemberMonthDialogue(plan, self._window)
        dialogue.chosen.connect(partial(self._set_month, plan))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _set_month(self, plan: MonthPlan, month: str) -> None:
        versions = {target.seen.id: target.seen.version for target in plan.settable}
        self._want(partial(self._client.set_member_months, month=month), versions)

    # A forgotten password

    def begin_reset_code(self, ids: Sequence[str]) -> None:
        """For one at a time: each code is handed to somebody."""
        if len(ids) != 1:
            self.hinted.emit(self.tr("验证码一次只能为一名团员生成。请只选择一人。"))
            return
        self._bridge.ask(self, partial(self._make_code, ids[0]), self._show_code, self._on_no_code)

    def _make_code(self, member_id: str) -> tuple[str, ResetCode]:
        rows = self._client.members([member_id])
        return rows[0].member.name if rows else "", self._client.reset_code(member_id)

    def _show_code(self, answer: tuple[str, ResetCode]) -> None:
        dialogue = ResetCodeDialogue(*answer, self._window)
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _on_no_code(self, error: ClientError) -> None:
        """Nothing of it waits in the outbox: a code is made by the server alone."""
        self.hinted.emit(self.tr("没有生成验证码：{why}").format(why=sentence_of(error)))

    def _want(self, act: Act, versions: dict[str, int]) -> None:
        self.act_wanted.emit(act, versions)
