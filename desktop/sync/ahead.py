"""Pages of the feed, of which the next is fetched while one is applied."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple

from desktop.api import Api
from desktop.api.transport import InterruptedCallError
from desktop.errors import ClientError
from desktop.pages import Page, buckets_hash


class Question(NamedTuple):
    epoch: str
    cursor: str | None
    buckets_hash: str
    limit: int

    def next(self, page: Page) -> "Question":
        """What will most likely be asked once the page is applied."""
        told = self.buckets_hash if page.buckets is None else buckets_hash(set(page.buckets))
        return self._replace(cursor=page.cursor, buckets_hash=told)


class Pages:
    """One page ahead and never more; what was fetched for another question is thrown away. Nothing is
    under way any more after ``with``."""

    def __init__(self, api: Api, device_id: str, *, ahead: bool) -> None:
        self._api = api
        self._device_id = device_id
        self._ahead = ahead
        self._next: tuple[Question, Future[Page]] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")

    def __enter__(self) -> "Pages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def ask(self, question: Question) -> Page:
        page = self._fetched_ahead(question) or self._fetch(question)
        if self._ahead and page.more:
            asked = question.next(page)
            self._next = asked, self._thread.submit(self._fetch, asked)
        return page

    def _fetched_ahead(self, question: Question) -> Page | None:
        asked, self._next = self._next, None
        if asked is None:
            return None
        if asked[0] == question:
            return asked[1].result()
        with suppress(ClientError, InterruptedCallError):
            asked[1].result()
        return None

    def _fetch(self, question: Question) -> Page:
        return self._api.pull(self._device_id, *question)
