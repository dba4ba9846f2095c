"""How an entry of a register is put into words (SPEC R70–R72)."""

from PySide6.QtCore import QCoreApplication

from desktop.entry_values import EntryRow
from domain.follow_up import FollowUp
from domain.registers import Due
from domain.retention import Retention
from ui.columns import Words
from ui.icons import Icon
from ui.language import name_of
from ui.theme import Tone

translate = QCoreApplication.translate

_DUE: dict[Due, tuple[Tone, Icon]] = {
    Due.OVERDUE: (Tone.NEGATIVE, Icon.WARNING),
    Due.SOON: (Tone.WARNING, Icon.DEADLINE),
    Due.LATER: (Tone.TEXT, Icon.OPEN_RULE),
    Due.CLOSED: (Tone.MUTED, Icon.DONE),
}


def due_words(row: EntryRow) -> Words:
    tone, picture = _DUE[row.due]
    return Words(name_of(row.due), tone, picture)


def due_day_words(row: EntryRow) -> Words:
    return Words(row.due_on.isoformat(), _DUE[row.due][0])


def particulars_words(row: EntryRow) -> Words:
    """What the register keeps beside the dates: where to, why, or whether there is work."""
    entry = row.entry
    if isinstance(entry, Retention):
        return Words(entry.reason)
    if isinstance(entry, FollowUp):
        if entry.found_work_on is None:
            return Words(translate("EntryWords", "尚未落实工作"))
        return Words(translate("EntryWords", "{day} 找到工作").format(day=entry.found_work_on))
    application = entry.application
    return Words(" · ".join(filter(None, (application.country, application.period))))


def outcome_words(row: EntryRow) -> Words:
    """The last thing that was learnt."""
    entry = row.entry
    if entry.outcome or isinstance(entry, Retention | FollowUp) or not entry.reports:
        return Words(entry.outcome or "—", Tone.TEXT if entry.outcome else Tone.MUTED)
    last = entry.reports[-1]
    return Words(last.text, tip=f"{last.on} {last.by.name}\n{last.text}")
