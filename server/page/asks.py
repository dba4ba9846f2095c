"""What is said of each kind, and what it asks for beside reason and destination (SPEC R42, R60–R67)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import TransferKind
from server.own.places import place_name
from server.own.wire import OwnTransfer

_K = TransferKind


class Input(StrEnum):
    TEXT = "text"
    PHONE = "tel"
    DAY = "date"
    FLAG = "flag"
    PLACE = "place"


class Ask(NamedTuple):
    """``name`` is the field of Particulars."""

    name: str
    input: Input
    zh: str
    en: str
    required: bool = False
    hint_zh: str = ""
    hint_en: str = ""


class About(NamedTuple):
    """``reason`` stands in the form from the beginning; where it is ``fixed``, no other will do."""

    zh: str
    en: str
    reason: str
    asks: tuple[Ask, ...] = ()
    fixed: bool = False
    remark_zh: str = ""
    remark_en: str = ""


_EMPLOYER = Ask("employer", Input.TEXT, "工作单位名称", "Employer", True)
_EMPLOYER_IF_ANY = Ask("employer", Input.TEXT, "工作单位名称（如已落实）", "Employer, if you have one")
_WORKPLACE = Ask(
    "workplace",
    Input.PLACE,
    "工作单位所在区县",
    "District or county of the place of work",
    hint_zh="转至乡镇街道或青年中心时，用来核对是否在工作单位所在地。",
    hint_en="By this a township or youth centre is known to be at the place of work.",
)
_PARENTS = Ask(
    "parents_residence",
    Input.PLACE,
    "父母居住的区县",
    "District or county where your parents live",
    hint_zh="只在转往父母居住地时填写。",
    hint_en="Only when you go to where your parents live.",
)

ABOUT: Mapping[TransferKind, About] = {
    _K.EMPLOYED: About(
        "转至工作单位团组织；单位没有的，转至单位所在地乡镇街道或青年中心。",
        "To the employer's organisation or, if it has none, to the township or youth centre there.",
        "已落实工作单位",
        (
            _EMPLOYER,
            _WORKPLACE,
            Ask("agency_worker", Input.FLAG, "我是劳务派遣工", "I am an agency worker"),
        ),
    ),
    _K.FURTHER_STUDY: About(
        "转至录取学校的新生团组织。",
        "To the new school's organisation for new students.",
        "升学",
        (Ask("enrolled_on", Input.DAY, "入学日期", "Day of enrolment"),),
    ),
    _K.SPECIAL_UNIT: About(
        "由团市委审核后进入特殊单位专属库。转入后省级以下团组织无法转出，请慎重。",
        "Into the special-unit register, approved by the municipal committee. Hard to leave again.",
        SPECIAL_UNIT_REASON,
        fixed=True,
        remark_zh="必填：说明参军入伍或涉密单位的具体信息。",
        remark_en="Required: the particulars of the enlistment or the unit.",
    ),
    _K.UNEMPLOYED: About(
        "转至居住地、户籍地或生源地乡镇街道的流动团员团支部。",
        "To the floating members' branch of the township where you live, are registered or come from.",
        "尚未落实就业去向",
        (_PARENTS,),
    ),
    _K.STUDY_ABROAD: About(
        "保留在原学校，编入出国（境）学习研究团员团支部。",
        "Stays with your school, in its branch for study abroad.",
        "出国（境）学习研究",
        (
            Ask("country", Input.TEXT, "国家（地区）和学校", "Country and school", True),
            Ask(
                "period", Input.TEXT, "期限", "Period", True,
                "例如：2020-09 至 2022-06", "For example 2020-09 to 2022-06",
            ),
            Ask("purpose", Input.TEXT, "事由", "Purpose", True),
            Ask("home_contact", Input.TEXT, "国内联系人", "Contact person at home", True),
            Ask("home_phone", Input.PHONE, "国内联系人电话", "Their phone", True),
        ),
    ),
    _K.WORK_ABROAD: About(
        "因公的转至派出单位团组织；因私的转至户籍地或本人、父母居住地乡镇街道。",
        "Sent by an employer: to that unit; on your own: to the township of household or residence.",
        "出国（境）工作",
        (
            Ask("sent_by_employer", Input.FLAG, "由单位因公派出", "Sent by my employer"),
            Ask("employer", Input.TEXT, "派出单位名称（因公）", "The unit that sends you, if any"),
            _PARENTS,
        ),
    ),
    _K.TOWNSHIP: About(
        "因单位没有团组织、未就业等原因转至乡镇街道。",
        "To a township or street, for want of an organisation at work or of work.",
        "转至乡镇街道",
        (_EMPLOYER_IF_ANY, _WORKPLACE),
    ),
    _K.ORDINARY: About("转至其他团组织。", "To another organisation.", ""),
}  # fmt: skip


def stated(transfer: OwnTransfer) -> list[tuple[Ask, str]]:
    """What was given beside reason and remark, as it is read."""
    given = [(ask, getattr(transfer.particulars, ask.name)) for ask in ABOUT[transfer.kind].asks]
    return [(ask, read(ask, value)) for ask, value in given if value]


def read(ask: Ask, value: str | bool) -> str:
    if ask.input is Input.PLACE:
        return place_name(str(value))
    return "✓" if value is True else str(value)
