"""How figures are put into words: a share, a fraction, and «—» where there is nobody to count (SPEC R100)."""

from PySide6.QtCore import QCoreApplication

from desktop.figure_values import Behind, FigureMember, FigureRate
from domain.transfers import TransferState
from ui.columns import Words
from ui.grid_model import GridColumn
from ui.language import name_of, number
from ui.theme import Tone
from ui.transfer_words import kind_words

translate = QCoreApplication.translate
NOTHING = "—"


def share_text(value: float | None) -> str:
    """Rounded down, so that nothing is called 100 % that is not."""
    if value is None:
        return NOTHING
    return f"{int(value * 1000 + 1e-9) / 10:.1f}%"


def fraction_text(rate: FigureRate) -> str:
    return f"{number(rate.numerator)} / {number(rate.denominator)}"


def rate_tone(rate: FigureRate, target: float | None) -> Tone:
    if rate.value is None:
        return Tone.MUTED
    if target is None:
        return Tone.INFO
    return Tone.POSITIVE if rate.value >= target else Tone.WARNING


def member_columns() -> list[GridColumn]:
    return [
        GridColumn(translate("FigureWords", "姓名"), sample="欧阳小明"),
        GridColumn(translate("FigureWords", "毕业团支部"), sample="计算机2020级1班", wide=True),
        GridColumn(translate("FigureWords", "类型"), translate("FigureWords", "尚未发起")),
        GridColumn(translate("FigureWords", "转入组织"), sample="计算机2020级1班", wide=True),
        GridColumn(translate("FigureWords", "状态"), name_of(TransferState.AWAITING_SPECIAL)),
    ]


def member_words(member: FigureMember) -> tuple[Words, ...]:
    home = member.home_name
    if member.incoming:
        home = translate("FigureWords", "{home}（外地区申请转入）").format(home=home)
    if member.kind is None or member.state is None:
        not_yet = Words(translate("FigureWords", "尚未发起"), Tone.MUTED)
        return (Words(member.name), Words(home), not_yet, Words(NOTHING, Tone.MUTED), not_yet)
    destination = Words(member.destination_name or NOTHING)
    return (
        Words(member.name),
        Words(home),
        kind_words(member.kind),
        destination,
        Words(name_of(member.state)),
    )


def behind_summary(behind: Behind) -> str:
    count = number(len(behind.items))
    if behind.complete:
        return translate("FigureWords", "共 {count} 人。").format(count=count)
    return translate("FigureWords", "人数很多，这里是前 {count} 人；要看其余的人，请从下级组织进入。").format(
        count=count
    )
