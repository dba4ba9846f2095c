"""The calls of docs/sync.md, each with its bounds and its typed answer."""

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from desktop.api.answers import (
    FoundCards,
    Hello,
    LookedUp,
    Manifest,
    NewCode,
    NewSession,
    Pushed,
    Reads,
    Result,
)
from desktop.api.problems import INSTANCE_HEADER, ProblemError, error_of
from desktop.api.tokens import Tokens
from desktop.api.transport import Answer, Call, Transport
from desktop.errors import client_error
from desktop.figure_values import (
    FigureCourse,
    FigureMembers,
    FigurePoint,
    FigureRow,
    Figures,
    FiguresOfChildren,
    FigureYears,
)
from desktop.pages import Page
from domain.organisations import Card, System
from domain.policy import Figure, Letter

T = TypeVar("T")

SMALL = 2**20
LARGE = 64 * 2**20
"""Bytes of an answer after unpacking: a page of 2,000 rows has a few million."""

MOST_LOOKED_UP = 500

CALL_SECONDS = 30.0
LOOKUP_SECONDS = 8.0
"""Somebody waits for it before the screen."""
PAGE_SECONDS = 120.0
FAREWELL_SECONDS = 3.0
LONGEST_QUERY = 100
NEWS_SECONDS = 40.0
"""The server answers within 25."""


