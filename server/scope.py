"""What a person may see (SPEC R5), as the argument without which no repository answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select

from server.database.tables import feed
from server.documents import Entity
from server.members.tables import deletion, member
from server.organisations.tables import organisation
from server.transfers.tables import transfer


@dataclass(frozen=True, slots=True)
class Scope:
    """An administrator's organisation and everything below ``path``; or, for a member, themself."""

    path: str
    member_id: str | None = None

    @property
    def end(self) -> str:
        """The first text after everything that begins with the path: its separator's successor."""
        return f"{self.path[:-1]}0"

    @property
    def form(self) -> "Scope":
        """The same kind of scope with blanks, to make a statement of once and for all."""
        return _ADMINISTRATED if self.member_id is None else _OWN

    @property
    def blanks(self) -> dict[str, str | None]:
        """What the blanks of ``form`` stand for."""
        return {"scope_path": self.path, "scope_end": self.end, "scope_member": self.member_id}

    def holds_organisation(self) -> ColumnElement[bool]:
        if self.member_id is not None:
            return organisation.c.path == self.path
        return and_(organisation.c.path >= self.path, organisation.c.path < self.end)

    def organisation_ids(self) -> Select[str]:
        return select(organisation.c.id).where(self.holds_organisation())

    def holds_member(self) -> ColumnElement[bool]:
        if self.member_id is not None:
            return and_(member.c.id == self.member_id, member.c.deleted_at.is_(None))
        own = organisation.c.id == member.c.organisation_id
        held = self.organisation_ids().where(own).correlate(member).exists()
        return and_(held, member.c.deleted_at.is_(None))

    def holds_deleted_member(self) -> ColumnElement[bool]:
        own = organisation.c.id == member.c.organisation_id
        return self.organisation_ids().where(own, member.c.id == deletion.c.member_id).exists()

    def holds_transfer(self) -> ColumnElement[bool]:
        if self.member_id is not None:
            return transfer.c.member_id == self.member_id
        lying = and_(
            feed.c.entity == Entity.TRANSFER.value, feed.c.id == transfer.c.id, feed.c.left_at.is_(None)
        )
        places = select(feed.c.id).join(organisation, organisation.c.id == feed.c.bucket)
        return places.where(lying, self.holds_organisation()).correlate(transfer).exists()


class _Form(Scope):
    """Compared by identity, since a blank is equal to nothing."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    @property
    def end(self) -> Any:
        return bindparam("scope_end")


_PATH: Any = bindparam("scope_path")
_MEMBER: Any = bindparam("scope_member")
_ADMINISTRATED = _Form(_PATH)
_OWN = _Form(_PATH, _MEMBER)

NATIONWIDE = Scope("/")
"""For what is public of every organisation: its card (SPEC R5, R43)."""
