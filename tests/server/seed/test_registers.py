"""Each register has something, in every state that a list shows (SPEC R70–R72); and every message (R81)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from domain.entries import register_of
from domain.messages import MessageKind, entry_messages, transfer_messages
from domain.registers import Due, Register
from domain.transfers import TransferState
from tests.server.seed.samples import TODAY, contents_of, edition, sample_of

if TYPE_CHECKING:
    from tests.server.seed.samples import Contents

NOT_OF_ROWS = {MessageKind.CONFLICT, MessageKind.DAYS_GIVEN_BACK}


@pytest.fixture(scope="module")
def contents() -> Contents:
    return contents_of(sample_of())


@pytest.mark.parametrize("register", Register)
def test_R70_R71_R72_register_shows_every_state(contents: Contents, register: Register) -> None:
    # In June nobody who was kept is overdue yet.
    day = TODAY + timedelta(days=150) if register is Register.RETENTION else TODAY
    dues = Counter(each.due(day) for each in contents.entries.values() if register_of(each) is register)
    assert min(dues[each] for each in (Due.LATER, Due.SOON, Due.OVERDUE)) >= 1


def test_R70_R72_completed_transfers_have_their_entries(contents: Contents) -> None:
    done = {t.id for t in contents.transfers.values() if t.state is TransferState.COMPLETED}
    made = {each.id for each in contents.entries.values()} & done
    assert len(made) > 5


def test_one_open_entry_of_a_register_at_most_and_the_member_is_there(contents: Contents) -> None:
    kept = Counter((each.member_id, register_of(each)) for each in contents.entries.values())
    assert max(kept.values()) == 1
    for entry in contents.entries.values():
        assert contents.members[entry.member_id].organisation_id == entry.organisation_id


def test_R81_every_kind_that_comes_from_rows_is_told_to_somebody(contents: Contents) -> None:
    told: set[MessageKind] = set()
    for transfer in contents.transfers.values():
        cards = (transfer.source, transfer.destination, transfer.placed_in)
        for card in filter(None, cards):
            told |= {each.kind for each in transfer_messages(transfer, edition(), card.id)}
    for entry in contents.entries.values():
        told |= {each.kind for each in entry_messages(entry, entry.organisation_id)}
    assert set(MessageKind) - told == NOT_OF_ROWS
