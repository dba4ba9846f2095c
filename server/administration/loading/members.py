"""Members from a file, and their accounts: judged and stored a batch at a time, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from domain.members import Member
from domain.organisations import Organisation, OrganisationKind
from server.administration.loading.member_drafts import MemberDraft, check_dates, member_of
from server.administration.loading.registry import Registry
from server.administration.places import OPERATOR
from server.database.unit_of_work import UnitOfWork
from server.documents import MEMBERS, instant_text
from server.members.tables import member as member_table
from server.organisations.repository import share_organisation
from server.scope import NATIONWIDE
from server.sessions.first_passwords import LIFE, FirstPasswordKind, first_password
from server.sessions.tables import account
from server.state import new_id


class Placed(NamedTuple):
    draft: MemberDraft
    branch: Organisation


HANDOUT_HEADER = ("团支部", "姓名", "账号", "初始密码（72 小时内登录并修改）")


class Handout(NamedTuple):
    """What one member is to be told; ``first_password`` is nowhere else."""

    branch: str
    name: str
    login: str
    first_password: str


class Judge:
    """Remembers every identity number of the run, eight bytes and a little more for each."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._seen: dict[int, int] = {}

    def judge(self, connection: Connection, drafts: Sequence[MemberDraft]) -> tuple[list[Placed], int]:
        """Those that can be stored, and how many are there already just so. All others complain."""
        self._registry.look_up(connection, (draft.organisation for draft in drafts))
        known = _known(connection, [draft.identity_number for draft in drafts])
        placed, same = [], 0
        for draft in drafts:
            check_dates(draft)
            branch = self._branch(draft)
            former = known.get(draft.identity_number)
            if draft.reading.complaints or branch is None or self._is_repeated(draft):
                continue
            if former is None:
                placed.append(Placed(draft, branch))
            elif _is_same(former, draft, branch):
                same += 1
            else:
                _complain_of_former(draft, former)
        return placed, same

    def _branch(self, draft: MemberDraft) -> Organisation | None:
        if not draft.organisation:
            return None
        found = self._registry.find(draft.organisation)
        if not found:
            draft.reading.complain("organisation", "没有这个组织", "请核对全称，或先载入组织")
        elif len(found) > 1:
            draft.reading.complain(
                "organisation", f"有 {len(found)} 个组织叫这个名字", "请改填它的编号（id）"
            )
        elif found[0].kind is not OrganisationKind.BRANCH:
            draft.reading.complain("organisation", "不是团支部，团员只能在团支部", "请改填它下面的团支部")
        else:
            return found[0]
        return None

    def _is_repeated(self, draft: MemberDraft) -> bool:
        number = int(draft.identity_number.replace("X", "a"), 16)
        first = self._seen.setdefault(number, draft.reading.number)
        if first == draft.reading.number:
            return False
        draft.reading.complain("identity_number", f"与第 {first} 行重复", "请删去重复的行")
        return True


class _Former(NamedTuple):
    member: Member
    is_deleted: bool


def _known(connection: Connection, numbers: list[str]) -> dict[str, _Former]:
    query = select(member_table.c.document, member_table.c.deleted_at).where(
        member_table.c.identity_number.in_(numbers)
    )
    found = (
        _Former(MEMBERS.read(row.document), row.deleted_at is not None) for row in connection.execute(query)
    )
    return {former.member.identity_number: former for former in found}


def _is_same(former: _Former, draft: MemberDraft, branch: Organisation) -> bool:
    """Such a row is no mistake: a load that broke off is begun again with the same file."""
    known = former.member
    return not former.is_deleted and (known.name, known.organisation_id) == (draft.name, branch.id)


def _complain_of_former(draft: MemberDraft, former: _Former) -> None:
    if former.is_deleted:
        problem, remedy = "这名团员已被删除", "请由其团支部管理员恢复，不要重新载入"
    elif former.member.name != draft.name:
        problem, remedy = "已有另一名团员使用这个号码", "请核对姓名和号码"
    else:
        problem, remedy = "这名团员已在另一个团支部", "请通过组织关系转接办理，不要重新载入"
    draft.reading.complain("identity_number", problem, remedy)


def store_members(
    unit: UnitOfWork, batch: Iterable[Placed], kind: FirstPasswordKind
) -> tuple[int, list[Handout]]:
    """How many, and the secrets to hand out; the drafts of the others complain."""
    present = _Present(unit.connection)
    stored: list[tuple[Member, Organisation]] = []
    handouts = []
    for draft, planned in batch:
        branch = present.branch(planned.id)
        if branch is None:
            draft.reading.complain("organisation", "刚刚被撤销，或没有载入", "请核对后重新载入这一行")
            continue
        member = member_of(draft, branch, new_id())
        unit.save_member(member)
        unit.record(OPERATOR, "member_loaded", member.id, organisation=branch.id)
        stored.append((member, branch))
    rows = []
    for member, branch in _without_account(unit.connection, stored):
        password = first_password(kind, member.identity_number)
        rows.append(_account_row(unit, member, password.stored))
        if password.shown is not None:
            handouts.append(Handout(branch.full_name, member.name, member.identity_number, password.shown))
    if rows:
        unit.connection.execute(insert(account), rows)
    return len(stored), handouts


class _Present:
    """Branches as they are now, kept so until the commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[str, Organisation | None] = {}

    def branch(self, organisation_id: str) -> Organisation | None:
        if organisation_id not in self._found:
            found = share_organisation(self._connection, NATIONWIDE, organisation_id)
            self._found[organisation_id] = found if found is not None and found.active else None
        return self._found[organisation_id]


def _without_account(
    connection: Connection, stored: list[tuple[Member, Organisation]]
) -> Iterator[tuple[Member, Organisation]]:
    """Who administers something has an account already: it becomes the member's too (SPEC R13)."""
    numbers = [member.identity_number for member, _ in stored]
    query = select(account.c.login, account.c.id).where(account.c.login.in_(numbers))
    known = {row.login: row.id for row in connection.execute(query)}
    for member, branch in stored:
        account_id = known.get(member.identity_number)
        if account_id is None:
            yield member, branch
        else:
            theirs = update(account).where(account.c.id == account_id)
            connection.execute(theirs.values(member_id=member.id))


def _account_row(unit: UnitOfWork, member: Member, stored: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "login": member.identity_number,
        "name": member.name,
        "password_hash": stored,
        "must_change_password": True,
        "first_password_until": instant_text(unit.now + LIFE),
        "disabled": False,
        "member_id": member.id,
    }
