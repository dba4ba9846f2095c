"""How a transfer is put into words, tone and icon, the same in lists and in the detail."""

from PySide6.QtCore import QCoreApplication

from desktop.values import Delivery, TransferRow
from domain.destinations import TransferKind
from domain.transfers import OPEN_STATES, Action, Event, TransferState, last_decision
from ui.columns import Words
from ui.icons import Icon
from ui.language import name_of
from ui.theme import Tone

translate = QCoreApplication.translate

SOON = 5
"""Days left from which on a deadline is amber: the sixth to last day is the tenth of fifteen (SPEC R80)."""


_STATES: dict[TransferState, tuple[Tone, Icon]] = {
    TransferState.AWAITING_SOURCE: (Tone.INFO, Icon.DEADLINE),
    TransferState.AWAITING_SPECIAL: (Tone.INFO, Icon.DEADLINE),
    TransferState.AWAITING_DESTINATION: (Tone.INFO, Icon.DEADLINE),
    TransferState.AWAITING_ALLOCATION: (Tone.WARNING, Icon.ALLOCATE),
    TransferState.COMPLETED: (Tone.POSITIVE, Icon.DONE),
    TransferState.REFUSED: (Tone.NEGATIVE, Icon.REJECTED),
    TransferState.WITHDRAWN: (Tone.MUTED, Icon.WITHDRAW),
}

_ACTIONS: dict[Action, tuple[Tone, Icon]] = {
    Action.STARTED: (Tone.MUTED, Icon.NEXT),
    Action.APPROVED: (Tone.POSITIVE, Icon.DONE),
    Action.REFUSED: (Tone.NEGATIVE, Icon.REJECTED),
    Action.ALLOCATED: (Tone.POSITIVE, Icon.ALLOCATE),
    Action.WITHDRAWN: (Tone.MUTED, Icon.WITHDRAW),
    Action.NUDGED: (Tone.WARNING, Icon.ATTENTION),
    Action.PROLONGED: (Tone.INFO, Icon.DEADLINE),
}


def kind_words(kind: TransferKind) -> Words:
    """As short as people say it; the whole term on hovering."""
    short = {
        TransferKind.EMPLOYED: translate("TransferWords", "就业"),
        TransferKind.FURTHER_STUDY: translate("TransferWords", "升学"),
        TransferKind.SPECIAL_UNIT: translate("TransferWords", "特殊单位"),
        TransferKind.UNEMPLOYED: translate("TransferWords", "未就业"),
        TransferKind.STUDY_ABROAD: translate("TransferWords", "出国学习"),
        TransferKind.WORK_ABROAD: translate("TransferWords", "出国工作"),
        TransferKind.DELAYED: translate("TransferWords", "延迟毕业"),
        TransferKind.TOWNSHIP: translate("TransferWords", "乡镇街道"),
        TransferKind.ORDINARY: translate("TransferWords", "普通转接"),
    }
    return Words(short[kind], tip=name_of(kind))


def progress_words(row: TransferRow) -> Words:
    """How it stands, in one cell: what has not reached the server, or was not accepted by it, comes first."""
    delivery = delivery_words(row.delivery)
    if row.delivery is Delivery.WAITING:
        both = translate("TransferWords", "{decision}·{delivery}")
        decided = decision(row.transfer.history[-1].action)
        return delivery._replace(text=both.format(decision=decided, delivery=delivery.text))
    if row.delivery is Delivery.ATTENTION:
        return delivery._replace(tip=name_of(row.transfer.state))
    return state_words(row)


def decision(action: Action) -> str:
    """In a word, for what waits to be sent."""
    short = {
        Action.STARTED: translate("TransferWords", "发起"),
        Action.APPROVED: translate("TransferWords", "同意"),
        Action.REFUSED: translate("TransferWords", "不同意"),
        Action.ALLOCATED: translate("TransferWords", "分配"),
        Action.WITHDRAWN: translate("TransferWords", "撤销"),
        Action.NUDGED: translate("TransferWords", "催办"),
    }
    return short[action]


def state_words(row: TransferRow) -> Words:
    """Of what waits to be sent, what was decided: only the server can say «completed»."""
    if row.delivery is Delivery.WAITING:
        action = row.transfer.history[-1].action
        return Words(name_of(action), Tone.MUTED, _ACTIONS[action][1])
    tone, picture = _STATES[row.transfer.state]
    state = name_of(row.transfer.state)
    last = last_decision(row.transfer)
    if last.automatic:
        state = translate("TransferWords", "{state}·自动").format(state=state)
        return Words(state, tone, Icon.AUTOMATIC, action_words(last).text)
    return Words(state, tone, picture)


def action_words(event: Event) -> Words:
    tone, picture = _ACTIONS[event.action]
    if not event.automatic or event.action is Action.PROLONGED:
        return Words(name_of(event.action), tone, picture)
    if event.action is Action.REFUSED:
        return Words(translate("TransferWords", "到期自动退回"), tone, Icon.AUTOMATIC)
    return Words(translate("TransferWords", "到期自动通过"), tone, Icon.AUTOMATIC)


def deadline_words(row: TransferRow) -> Words:
    if row.transfer.state not in OPEN_STATES:
        return _closed_words(row.transfer.history[-1])
    left = row.days_left
    if left is None or row.delivery is Delivery.WAITING:
        return Words("—", Tone.MUTED)
    if left < 0:
        return Words(translate("TransferWords", "已超期 {days} 天").format(days=-left), Tone.NEGATIVE)
    if left == 0:
        return Words(translate("TransferWords", "今天到期"), Tone.NEGATIVE)
    remaining = translate("TransferWords", "剩 {days} 天").format(days=left)
    return Words(remaining, Tone.WARNING if left <= SOON else Tone.TEXT)


def _closed_words(last: Event) -> Words:
    if not last.automatic:
        return Words("—", Tone.MUTED)
    if last.action is Action.REFUSED:
        return Words(translate("TransferWords", "已自动退回"), Tone.MUTED)
    return Words(translate("TransferWords", "已自动通过"), Tone.MUTED)


def delivery_words(delivery: Delivery) -> Words:
    if delivery is Delivery.WAITING:
        return Words(translate("Delivery", "待同步"), Tone.INFO, Icon.WAITING)
    if delivery is Delivery.ATTENTION:
        return Words(translate("Delivery", "未生效"), Tone.NEGATIVE, Icon.ATTENTION)
    return Words("")
