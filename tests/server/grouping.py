"""Pushes of several devices that the server's writer finds waiting at once, and so commits together."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import requests

from tests.server.client import Country, Device, Json


def pushed_together(country: Country, pushes: Sequence[tuple[Device, list[Json]]]) -> list[requests.Response]:
    """In the order given."""
    with ThreadPoolExecutor(len(pushes)) as callers:
        with busy_writer(country):
            answers = []
            for number, (device, ops) in enumerate(pushes, 1):
                answers.append(callers.submit(device.push_raw, *ops))
                until(partial(_is_waiting, country, number))
        return [answer.result(30) for answer in answers]


@contextmanager
def busy_writer(country: Country) -> Iterator[None]:
    go_on, begun = threading.Event(), threading.Event()

    def occupy() -> None:
        begun.set()
        go_on.wait(30)

    country.state.groups._writer.submit(occupy)
    assert begun.wait(30)
    try:
        yield
    finally:
        go_on.set()


def until(happened: Callable[[], bool]) -> None:
    latest = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < latest
        threading.Event().wait(0.005)


def _is_waiting(country: Country, number: int) -> bool:
    return country.state.groups.in_use >= number
