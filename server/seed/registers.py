"""Entries of the three registers (SPEC R70–R72): what the transfers have made, who is kept, and who was there
before this year, so that something of each is due soon and something overdue."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from domain.actors import Actor
from domain.entries import AnyEntry, entries_after
from domain.follow_up import FollowUp, record_follow_up
from domain.instants import china_date, months_after
from domain.members import Member, is_counted_graduate
from domain.organisations import Category, Organisation, SchoolLevel
from domain.requests import Particulars
from domain.retention import Retention, retain_member
from domain.study_abroad import Report, StudyAbroad
from domain.transfers import Transfer
from server.seed.calendar import moment
from server.seed.chance import Draw, identifier
from server.seed.people import phone
from server.seed.phrases import COUNTRIES, FOLLOW_UPS, RETENTION_REASONS
from server.seed.scene import Scene
from server.seed.storyteller import someone_of, superiors
from server.seed.units import Unit

_KEEPING = frozenset({SchoolLevel.UNIVERSITY, SchoolLevel.VOCATIONAL})
_KEPT_EACH = 4
"""Of the graduates for whom nothing was started."""
_MONTHS_ABROAD = (3, 11, 13, 7, 12, 5)
_MONTHS_FLOATING = (1, 2, 4, 3, 5)
"""How long ago they came, in turn."""


class Registrar:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._turns: Counter[str] = Counter()

    def of(self, unit: Unit, member: Member, serial: int, transfers: list[Transfer]) -> Iterator[AnyEntry]:
        """``member`` as they are after all ``transfers``."""
        for transfer in transfers:
            yield from entries_after(transfer, ())
        branch = unit.organisation
        if transfers or member.organisation_id != branch.id:
            return
        if branch.category is Category.ABROAD_STUDY:
            yield self._abroad(_Kept(self._scene, unit, member, serial))
        elif branch.category is Category.FLOATING:
            yield self._floating(_Kept(self._scene, unit, member, serial))
        elif self._is_kept(member, branch):
            yield self._kept(_Kept(self._scene, unit, member, serial))

    def _is_kept(self, member: Member, branch: Organisation) -> bool:
        if branch.school_level not in _KEEPING or branch.mixed or not is_counted_graduate(member, branch):
            return False
        return self._next("kept") % _KEPT_EACH == 0

    def _abroad(self, one: "_Kept") -> StudyAbroad:
        turn = self._next("abroad")
        since = months_after(self._scene.today, -_MONTHS_ABROAD[turn % len(_MONTHS_ABROAD)])
        country, school = one.draw.choice(COUNTRIES)
        parent = one.member.emergency
        application = Particulars(
            country=country,
            period=f"{since.year}-09 至 {since.year + 2}-09",
            purpose=f"在{school}攻读硕士学位",
            home_contact=parent.name if parent else one.member.name,
            home_phone=parent.phone if parent else phone(turn),
        )
        report = Report(on=since, text="学习、生活情况正常，按时参加线上组织生活。", by=one.actor.party)
        return StudyAbroad(
            **one.shared(since),
            transfer_id=one.id,
            application=application,
            registered_on=months_after(since, -12) if turn % 2 else since,
            reports=(report,) if turn % 2 else (),
        )

    def _floating(self, one: "_Kept") -> FollowUp:
        turn = self._next("floating")
        since = months_after(self._scene.today, -_MONTHS_FLOATING[turn % len(_MONTHS_FLOATING)])
        entry = FollowUp(
            **one.shared(since), transfer_id=one.id, received_on=since, next_on=months_after(since, 3)
        )
        if turn % 3:
            return entry
        asked = one.at(since + timedelta(days=14))
        found = china_date(asked) - timedelta(days=3) if turn % 2 else None
        return record_follow_up(
            entry,
            one.unit.organisation,
            outcome="已找到工作，正在办理入职。" if found else one.draw.choice(FOLLOW_UPS),
            found_work_on=found,
            seen_version=1,
            actor=one.actor,
            now=asked,
        )

    def _kept(self, one: "_Kept") -> Retention:
        edition = self._scene.edition
        # In the first days after the yearly change, so that the shortest of them are over by now.
        age = self._scene.longest - one.draw.below(10)
        return retain_member(
            one.id,
            one.member,
            one.unit.organisation,
            months=1 + self._next("months") % edition.retention_months,
            reason=one.draw.choice(RETENTION_REASONS),
            open_transfer=None,
            present=None,
            edition=edition,
            actor=one.actor,
            now=one.at(self._scene.today - timedelta(days=age)),
        )

    def _next(self, what: str) -> int:
        self._turns[what] += 1
        return self._turns[what] - 1


class _Kept:
    """A member with an entry, and who made it."""

    def __init__(self, scene: Scene, unit: Unit, member: Member, serial: int) -> None:
        self.id = identifier(scene.seed, "entry", serial)
        self.unit = unit
        self.member = member
        self.draw = Draw(scene.seed, f"register/{serial}")
        self.actor: Actor = someone_of(superiors(unit), self.draw)
        self._today = scene.today

    def at(self, day: date) -> datetime:
        return moment(self._today, [(self._today - day).days], 0, self.draw)

    def shared(self, since: date) -> dict[str, Any]:
        return {
            "id": self.id,
            "version": 1,
            "member_id": self.member.id,
            "member_name": self.member.name,
            "search": self.member.search,
            "organisation_id": self.member.organisation_id,
            "changed_by": self.actor.party,
            "changed_at": self.at(since),
        }
