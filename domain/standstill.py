"""Days given back after a standstill of the server (SPEC R82)."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.instants import china_date
from domain.policy import Edition
from domain.steps import recorded
from domain.transfers import Action, Transfer, deadline_rule


def give_days_back(
    transfer: Transfer, edition: Edition, stopped: datetime, resumed: datetime, now: datetime
) -> Transfer:
    """The days from the reminder on that lay within the standstill come again after it, in a transfer
    whose step could not be decided on them. To be run before anything lapses; a second time changes nothing.
    """
    rule = deadline_rule(edition, transfer.state)
    if rule is None or transfer.deadline is None or _has_got_them(transfer, resumed):
        return transfer
    reminder = transfer.deadline - timedelta(days=rule.last_day - rule.remind_day)
    lost_from = max(reminder, china_date(stopped))
    missing = china_date(resumed) - lost_from
    if lost_from > transfer.deadline or missing <= timedelta(0):
        return transfer
    remark = f"系统停机期间无法提醒和办理，办理期限顺延 {missing.days} 天"
    prolonged = recorded(transfer, None, Action.PROLONGED, remark, now)
    return replace(prolonged, deadline=transfer.deadline + missing)


def _has_got_them(transfer: Transfer, resumed: datetime) -> bool:
    return any(event.action is Action.PROLONGED and event.at >= resumed for event in transfer.history)
