"""What could not be decided, and why, in as few lines as can be read in passing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.values import Outcome
from ui.language import number, sentence_of

translate = QCoreApplication.translate

LINES = 3


def refused_words(refused: Sequence[Outcome]) -> str:
    """One line per reason: ten members refused for the same reason are one line."""
    reasons: dict[str, list[str]] = {}
    for outcome in refused:
        if outcome.refusal is not None:
            reasons.setdefault(sentence_of(outcome.refusal), []).append(outcome.title)
    lines = [_line(reason, titles) for reason, titles in reasons.items()]
    more = len(lines) - LINES
    if more > 0:
        lines = [*lines[:LINES], translate("Outcomes", "另有 {n} 项没有办理。").format(n=number(more))]
    return "\n".join(lines)


def _line(reason: str, titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return f"{titles[0]}：{reason}" if titles[0] and titles[0] not in reason else reason
    words = translate("Outcomes", "{n} 项没有办理：{reason}")
    return words.format(n=number(len(titles)), reason=reason)
