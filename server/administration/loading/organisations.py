"""Organisations from a file: put into the order of the tree, judged, and stored a batch at a time."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from domain.organisations import Organisation
from domain.refusals import RefusedError
from server.administration.loading.headers import Table
from server.administration.loading.organisation_drafts import (
    OrganisationDraft,
    created_below,
    created_highest,
    read_draft,
)
from server.administration.loading.readings import is_blank
from server.administration.loading.registry import Registry
from server.administration.places import OPERATOR
from server.database.unit_of_work import UnitOfWork
from server.organisations.repository import lock_tree, organisations_by_name, share_organisation
from server.organisations.tables import organisation
from server.scope import NATIONWIDE

_FIELD_OF_REFUSAL: Mapping[str, str] = {
    "KIND_NOT_BELOW": "kind",
    "CATEGORY_NOT_BELOW": "category",
    "FIELD_NOT_BELOW": "field",
    "DIVISION_ELSEWHERE": "division",
    "ORGANISATION_DISSOLVED": "parent",
}
_MEND = "请改正后重新载入这一行"


class Placed(NamedTuple):
    draft: OrganisationDraft
    organisation: Organisation
    is_new: bool


def read_drafts(table: Table) -> list[OrganisationDraft]:
    return [read_draft(table, row) for row in table.rows if not is_blank(row)]


class Plan:
    """Where each organisation stands, from above to below, whatever the order of the rows."""

    def __init__(self, connection: Connection, registry: Registry, drafts: list[OrganisationDraft]) -> None:
        self._registry = registry
        self._named: dict[str, OrganisationDraft] = {}
        self._has_highest = connection.scalar(select(organisation.c.id).limit(1)) is not None
        self._claim_names(drafts)
        names = {name for draft in drafts for name in (draft.wish.full_name, draft.wish.parent_id)}
        registry.look_up(connection, names)
        self._below: dict[str, list[OrganisationDraft]] = defaultdict(list)
        for draft in self._named.values():
            if draft.wish.parent_id in self._named:
                self._below[draft.wish.parent_id].append(draft)

    def _claim_names(self, drafts: list[OrganisationDraft]) -> None:
        for draft in drafts:
            first = self._named.setdefault(draft.wish.full_name, draft)
            if first is not draft and draft.wish.full_name:
                where = f"与第 {first.number} 行的全称相同"
                draft.reading.complain("full_name", where, "请删去重复的行，或另取全称")

    def placed(self) -> Iterator[Placed]:
        waiting = deque(draft for draft in self._named.values() if draft.wish.parent_id not in self._named)
        while waiting:
            draft = waiting.popleft()
            placed = self._place(draft)
            if placed is not None:
                yield placed
                waiting += self._below.pop(draft.wish.full_name, [])
            else:
                self._complain_below(draft)
        self._complain_of_circles()

    def _place(self, draft: OrganisationDraft) -> Placed | None:
        if draft.reading.complaints:
            return None
        parent = self._parent(draft)
        if draft.reading.complaints:
            return None
        try:
            created = created_below(draft, parent) if parent else created_highest(draft)
        except RefusedError as error:
            field = _FIELD_OF_REFUSAL.get(error.refusal.code, "full_name")
            draft.reading.complain(field, error.refusal.sentence, _MEND)
            return None
        return self._among_known(draft, created)

    def _parent(self, draft: OrganisationDraft) -> Organisation | None:
        name = draft.wish.parent_id
        if not name:
            if self._has_highest and not self._registry.find(draft.wish.full_name):
                draft.reading.complain("parent", "没有填写，而最高一级组织已经有了", "请填写上级组织的全称")
            self._has_highest = True
            return None
        found = self._registry.find(name)
        if not found:
            draft.reading.complain("parent", "没有这个组织", "请核对全称，或先载入上级组织")
        if len(found) > 1:
            draft.reading.complain("parent", f"有 {len(found)} 个组织叫这个名字", "请改填它的编号（id）")
        return found[0] if len(found) == 1 else None

    def _among_known(self, draft: OrganisationDraft, created: Organisation) -> Placed | None:
        """The same row a second time is no mistake: so a load that broke off is begun again with the file."""
        for known in self._registry.find(created.full_name):
            if known.system is not created.system:
                continue
            if (known.parent_id, known.kind) == (created.parent_id, created.kind):
                return Placed(draft, known, is_new=False)
            draft.reading.complain("full_name", "已有同名组织，而上级或类型不同", "请核对，或另取全称")
            return None
        self._registry.plan(created)
        return Placed(draft, created, is_new=True)

    def _complain_below(self, bad: OrganisationDraft) -> None:
        waiting = [bad]
        while waiting:
            above = waiting.pop()
            for draft in self._below.pop(above.wish.full_name, []):
                draft.reading.complain(
                    "parent", f"上级组织在第 {above.number} 行，那一行没有载入", "请先改正那一行"
                )
                waiting.append(draft)

    def _complain_of_circles(self) -> None:
        for draft in (draft for below in self._below.values() for draft in below):
            draft.reading.complain(
                "parent", "上级组织是它自己，或绕成了一圈，到不了最高一级", "请改为真正的上级组织"
            )


def store_organisations(unit: UnitOfWork, batch: Iterable[Placed]) -> int:
    """How many; the drafts of the others complain."""
    lock_tree(unit.connection)
    stored = 0
    for placed in batch:
        if _still_holds(unit.connection, placed):
            unit.save_organisation(placed.organisation)
            unit.record(OPERATOR, "organisation_loaded", placed.organisation.id)
            stored += 1
    return stored


def _still_holds(connection: Connection, placed: Placed) -> bool:
    """The plan was made a while ago, and other people work meanwhile."""
    created = placed.organisation
    if created.parent_id is not None:
        parent = share_organisation(connection, NATIONWIDE, created.parent_id)
        if parent is None or not parent.active or f"{parent.path}{created.id}/" != created.path:
            placed.draft.reading.complain("parent", "刚刚被移动、撤销，或没有载入", "请核对后重新载入这一行")
            return False
    if organisations_by_name(connection, NATIONWIDE, created.full_name, created.system):
        placed.draft.reading.complain("full_name", "刚刚有人建立了同名的组织", "请核对后重新载入这一行")
        return False
    return True
