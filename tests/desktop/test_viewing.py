"""A full identity number that was shown is told to the server, also when that was offline (SPEC R14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError, client_error
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import Filled, fill_profile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return fill_profile(tmp_path / "profiles", MemoryKeychain())


def test_R14_what_was_shown_offline_is_told_with_the_next_sync_and_once(filled: Filled) -> None:
    client = filled.client()
    client.note_identity_shown("m1")
    client.note_identity_shown("m2")
    client.note_identity_shown("m1")
    client.close()
    again = filled.client()
    assert filled.feed.views == []
    filled.pull(again)
    assert [member for _, _, member in filled.feed.views] == ["m1", "m2", "m1"]
    filled.pull(again)
    assert len(filled.feed.views) == 3
    again.close()


def test_R14_lost_answer_tells_the_same_again(filled: Filled) -> None:
    client = filled.client()
    client.note_identity_shown("m1")

    def lost(call: str) -> None:
        if call == "views":
            raise client_error("SERVER_UNREACHABLE", server="x")

    filled.api.after = lost
    with pytest.raises(ClientError):
        filled.pull(client)
    filled.api.after = lambda _: None
    filled.pull(client)
    assert [view[2] for view in filled.feed.views] == ["m1", "m1"]
    assert len({view[1] for view in filled.feed.views}) == 1
    client.close()
