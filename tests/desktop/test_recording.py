"""R14: before whole numbers leave the program, the server writes down whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError, client_error
from desktop.exchange.pace import Pace, StoppedError
from desktop.exchanging import FEW

if TYPE_CHECKING:
    from desktop.client import Client

IDS = [f"member-{number}" for number in range(FEW + 1)]


class Recorder:
    """The server's lookups, each of which it records."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def look_up_member(self, member_id: str) -> None:
        self.seen.append(member_id)

    def look_up_members(self, organisation_id: str, after: str) -> str | None:
        self.seen.append(f"{organisation_id} {after}".strip())
        return {"": "a", "a": "b"}.get(after)


@pytest.fixture
def server(client: Client, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    for name in ("look_up_member", "look_up_members"):
        monkeypatch.setattr(client._now_open().api, name, getattr(recorder, name))
    return recorder


def test_R14_few_are_recorded_one_by_one_and_many_by_their_organisation(
    client: Client, server: Recorder
) -> None:
    client.record_full_numbers(IDS[:FEW], "university", Pace())
    assert server.seen == IDS[:FEW]
    server.seen.clear()
    client.record_full_numbers(IDS, "university", Pace())
    assert server.seen == ["university", "university a", "university b"]


def test_R14_without_the_server_nothing_is_taken_for_recorded(client: Client) -> None:
    with pytest.raises(ClientError) as refused:
        client.record_full_numbers(IDS[:1], "university", Pace())
    assert refused.value.code == "FULL_NUMBERS_NOT_RECORDED"
    assert client_error("SERVER_UNREACHABLE", server="").sentence[:6] in refused.value.sentence


def test_recording_can_be_stopped(client: Client, server: Recorder) -> None:
    pace = Pace()
    pace.stop()
    for ids in (IDS[:1], IDS):
        with pytest.raises(StoppedError):
            client.record_full_numbers(ids, "university", pace)
    assert server.seen == []
