"""The next page is under way while one is applied, and only the one that is asked for is used."""

import threading
from collections.abc import Callable
from typing import cast

import pytest

from desktop.api import Api
from desktop.errors import ClientError, client_error
from desktop.pages import Page, buckets_hash
from desktop.sync.ahead import Pages, Question

FIRST = Question("epoch", None, "", 10)
SECOND = Question("epoch", "1", buckets_hash({"a", "b"}), 10)
PATIENCE = 10.0


class _Server:
    """Hands out three pages; ``waits`` is what it does before each answer."""

    def __init__(self, waits: Callable[[Question], None] = lambda _: None) -> None:
        self.asked: list[Question] = []
        self._waits = waits

    def pull(self, device_id: str, epoch: str, cursor: str | None, known: str, limit: int) -> Page:
        question = Question(epoch, cursor, known, limit)
        self.asked.append(question)
        self._waits(question)
        number = int(cursor or 0) + 1
        told = ["a", "b"] if cursor is None else None
        return Page(columns={}, changes=[], cursor=str(number), more=number < 3, buckets=told)


def _pages(server: _Server, *, ahead: bool = True) -> Pages:
    return Pages(cast("Api", server), "device", ahead=ahead)


def test_next_page_is_asked_for_before_anybody_wants_it() -> None:
    arrived = threading.Event()
    server = _Server(lambda question: arrived.set() if question == SECOND else None)
    with _pages(server) as pages:
        pages.ask(FIRST)
        assert arrived.wait(PATIENCE)
        assert pages.ask(SECOND).cursor == "2"
    assert server.asked[:2] == [FIRST, SECOND]


def test_nothing_is_asked_for_behind_the_last_page() -> None:
    server = _Server()
    with _pages(server) as pages:
        pages.ask(FIRST._replace(cursor="2"))
    assert len(server.asked) == 1


def test_without_a_thread_only_what_is_wanted_is_asked_for() -> None:
    server = _Server()
    with _pages(server, ahead=False) as pages:
        pages.ask(FIRST)
    assert server.asked == [FIRST]


def test_page_of_another_question_is_thrown_away() -> None:
    server = _Server()
    with _pages(server) as pages:
        pages.ask(FIRST)
        anew = pages.ask(FIRST)
    assert anew.cursor == "1"
    assert server.asked.count(FIRST) == 2


def test_fault_ahead_is_told_to_whoever_wants_that_page_and_to_nobody_else() -> None:
    def fail(question: Question) -> None:
        if question == SECOND:
            raise client_error("SERVER_UNREACHABLE", server="")

    with _pages(_Server(fail)) as pages:
        pages.ask(FIRST)
        with pytest.raises(ClientError, match="SERVER_UNREACHABLE"):
            pages.ask(SECOND)
        pages.ask(FIRST)
        pages.ask(FIRST)
