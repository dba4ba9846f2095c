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
        draw = Draw(self._scene.seed, f"register/{serial}")
        for transfer in transfers:
            yield from entries_after(transfer, ())
        if transfers or member.organisation_id != unit.organisation.id:
            return
        branch, actor = unit.organisation, someone_of(superiors(unit), draw)
        entry_id = identifier(self._scene.seed, "entry", serial)
        match branch.category:
            case Category.ABROAD_STUDY:
                yield self._abroad(entry_id, member, actor, draw)
            case Category.FLOATING:
                yield self._floating(entry_id, member, branch, actor, draw)
            case _ if (
                branch.school_level in _KEEPING and not branch.mixed and is_counted_graduate(member, branch)
            ):
                yield from self._kept(entry_id, member, branch, actor, draw)

    def _abroad(self, entry_id: str, member: Member, actor: Actor, draw: Draw) -> StudyAbroad:
        turn = self._next("abroad")
        since = months_after(self._scene.today, -_MONTHS_ABROAD[turn % len(_MONTHS_ABROAD)])
        country, school = draw.choice(COUNTRIES)
        application = Particulars(
            country=country,
            period=f"{since.year}-09 至 {since.year + 2}-09",
            purpose=f"在{school}攻读硕士学位",
            home_contact=member.emergency.name if member.emergency else member.name,
            home_phone=member.emergency.phone if member.emergency else phone(turn),
        )
        reports = (Report(on=since, text="学习、生活情况正常，按时参加线上组织生活。", by=actor.party),)
        return StudyAbroad(
            **_shared(entry_id, member, actor, self._at(since, draw)),
            transfer_id=entry_id,
            application=application,
            registered_on=months_after(since, -12) if turn % 2 else since,
            reports=reports if turn % 2 else (),
        )

    def _floating(
        self, entry_id: str, member: Member, branch: Organisation, actor: Actor, draw: Draw
    ) -> FollowUp:
        turn = self._next("floating")
        since = months_after(self._scene.today, -_MONTHS_FLOATING[turn % len(_MONTHS_FLOATING)])
        entry = FollowUp(
            **_shared(entry_id, member, actor, self._at(since, draw)),
            transfer_id=entry_id,
            received_on=since,
            next_on=months_after(since, 3),
        )
        if turn % 3:
            return entry
        asked = self._at(since + timedelta(days=14), draw)
        found = china_date(asked) - timedelta(days=3) if turn % 2 else None
        return record_follow_up(
            entry,
            branch,
            outcome="已找到工作，正在办理入职。" if found else draw.choice(FOLLOW_UPS),
            found_work_on=found,
            seen_version=1,
            actor=actor,
            now=asked,
        )

    def _kept(
        self, entry_id: str, member: Member, branch: Organisation, actor: Actor, draw: Draw
    ) -> Iterator[Retention]:
        if not is_counted_graduate(member, branch):
            return
        turn = self._next("kept")
        if turn % _KEPT_EACH:
            return
        # In the first days after the yearly change, so that the shortest of them are over by now.
        age = self._scene.longest - draw.below(10)
        yield retain_member(
            entry_id,
            member,
            branch,
            months=1 + turn // _KEPT_EACH % self._scene.edition.retention_months,
            reason=draw.choice(RETENTION_REASONS),
            open_transfer=None,
            present=None,
            edition=self._scene.edition,
            actor=actor,
            now=moment(self._scene.today, [age], 0, draw),
        )

    def _next(self, what: str) -> int:
        self._turns[what] += 1
        return self._turns[what] - 1

    def _at(self, day: date, draw: Draw) -> datetime:
        return moment(self._scene.today, [(self._scene.today - day).days], 0, draw)


def _shared(entry_id: str, member: Member, actor: Actor, at: datetime) -> dict[str, Any]:
    return {
        "id": entry_id,
        "version": 1,
        "member_id": member.id,
        "member_name": member.name,
        "search": member.search,
        "organisation_id": member.organisation_id,
        "changed_by": actor.party,
        "changed_at": at,
    }