class Api:
    """A session on one server. Renews its access by itself, once per refusal; thread-safe.

    ``instance_id`` is the installation that is meant; another one at the same address is refused.
    """

    def __init__(
        self,
        transport: Transport,
        tokens: Tokens,
        *,
        instance_id: str,
        organisation_id: str,
        on_renewed: Callable[[NewSession], None],
    ) -> None:
        self.transport = transport
        self._tokens = tokens
        self._instance_id = instance_id
        self._organisation_id = organisation_id
        self._on_renewed = on_renewed
        self._calls: set[Call] = set()
        self._closed = False

    def close(self) -> None:
        """Breaks off what is under way: it raises InterruptedCallError where it was asked for."""
        self._closed = True
        for call in list(self._calls):
            call.interrupt()
        self.transport.close()

    # Calls

    def hello(self) -> Hello:
        return self._asked("GET", "/v1/sync/hello", Hello)

    def push(self, device_id: str, epoch: str, ops: Sequence[dict[str, Any]]) -> list[Result]:
        body = {"device_id": device_id, "epoch": epoch, "ops": ops}
        return self._asked("POST", "/v1/sync/push", Pushed, body, seconds=PAGE_SECONDS).results

    def result_of(self, op_id: str) -> Result | None:
        """What the server has stored for an op; None when it never took effect."""
        try:
            return self._asked("GET", f"/v1/sync/ops/{op_id}", Result)
        except ProblemError as error:
            if error.status == 404:
                return None
            raise

    def pull(self, device_id: str, epoch: str, cursor: str | None, buckets_hash: str, limit: int) -> Page:
        body = {
            "device_id": device_id,
            "epoch": epoch,
            "cursor": cursor,
            "buckets_hash": buckets_hash,
            "limit": limit,
        }
        return self._asked("POST", "/v1/sync/pull", Page, body, seconds=PAGE_SECONDS, largest=LARGE)

    def manifest(self, bucket: str, after: str | None) -> tuple[int, str | None]:
        """How many rows lie in a bucket, page by page; none in one that is not in the scope any more."""
        try:
            found = self._asked("POST", "/v1/sync/manifest", Manifest, {"bucket": bucket, "after": after})
        except ProblemError as error:
            if error.status == 404:
                return 0, None
            raise
        return len(found.items), found.after

    def news(self, cursor: str, call: Call) -> bool:
        """Waits until there is something newer than the cursor, or says no after a while."""
        path = f"/v1/sync/news?cursor={quote(cursor, safe='')}"
        answer = self._with_access("GET", path, None, NEWS_SECONDS, SMALL, call)
        return answer.status == 200

    def search_organisations(self, text: str, system: System, limit: int) -> tuple[Card, ...]:
        query = urlencode({"q": text.strip()[:LONGEST_QUERY], "system": system.value, "limit": limit})
        found = self._asked("GET", f"/v1/organisations/search?{query}", FoundCards, seconds=LOOKUP_SECONDS)
        return found.items

    def reset_code(self, member_id: str) -> NewCode:
        path = f"/v1/members/{quote(member_id, safe='')}/reset-code"
        return self._asked("POST", path, NewCode, {}, seconds=LOOKUP_SECONDS)

    def look_up_member(self, member_id: str) -> None:
        """Only for the server's record that it was seen."""
        path = f"/v1/members/{quote(member_id, safe='')}"
        self._with_access("GET", path, None, LOOKUP_SECONDS, SMALL, Call())

    def look_up_members(self, organisation_id: str, after: str) -> str | None:
        """As ``look_up_member``, a page of an organisation and below; answers where the next begins."""
        query = urlencode({"organisation_id": organisation_id, "after": after, "limit": MOST_LOOKED_UP})
        return self._asked("GET", f"/v1/members?{query}", LookedUp, largest=LARGE).after

    def figures(self, organisation_id: str, year: int | None) -> Figures:
        return self._asked("GET", _figures_path(organisation_id, "", year=year), Figures)

    def figures_of_children(self, organisation_id: str, year: int) -> tuple[FigureRow, ...]:
        path = _figures_path(organisation_id, "/children", year=year)
        return self._asked("GET", path, FiguresOfChildren, largest=LARGE).items

    def figure_course(self, organisation_id: str, year: int) -> tuple[FigurePoint, ...]:
        path = _figures_path(organisation_id, "/course", year=year)
        return self._asked("GET", path, FigureCourse, largest=LARGE).points

    def figure_years(self, organisation_id: str) -> tuple[int, ...]:
        return self._asked("GET", _figures_path(organisation_id, "/years"), FigureYears).years

    def figure_members(self, organisation_id: str, letter: Letter, year: int, after: str) -> FigureMembers:
        path = _figures_path(
            organisation_id, "/members", letter=letter.value, year=year, after=after, limit=MOST_LOOKED_UP
        )
        return self._asked("GET", path, FigureMembers, largest=LARGE)

    def set_targets(self, organisation_id: str, year: int, targets: Mapping[Figure, float | None]) -> None:
        body = {"year": year, "targets": targets}
        path = _figures_path(organisation_id, "/targets")
        self._asked("PUT", path, Figures, body)

    def exchange_reads(self, until: str | None, read: Sequence[tuple[str, str]], known: int) -> Reads:
        """Tells what was read here, by id and instant, and hears what was read elsewhere after ``known``."""
        return self._asked("POST", "/v1/messages/read", Reads, {"until": until, "read": read, "known": known})

    def tell_views(self, views: Sequence[Mapping[str, str]]) -> None:
        """SPEC R14: each with its ``id``, ``member_id`` and ``seen_at``."""
        body = {"views": views}
        self._with_access("POST", "/v1/members/identity-views", body, CALL_SECONDS, SMALL, Call())

    def change_password(self, old: str, new: str) -> None:
        body = {"old_password": old, "new_password": new}
        self._with_access("POST", "/v1/password", body, CALL_SECONDS, SMALL, Call())

    def end_session(self) -> None:
        self._with_access("DELETE", "/v1/sessions/current", None, FAREWELL_SECONDS, SMALL, Call())

    # How they are made

    def _asked(
        self,
        method: str,
        path: str,
        answer_type: type[T],
        body: object = None,
        *,
        seconds: float = CALL_SECONDS,
        largest: int = SMALL,
    ) -> T:
        answer = self._with_access(method, path, body, seconds, largest, Call())
        return decoded(answer, answer_type)

    def _with_access(
        self, method: str, path: str, body: object, seconds: float, largest: int, call: Call
    ) -> Answer:
        used = self._tokens.access
        if used:
            try:
                return self._sent(method, path, body, seconds, largest, call, used)
            except ProblemError as error:
                if error.status != 401:
                    raise
        self._renew(used)
        try:
            return self._sent(method, path, body, seconds, largest, call, self._tokens.access)
        except ProblemError as error:
            raise client_error("SIGN_IN_AGAIN", unsent=True) if error.status == 401 else error from None

    def _renew(self, used: str) -> None:
        """Unless another thread has done so meanwhile. Raises SIGN_IN_AGAIN when the session is over."""
        with self._tokens.renewing:
            if self._tokens.access != used:
                return
            refresh = self._tokens.refresh
            if refresh is None:
                raise client_error("SIGN_IN_AGAIN", unsent=True)
            try:
                with self._breakable(Call()) as call:
                    session = renewed(self.transport, refresh, self._organisation_id, call)
            except ProblemError as error:
                raise client_error("SIGN_IN_AGAIN", unsent=True) if error.status == 401 else error from None
            if session.instance_id != self._instance_id:
                raise client_error("WRONG_INSTANCE", server=self.transport.server, unsent=True)
            self._tokens.accept(session)
        self._on_renewed(session)

    def _sent(
        self, method: str, path: str, body: object, seconds: float, largest: int, call: Call, token: str
    ) -> Answer:
        headers = {INSTANCE_HEADER: self._instance_id}
        with self._breakable(call):
            return send(
                self.transport, method, path, body, seconds, largest, call=call, token=token, headers=headers
            )

    @contextmanager
    def _breakable(self, call: Call) -> Iterator[Call]:
        """While it is under way, ``close`` breaks it off."""
        self._calls.add(call)
        try:
            if self._closed:
                call.interrupt()
            yield call
        finally:
            self._calls.discard(call)


