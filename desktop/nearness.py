"""The organisation that a name in a sheet probably means: near in its letters, or where a kind goes to."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from desktop.exchange.columns import Meaning
from domain.destinations import TransferKind
from domain.members import Member
from domain.organisations import Card, Category, Field

SURE, LIKELY = 90.0, 55.0
"""Percent of likeness from which a name is taken, and from which it is proposed."""
MOST = 8
SPECIAL_REGISTER = "特殊单位专属库"
_WAYS = ("流动团员", "流动", "")
"""What a township's branch is called beside the township; the last is the township itself."""
_FORMS = re.compile(
    r"(?:有限责任公司|股份有限公司|集团有限公司|有限公司|公司|集团|共青团|委员会|团委|团工委|团总支|团支部|支部|"
    r"总支部|[（）()\s])"
)


class Proposal(NamedTuple):
    card: Card | None
    candidates: tuple[Card, ...]
    """The nearest first, among them ``card``."""
    sure: bool


class Nearness:
    """Asks for each name only once, however many rows have it."""

    def __init__(
        self,
        search: Callable[[str], tuple[Card, ...]],
        place_name: Callable[[str], str],
        own: Callable[[TransferKind], tuple[Card, ...]],
    ) -> None:
        self._search = search
        self._place_name = place_name
        self._own = own
        self._found: dict[str, tuple[Card, ...]] = {}
        self._proposed: dict[tuple[TransferKind, str], Proposal] = {}

    def propose(self, kind: TransferKind, cells: Mapping[Meaning, str], member: Member) -> Proposal:
        match kind:
            case TransferKind.DELAYED:
                return Proposal(None, (), True)
            case TransferKind.SPECIAL_UNIT:
                return _only(
                    self._cards(SPECIAL_REGISTER), lambda card: card.category is Category.SPECIAL_UNIT
                )
            case TransferKind.STUDY_ABROAD:
                return _only(self._own(kind), lambda card: card.category is Category.ABROAD_STUDY)
            case TransferKind.UNEMPLOYED | TransferKind.TOWNSHIP | TransferKind.WORK_ABROAD:
                return self._by_name(kind, cells.get(Meaning.UNIT, "")) or self._at_home(member)
            case _:
                return self._by_name(kind, cells.get(Meaning.UNIT, "")) or Proposal(None, (), True)

    def _cards(self, text: str) -> tuple[Card, ...]:
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def _by_name(self, kind: TransferKind, name: str) -> Proposal | None:
        if not name:
            return None
        if (kind, name) not in self._proposed:
            self._proposed[kind, name] = self._nearest(kind, name)
        found = self._proposed[kind, name]
        return found if found.card is not None else None

    def _nearest(self, kind: TransferKind, name: str) -> Proposal:
        fits = FITTING.get(kind, _anywhere)
        cards = next((found for text in _shorter(name) if (found := self._cards(text))), ())
        ranked = sorted(
            ((likeness(name, card), fits(card), card) for card in cards),
            key=lambda each: (-each[1], -each[0], each[2].full_name),
        )
        likely = [card for near, fit, card in ranked if fit and near >= LIKELY][:MOST]
        near, fit, best = ranked[0] if ranked else (0.0, False, None)
        if not likely or best is None:
            return Proposal(None, (), True)
        alone = len(ranked) == 1 or ranked[1][0] < near or not ranked[1][1]
        return Proposal(best, tuple(likely), near >= SURE and fit and alone)

    def _at_home(self, member: Member) -> Proposal:
        """The floating members' branch of the township where they live, or come from."""
        for code in filter(None, (member.residence, member.household, member.origin)):
            place = self._place_name(code)
            found = tuple(
                card
                for way in _WAYS
                for card in self._cards(f"{place} {way}".strip())
                if card.field is Field.TOWNSHIP and card.division.startswith(code)
            )
            floating = [card for card in dict.fromkeys(found) if card.category is Category.FLOATING]
            if floating:
                return Proposal(floating[0], tuple(floating[:MOST]), len(floating) == 1)
        return Proposal(None, (), True)


def _anywhere(_: Card) -> bool:
    return True


FITTING: Mapping[TransferKind, Callable[[Card], bool]] = {
    TransferKind.EMPLOYED: lambda card: card.category in (Category.ORDINARY, Category.TEMPORARY),
    TransferKind.FURTHER_STUDY: lambda card: (
        card.field is Field.EDUCATION and card.category in (Category.NEW_STUDENT, Category.ORDINARY)
    ),
    TransferKind.UNEMPLOYED: lambda card: card.category is Category.FLOATING,
    TransferKind.TOWNSHIP: lambda card: card.field is Field.TOWNSHIP,
}
"""Of organisations that are named alike, those that the kind may go to come first."""


def likeness(name: str, card: Card) -> float:
    """Percent, of what is left of two names without what all organisations are called."""
    from rapidfuzz import fuzz

    plain = _FORMS.sub("", name)
    return max(
        fuzz.ratio(plain, _FORMS.sub("", card.full_name)), fuzz.ratio(plain, _FORMS.sub("", card.short_name))
    )


def _shorter(name: str) -> tuple[str, ...]:
    """What is searched for until something is found: the name, its core, the beginning and end of that."""
    core = _FORMS.sub("", name)
    half = max(2, len(core) // 2)
    return tuple(dict.fromkeys(each for each in (name, core, core[:half], core[-half:]) if len(each) > 1))


def _only(cards: tuple[Card, ...], fits: Callable[[Card], bool]) -> Proposal:
    fitting = tuple(card for card in cards if fits(card))
    return Proposal(fitting[0] if fitting else None, fitting[:MOST], len(fitting) == 1)
