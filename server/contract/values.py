"""The people, places and papers of the examples, made of the domain's own values."""

from datetime import UTC, date, datetime

from domain.actors import Party
from domain.destinations import Check, Outcome, TransferKind
from domain.identity import Gender
from domain.instants import Month
from domain.members import EmergencyContact, Member, Standing
from domain.organisations import (
    Category,
    Contact,
    Field,
    Organisation,
    OrganisationKind,
    SchoolLevel,
    System,
    card_of,
)
from domain.requests import Particulars
from domain.transfers import Action, Event, Side, Transfer, TransferState, subject_of


def example_id(number: int) -> str:
    return f"3f2b8c1e-0000-4000-8000-{number:012d}"


USER_ID, DEVICE_ID, OP_ID, INSTANCE_ID, EPOCH = (example_id(number) for number in range(1, 6))
AT = datetime(2020, 6, 18, 1, 41, tzinfo=UTC)
AT_TEXT = "2020-06-18T01:41:00.000000Z"
ACCESS_TOKEN = "Vx3nq0cJ8hPzK2m5Rt7wYg"  # noqa: S105 - an example.
PASSWORD = "lawn-otter-9-cobalt"  # noqa: S105 - an example.
REFRESH_TOKEN = "b9QeT4uLsD1fXo6ZkA0cNw"  # noqa: S105 - an example.
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

BRANCH = Organisation(
    id=example_id(10),
    version=3,
    parent_id=example_id(11),
    path="/1/4/12/340/",
    full_name="示例大学计算机学院2016级1班团支部",
    short_name="计算机1班团支部",
    code="61000340",
    kind=OrganisationKind.BRANCH,
    category=Category.GRADUATE,
    field=Field.EDUCATION,
    school_level=SchoolLevel.UNIVERSITY,
    division="610113",
    system=System.NATIONAL,
    administrators=(Contact(name="王老师", phone="029-88880000"),),
    whole_school=False,
    graduation_month=Month("2020-06"),
    mixed=False,
    graduate_year=2020,
    active=True,
    search="示例大学计算机学院2016级1班团支部 jsj1btzb",
)
EMPLOYER = Organisation(
    id=example_id(20),
    version=1,
    parent_id=example_id(21),
    path="/1/4/57/",
    full_name="示例科技公司团委",
    short_name="示例科技团委",
    code="61000057",
    kind=OrganisationKind.COMMITTEE,
    category=Category.ORDINARY,
    field=Field.ENTERPRISE,
    school_level=None,
    division="610103",
    system=System.NATIONAL,
    administrators=(Contact(name="李主任", phone="029-88881111"),),
    whole_school=False,
    graduation_month=None,
    mixed=False,
    graduate_year=None,
    active=True,
    search="示例科技公司团委 slkjgstw",
)
MEMBER = Member(
    id=example_id(30),
    version=2,
    organisation_id=BRANCH.id,
    name="张三",
    identity_number="99900119980307001X",
    gender=Gender.MALE,
    birth_date=date(1998, 3, 7),
    phone="15400000001",
    joined_on=date(2013, 5, 4),
    emergency=EmergencyContact(name="张父", relation="父", phone="15400000002"),
    household="610103",
    origin="610103",
    residence="610113",
    party_member=False,
    league_post=None,
    standing=Standing.GOOD,
    graduation_month=None,
    mark=None,
    expected_month=None,
    delay_reason=None,
    marked_from=None,
    marked_by=None,
    marked_at=None,
    mark_version=0,
    search="张三 zhangsan zs",
)
ACTOR = Party(
    user_id=USER_ID, name="王老师", organisation_id=BRANCH.parent_id, organisation_name="计算机学院团委"
)
TRANSFER = Transfer(
    id=OP_ID,
    version=1,
    member_id=MEMBER.id,
    subject=subject_of(MEMBER),
    kind=TransferKind.EMPLOYED,
    reason="已落实工作单位",
    remark="",
    particulars=Particulars(employer="示例科技公司", workplace="610103"),
    counted=True,
    edition=2020,
    source=card_of(BRANCH),
    destination=card_of(EMPLOYER),
    special=None,
    placed_in=None,
    state=TransferState.AWAITING_DESTINATION,
    acting=card_of(EMPLOYER),
    opened_at=AT,
    deadline=date(2020, 7, 3),
    started_side=Side.SOURCE,
    started_by=ACTOR,
    started_at=AT,
    checks=(Check(rule_id="R60.destination", outcome=Outcome.UNCONFIRMED),),
    history=(
        Event(version=1, at=AT, by=ACTOR, action=Action.STARTED, state=None, remark="", automatic=False),
    ),
)
