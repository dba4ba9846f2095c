"""What another system has otherwise, as things to do (SPEC R123)."""

from PySide6.QtCore import QCoreApplication

from desktop.exchange.columns import Meaning
from desktop.matching import Match
from desktop.reconciling import Comparison, Difference, Finding, Todo
from domain.identity import mask_identity_number, mask_phone
from ui.columns import Words
from ui.grid_model import GridColumn
from ui.icons import Icon
from ui.import_words import meaning_name
from ui.language import listed, number
from ui.pasted_dialogue import doubt_words
from ui.theme import Tone

translate = QCoreApplication.translate


def comparison_columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(translate("Reconciling", "类别"), translate("Reconciling", "对方没有"), pictured=True),
        GridColumn(translate("Reconciling", "行"), "12345"),
        GridColumn(translate("Reconciling", "姓名"), translate("Reconciling", "买买提・艾力")),
        GridColumn(translate("Reconciling", "身份证号"), "110101********1234"),
        GridColumn(
            translate("Reconciling", "团支部"), translate("Reconciling", "计算机2020届1班"), wide=True
        ),
        GridColumn(
            translate("Reconciling", "要做的事"), translate("Reconciling", "核对后在本系统转出"), wide=True
        ),
    )


def summary_of(comparison: Comparison) -> str:
    counts = dict.fromkeys(Finding, 0)
    for todo in comparison.todos:
        counts[todo.finding] += 1
    text = translate(
        "Reconciling",
        "一致 {same} 人；对方新增 {new}，对方没有 {gone}，信息不同 {changed}，需要核对 {doubtful}",
    )
    words = {finding.value: number(count) for finding, count in counts.items()}
    return text.format(same=number(comparison.same), **words)


def todo_words(todo: Todo) -> tuple[Words, ...]:
    name = todo.member.name if todo.member is not None else todo.wanted.name
    return (
        _finding_words(todo.finding),
        Words("" if todo.number is None else str(todo.number)),
        Words(name),
        Words(mask_identity_number(todo.wanted.identity_number)),
        Words(todo.branch_name or todo.wanted.branch),
        Words(_what_to_do(todo)),
    )


def _finding_words(finding: Finding) -> Words:
    words = {
        Finding.NEW: Words(translate("Reconciling", "对方新增"), Tone.INFO, Icon.INFO),
        Finding.GONE: Words(translate("Reconciling", "对方没有"), Tone.WARNING, Icon.ATTENTION),
        Finding.CHANGED: Words(translate("Reconciling", "信息不同"), Tone.INFO, Icon.COMPARE),
        Finding.DOUBTFUL: Words(translate("Reconciling", "需要核对"), Tone.NEGATIVE, Icon.UNCONFIRMED),
    }
    return words[finding]


def _what_to_do(todo: Todo) -> str:
    match todo.finding:
        case Finding.NEW:
            return translate("Reconciling", "本系统没有这个人：确认后请其办理转入")
        case Finding.GONE:
            return translate("Reconciling", "对方没有这个人：确认去向，需要时发起转接")
        case Finding.CHANGED:
            return listed(_difference(each) for each in todo.differences)
        case Finding.DOUBTFUL:
            return doubt_words(Match(todo.wanted, todo.member, todo.branch_name, todo.doubt))


def _difference(each: Difference) -> str:
    phone = each.meaning is Meaning.PHONE
    text = translate("Reconciling", "{what}：本系统为{here}，对方为{there}")
    return text.format(
        what=meaning_name(each.meaning),
        here=mask_phone(each.here) if phone else each.here,
        there=mask_phone(each.there) if phone else each.there,
    )
