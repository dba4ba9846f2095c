"""How states, deadlines and events are put, the same on every screen."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from domain.destinations import Outcome
from domain.instants import china_minute
from domain.policy import AtDeadline
from domain.terms import term
from domain.transfers import Action, TransferState
from server.own.wire import OwnCheck, OwnEvent, OwnTransfer

Say = Callable[[str, str], str]

SOON = 5
"""Days left from which on a deadline is amber, as in the administrators' client."""

_STATE_TONES: Mapping[TransferState, str] = {
    TransferState.AWAITING_ALLOCATION: "warning",
    TransferState.COMPLETED: "positive",
    TransferState.REFUSED: "negative",
    TransferState.WITHDRAWN: "muted",
}


def state_tone(state: TransferState) -> str:
    return _STATE_TONES.get(state, "info")


def tone_of_check(check: OwnCheck) -> str:
    """A rule that only warns is never red."""
    if check.outcome is Outcome.MET:
        return "positive"
    return "negative" if check.must and check.outcome is Outcome.MISSED else "warning"


def instant_words(text: str) -> str:
    return china_minute(datetime.fromisoformat(text))


def name_words(value: StrEnum, say: Say) -> str:
    """As it stands by itself, in English with a capital."""
    name = term(value, say("zh", "en"))
    return name[:1].upper() + name[1:]


def action_words(event: OwnEvent, say: Say) -> str:
    if not event.automatic:
        return name_words(event.action, say)
    if event.action is Action.REFUSED:
        return say("到期自动退回", "Returned at the deadline")
    if event.action is Action.APPROVED:
        return say("到期自动通过", "Approved at the deadline")
    return name_words(event.action, say)


def deadline_words(transfer: OwnTransfer, say: Say) -> str:
    """What is left of the step's time."""
    left = transfer.days_left
    if left is None:
        return ""
    if left < 0:
        return say(f"已超期 {-left} 天", f"{-left} days overdue")
    if left == 0:
        return say("今天到期", "due today")
    return say(f"剩 {left} 天", f"{left} days left" if left > 1 else "1 day left")


def what_follows(transfer: OwnTransfer, say: Say) -> str:
    """What happens when nobody acts in time (SPEC R80, R90)."""
    if transfer.at_deadline is AtDeadline.APPROVE:
        return say("到期未办理的，系统自动通过。", "If nothing is decided by then, it passes by itself.")
    if transfer.at_deadline is AtDeadline.RETURN:
        return say("到期未办理的，系统自动退回。", "If nothing is decided by then, it is returned to you.")
    return say(
        "这一步不会自动办理，请与管理员联系。", "This step is never automatic; remind the administrators."
    )
