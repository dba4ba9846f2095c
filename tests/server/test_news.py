"""News: told as soon as something changes in the scope, for all other scopes silence."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests

from server.app import close_state, open_state
from server.settings import Settings
from server.sync import news
from tests.server.changes import change_member, change_organisation, path_of
from tests.server.client import Country, Device, Replica
from tests.server.sample import id_of


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, news_seconds=1)


@pytest.fixture
def asking() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def synced(country: Country, key: str) -> tuple[Device, str]:
    replica = Replica(country.sign_in(key))
    replica.sync()
    assert replica.cursor is not None
    return replica.device, replica.cursor


def ask(who: Device, cursor: str) -> requests.Response:
    return who.get("/v1/sync/news", cursor=cursor)


def test_answer_comes_with_the_change(country: Country, asking: ThreadPoolExecutor) -> None:
    college, cursor = synced(country, "college")
    waiting = [asking.submit(ask, country.sign_in("college"), cursor) for _ in range(3)]
    wait_until_asked(country, 3)
    seq = college.do("mark_member", id_of("class", 0), 1, mark="teacher")["seq"]
    assert [answer.result().json() for answer in waiting] == [{"seq": seq}] * 3


def wait_until_asked(country: Country, count: int) -> None:
    """Until that many wait; the server is in this process."""
    waiting = country.state.news._waiting
    turns = threading.Event()
    for _ in range(500):
        if len(waiting) == count:
            return
        turns.wait(0.01)
    pytest.fail("nobody waits for news")


def test_no_news_is_an_answer_too(country: Country, asking: ThreadPoolExecutor) -> None:
    other, cursor = synced(country, "college_other")
    waiting = asking.submit(ask, other, cursor)
    wait_until_asked(country, 1)
    country.sign_in("college").do("mark_member", id_of("class", 0), 1, mark="teacher")
    answer = waiting.result()
    assert (answer.status_code, answer.content) == (204, b"")


def test_what_changed_before_asking_is_told_at_once(country: Country) -> None:
    college, cursor = synced(country, "college")
    college.do("mark_member", id_of("class", 0), 1, mark="teacher")
    assert ask(college, cursor).status_code == 200


def test_first_fetch_that_is_not_over_is_news(country: Country) -> None:
    college = country.sign_in("college")
    assert ask(college, college.pull_raw(None, limit=1).json()["cursor"]).status_code == 200
    assert ask(college, "x").json()["code"] == "RESYNC_REQUIRED"


def test_change_by_another_process_is_seen(
    country: Country, settings: Settings, asking: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "_TICK_SECONDS", 0.05)
    college, cursor = synced(country, "college")
    waiting = asking.submit(ask, college, cursor)
    wait_until_asked(country, 1)
    other = open_state(settings, country.clock)
    change_member(other, id_of("class", 0), phone="19912345678")
    close_state(other)
    assert waiting.result().status_code == 200


def test_whoever_gains_or_loses_organisations_is_told(country: Country, asking: ThreadPoolExecutor) -> None:
    beijing, cursor = synced(country, "beijing")
    waiting = asking.submit(ask, beijing, cursor)
    wait_until_asked(country, 1)
    change_organisation(country.state, "workshop", path=f"{path_of(country.state, 'beijing')}98/")
    assert waiting.result().status_code == 200


def test_waiting_holds_no_thread(country: Country, asking: ThreadPoolExecutor) -> None:
    """Twice as many wait as the server has threads, and it answers others all the same."""
    college, cursor = synced(country, "college")
    waiting = [asking.submit(ask, college, cursor) for _ in range(country.state.settings.threads * 2)]
    wait_until_asked(country, len(waiting))
    assert college.hello()["edition"] == 2020
    assert {answer.result().status_code for answer in waiting} == {204}