def _figures_path(organisation_id: str, what: str, **asked: object) -> str:
    """What is None is not asked for."""
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/v1/figures/{quote(organisation_id, safe='')}{what}?{query}".rstrip("?")


def opened(
    transport: Transport,
    account: str,
    password: str,
    organisation_id: str | None,
    device_id: str,
    code: str | None = None,
) -> NewSession:
    body = {
        "account": account,
        "password": password,
        "organisation_id": organisation_id,
        "device_id": device_id,
        "device_name": platform.system(),
        "code": code,
    }
    return decoded(send(transport, "POST", "/v1/sessions", body, CALL_SECONDS, SMALL), NewSession)


def renewed(
    transport: Transport, refresh_token: str, organisation_id: str, call: Call | None = None
) -> NewSession:
    body = {"refresh_token": refresh_token, "organisation_id": organisation_id}
    answer = send(transport, "POST", "/v1/sessions/refresh", body, CALL_SECONDS, SMALL, call=call)
    return decoded(answer, NewSession)


def send(
    transport: Transport,
    method: str,
    path: str,
    body: object,
    seconds: float,
    largest: int,
    *,
    call: Call | None = None,
    token: str = "",
    headers: dict[str, str] | None = None,
) -> Answer:
    """A successful answer of this product; anything else is raised as what it means."""
    sent = {"Accept": "application/json", "Accept-Encoding": "gzip", **(headers or {})}
    content = None
    if body is not None:
        content = msgspec.json.encode(body)
        sent["Content-Type"] = "application/json"
    answer = transport.send(
        method,
        path,
        body=content,
        headers=sent,
        token=token,
        total_seconds=seconds,
        read_seconds=min(seconds, NEWS_SECONDS),
        largest=largest,
        call=call,
    )
    if not 200 <= answer.status < 300:
        raise error_of(answer.status, answer.headers, answer.body, transport.server)
    _check_is_ours(answer, transport.server)
    return answer


def _check_is_ours(answer: Answer, server: str) -> None:
    """A captive portal answers 200 to everything."""
    is_json = "json" in answer.headers.get("Content-Type", "")
    if INSTANCE_HEADER not in answer.headers or not (is_json or answer.status == 204):
        raise client_error("NOT_XIANJIE", server=server)


def decoded(answer: Answer, answer_type: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.body, type=answer_type)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise client_error("ANSWER_UNREADABLE", what=str(error)[:200]) from None
