import gc
from itertools import islice

import pytest

from domain.members import Member
from domain.organisations import Organisation
from domain.transfers import Transfer
from server.seed import committees
from server.seed.fiction import BLOCKS as FICTION_BLOCKS
from server.seed.founder import BLOCK, BLOCKS
from server.seed.people import SERIALS
from server.seed.sample import DEFAULT_MEMBERS, MOST_MEMBERS, SCHOOL_MEMBERS
from server.seed.sizes import LEAST, scaled, shares
from tests.server.seed.samples import sample_of


def test_members_are_made_as_a_stream() -> None:
    """However many come by, none of them stays."""
    before = _living()
    stream = iter(sample_of(members=MOST_MEMBERS))
    passed = sum(isinstance(value, Member) for value in islice(stream, 40_000))
    assert passed > 10_000
    assert _living() - before < 100


def _living() -> int:
    return sum(isinstance(value, Member | Transfer) for value in gc.get_objects())


def test_more_members_come_in_more_schools() -> None:
    values = list(sample_of(members=12_000))
    added = [value for value in values if isinstance(value, Organisation) and value.path.endswith("/u2/")]
    assert len(added) == 2
    assert all("示例" in school.full_name for school in added)
    numbers = {value.identity_number for value in values if isinstance(value, Member)}
    assert len(numbers) == 12_000


@pytest.mark.parametrize("members", [1000, 6001, 7000])
def test_there_are_exactly_as_many_as_were_asked_for(members: int) -> None:
    assert sum(isinstance(value, Member) for value in sample_of(members=members)) == members


def test_sizes_are_scaled_in_proportion() -> None:
    assert scaled([3, 13, 23], 69) == [3, 23, 43]
    assert sum(scaled([32] * 128 + [45, 12], 1000)) == 1000
    assert min(scaled([32] * 128 + [45, 12], 1000)) >= LEAST
    with pytest.raises(ValueError, match="too few"):
        scaled([30, 30], 5)


def test_shares_are_equal_and_none_too_large() -> None:
    assert shares(0, 10) == []
    assert shares(10, 10) == [10]
    assert shares(11, 10) == [5, 6]
    assert sum(shares(MOST_MEMBERS - DEFAULT_MEMBERS, SCHOOL_MEMBERS)) == MOST_MEMBERS - DEFAULT_MEMBERS


def test_there_are_serial_numbers_for_the_largest_sample() -> None:
    """Each organisation takes a block of them."""
    values = list(sample_of(members=12_000))
    each = sum(isinstance(value, Organisation) and "/u2/" in value.path for value in values) / 2
    schools = len(shares(MOST_MEMBERS - DEFAULT_MEMBERS, SCHOOL_MEMBERS))
    assert FICTION_BLOCKS + schools * each < BLOCKS
    assert SERIALS >= committees.SERIALS + BLOCKS * BLOCK
