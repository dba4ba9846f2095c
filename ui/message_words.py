"""How a message is put into words, tone and icon."""

from collections.abc import Mapping

from desktop.message_values import MessageRow
from domain.messages import MessageKind
from ui.columns import Words
from ui.icons import Icon
from ui.language import language, name_of
from ui.theme import Tone

_KINDS: Mapping[MessageKind, tuple[Tone, Icon]] = {
    MessageKind.REQUEST_RECEIVED: (Tone.INFO, Icon.REQUEST),
    MessageKind.STEP_APPROVED: (Tone.POSITIVE, Icon.DONE),
    MessageKind.AUTOMATIC_APPROVAL: (Tone.WARNING, Icon.AUTOMATIC),
    MessageKind.REFUSED: (Tone.NEGATIVE, Icon.REJECTED),
    MessageKind.WITHDRAWN: (Tone.MUTED, Icon.WITHDRAW),
    MessageKind.ALLOCATED: (Tone.POSITIVE, Icon.ALLOCATE),
    MessageKind.COMPLETED: (Tone.POSITIVE, Icon.MET),
    MessageKind.REMINDER: (Tone.WARNING, Icon.DEADLINE),
    MessageKind.NUDGED: (Tone.WARNING, Icon.REMINDER),
    MessageKind.DAYS_GIVEN_BACK: (Tone.INFO, Icon.MONTH),
    MessageKind.CONFLICT: (Tone.NEGATIVE, Icon.CONFLICT),
    MessageKind.REGISTER_DUE: (Tone.WARNING, Icon.REGISTERS),
    MessageKind.REGISTER_OVERDUE: (Tone.NEGATIVE, Icon.WARNING),
}


def message_kind_words(row: MessageRow) -> Words:
    tone, picture = _KINDS[row.message.kind]
    return Words(name_of(row.message.kind), tone, picture, strong=not row.read)


def message_sentence(row: MessageRow) -> str:
    return row.sentence if language() == "zh" else row.sentence_en
