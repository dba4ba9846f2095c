"""The client's part for organisations and what hangs on them (SPEC R6, R11, R20–R23)."""

from collections.abc import Sequence

from desktop import actions
from desktop.actions import Wish
from desktop.facade import Facade
from desktop.identifiers import new_id
from desktop.kinds import OrganisationChange
from desktop.reading import members, organisations
from desktop.values import MonthPlan, OrganisationNode, Outcome, ResetCode, Seen
from domain.commands import SetMemberMonth
from domain.refusals import Refusal


class Organising(Facade):
    def organisation(self, organisation_id: str) -> OrganisationNode | None:
        return self._read(lambda space: organisations.read_organisation(space, organisation_id))

    def check_organisation(self, command: OrganisationChange, seen: Seen | None = None) -> Refusal | None:
        """What would refuse it, as far as this machine can tell. ``seen`` None: it is to be created."""
        subject = seen or Seen(id=new_id(self._clock()), version=0)
        return self._read(lambda space: actions.check(space, Wish(command, subject)))

    def change_organisation(self, command: OrganisationChange, seen: Seen | None = None) -> list[Outcome]:
        subject = seen or Seen(id=new_id(self._clock()), version=0)
        return self._act_each([Wish(command, subject)])

    def plan_member_months(self, seen: Sequence[Seen]) -> MonthPlan:
        return self._read(lambda space: members.plan_months(space, seen))

    def set_member_months(self, seen: Sequence[Seen], month: str) -> list[Outcome]:
        return self._act_each([Wish(SetMemberMonth(month=month), each) for each in seen])

    def reset_code(self, member_id: str) -> ResetCode:
        """Asks the server for a new one, which ends the one before; needs the network."""
        made = self._now_open().api.reset_code(member_id)
        return ResetCode(code=made.code, expires_at=made.expires_at, account_masked=made.account_masked)
