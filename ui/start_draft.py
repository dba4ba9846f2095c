"""A transfer as far as it has been filled in: the same for everybody, but perhaps not the destination."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop.values import Starter
from domain.commands import StartTransfer
from domain.conditions import SPECIAL_UNIT_REASON
from domain.destinations import Particulars, TransferKind
from domain.organisations import Card, System


@dataclass(frozen=True, slots=True)
class Destination:
    """A card that was found, or, within 北京/广东/福建, an exact full name (SPEC R43)."""

    system: System
    card: Card | None = None
    name: str = ""

    @property
    def full_name(self) -> str:
        return self.card.full_name if self.card is not None else self.name


@dataclass(frozen=True, slots=True)
class StartDraft:
    kind: TransferKind | None = None
    reason: str = ""
    remark: str = ""
    particulars: Particulars = field(default_factory=Particulars)
    common: Destination | None = None
    single: dict[str, Destination] = field(default_factory=dict)
    """By the member's id, for whom another one was chosen."""

    def destination_of(self, member_id: str) -> Destination | None:
        return self.single.get(member_id, self.common)

    def heading_for(self, destination: Destination, member_ids: Iterable[str] | None) -> "StartDraft":
        """``member_ids`` None: everybody, whatever was chosen for one before."""
        if member_ids is None:
            return replace(self, common=destination, single={})
        return replace(self, single={**self.single, **dict.fromkeys(member_ids, destination)})

    def cards(self) -> list[Card]:
        chosen = [*self.single.values(), *([self.common] if self.common else [])]
        return list({each.card.id: each.card for each in chosen if each.card is not None}.values())

    def wishes(self, starters: Sequence[Starter]) -> list[StartTransfer]:
        """For those whose kind and destination are known."""
        if self.kind is None:
            return []
        return [
            self._wish(self.kind, starter.member.id, destination)
            for starter in starters
            if (destination := self.destination_of(starter.member.id)) is not None
        ]

    def _wish(self, kind: TransferKind, member_id: str, destination: Destination) -> StartTransfer:
        special = kind is TransferKind.SPECIAL_UNIT
        return StartTransfer(
            member_id=member_id,
            kind=kind,
            system=destination.system,
            reason=SPECIAL_UNIT_REASON if special else self.reason,
            destination_id=destination.card.id if destination.card is not None else None,
            destination_name=destination.name or None,
            remark=self.remark,
            particulars=self.particulars,
        )
