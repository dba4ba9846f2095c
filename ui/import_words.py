"""An employment sheet's rows in words: what a column means, what is wrong with a row, where it leads."""

from PySide6.QtCore import QCoreApplication

from desktop.exchange.columns import Meaning
from desktop.importing import DOUBTS, PlannedRow, Trouble
from ui.columns import Words
from ui.icons import Icon
from ui.language import listed, name_of, sentence_of
from ui.pasted_dialogue import doubt_words
from ui.theme import Tone

translate = QCoreApplication.translate


def meaning_name(meaning: Meaning) -> str:
    names = {
        Meaning.IDENTITY_NUMBER: translate("Importing", "身份证号"),
        Meaning.NAME: translate("Importing", "姓名"),
        Meaning.BRANCH: translate("Importing", "班级"),
        Meaning.SITUATION: translate("Importing", "毕业去向"),
        Meaning.UNIT: translate("Importing", "单位或学校"),
        Meaning.PLACE: translate("Importing", "单位所在地"),
        Meaning.REMARK: translate("Importing", "备注"),
        Meaning.COUNTRY: translate("Importing", "前往国家"),
        Meaning.PERIOD: translate("Importing", "期限"),
        Meaning.PURPOSE: translate("Importing", "事由"),
        Meaning.HOME_CONTACT: translate("Importing", "国内联系人"),
        Meaning.HOME_PHONE: translate("Importing", "联系人电话"),
        Meaning.ENROLLED_ON: translate("Importing", "入学时间"),
        Meaning.PHONE: translate("Importing", "手机"),
    }
    return names[meaning]


def is_ready(planned: PlannedRow) -> bool:
    return planned.wish is not None


def is_doubtful(planned: PlannedRow) -> bool:
    """Whether it is enough that somebody looks at it."""
    return bool(planned.troubles) and DOUBTS.issuperset(planned.troubles)


def result_words(planned: PlannedRow) -> Words:
    if is_ready(planned):
        return Words(translate("Importing", "可发起"), Tone.POSITIVE, Icon.DONE)
    said = trouble_words(planned)
    if is_doubtful(planned):
        return Words(said, Tone.WARNING, Icon.ATTENTION)
    return Words(said, Tone.NEGATIVE, Icon.REJECTED)


def trouble_words(planned: PlannedRow) -> str:
    """All that keeps it from being started, each with what to do."""
    return listed(_trouble_text(planned, trouble) for trouble in planned.troubles)


def _trouble_text(planned: PlannedRow, trouble: Trouble) -> str:
    if planned.match.doubt is not None and trouble.value == planned.match.doubt.value:
        return doubt_words(planned.match)
    if trouble is Trouble.REFUSED and planned.refusal is not None:
        return sentence_of(planned.refusal)
    card = planned.destination
    texts = {
        Trouble.TWICE: translate("Importing", "表中有几行是同一个人，请只保留一行"),
        Trouble.KIND_UNKNOWN: translate("Importing", "看不出毕业去向，请改为就业、升学、参军、待就业等"),
        Trouble.DESTINATION_MISSING: translate("Importing", "没有找到转入组织，请改写单位名称"),
        Trouble.DESTINATION_DOUBTFUL: translate("Importing", "转入组织名称相近，请核对：{name}"),
    }
    return texts[trouble].format(name=card.full_name if card is not None else "")


def row_words(planned: PlannedRow) -> tuple[Words, ...]:
    """Number, who, kind, destination, result."""
    member, cells, card = planned.match.member, planned.row.cells, planned.destination
    return (
        Words(str(planned.row.number)),
        Words(member.name if member is not None else cells.get(Meaning.NAME, "")),
        Words(name_of(planned.kind) if planned.kind is not None else cells.get(Meaning.SITUATION, "")),
        Words(card.full_name if card is not None else cells.get(Meaning.UNIT, "")),
        result_words(planned),
    )
