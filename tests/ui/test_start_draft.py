"""What has been filled in becomes commands: one for each whose destination is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.values import Starter
from domain.destinations import TransferKind
from domain.organisations import System, card_of
from tests.desktop.samples import person
from tests.domain.examples import country
from ui.start_dialogue import kinds_of
from ui.start_draft import Destination, StartDraft

if TYPE_CHECKING:
    from domain.commands import StartTransfer

PLACES = country()
HERE = Destination(System.NATIONAL, card=card_of(PLACES["employer"]))
THERE = Destination(System.BEIJING, name="北京示例公司团支部")


def starter(number: int, *, counted: bool = True) -> Starter:
    member = person(number, "class")
    return Starter(member=member, branch=card_of(PLACES["class"]), counted=counted, obstacle=None)


STARTERS = [starter(number) for number in range(3)]
DRAFT = StartDraft(kind=TransferKind.EMPLOYED, reason="毕业就业")


def wishes(draft: StartDraft) -> list[StartTransfer]:
    return draft.wishes(STARTERS)


def test_nobody_goes_anywhere_before_it_is_known_where_and_why() -> None:
    assert wishes(DRAFT) == []
    assert wishes(StartDraft().heading_for(HERE, None)) == []


def test_one_destination_is_everybodys_whatever_was_chosen_for_one() -> None:
    singly = DRAFT.heading_for(THERE, [STARTERS[0].member.id])
    assert [wish.destination_name for wish in wishes(singly)] == ["北京示例公司团支部"]
    assert {wish.destination_id for wish in wishes(singly.heading_for(HERE, None))} == {"employer"}


def test_some_can_go_elsewhere() -> None:
    both = DRAFT.heading_for(HERE, None).heading_for(THERE, [STARTERS[1].member.id])
    assert [wish.system for wish in wishes(both)] == [System.NATIONAL, System.BEIJING, System.NATIONAL]
    assert [card.id for card in both.cards()] == ["employer"]


def test_R62_the_reason_of_a_special_unit_is_prescribed() -> None:
    special = replace(DRAFT, kind=TransferKind.SPECIAL_UNIT).heading_for(HERE, None)
    assert {wish.reason for wish in wishes(special)} == {"转往特殊单位团组织"}


def test_R34_kinds_are_offered_for_whoever_is_among_them() -> None:
    graduates, others = [starter(1)], [starter(2, counted=False)]
    assert TransferKind.ORDINARY not in kinds_of(graduates)
    assert kinds_of(others) == [TransferKind.SPECIAL_UNIT, TransferKind.ORDINARY]
    assert set(kinds_of([*graduates, *others])) == set(TransferKind)
