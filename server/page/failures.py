"""What goes wrong is told as a page in plain words, or leads back to signing in."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.refusals import RefusedError
from server.database.engine import is_passing
from server.page import cookies
from server.page.rendering import go, show
from server.page.visit import Visit, visit_of
from server.problems import PROBLEMS, Problem

log = logging.getLogger("xianjie.server")

FRAGMENT_HEADER = "x-xianjie-part"
"""Sent by the page's script, which wants a part of a page and no way elsewhere."""

_BACK_TO_SIGN_IN = frozenset(
    {
        "TOKEN_EXPIRED",
        "TOKEN_INVALID",
        "ACCOUNT_DISABLED",
        "NO_ROLE",
        "MEMBERS_ONLY",
        "FIRST_PASSWORD_EXPIRED",
    }
)


class PageRoute(APIRoute):
    """Answers every failure as the page does."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handler(request)
            except Exception as error:
                return failure(visit_of(request), error)

        return answered


def failure(visit: Visit, error: Exception) -> Response:
    problem = _problem(visit.request, error)
    if problem.code == "PASSWORD_CHANGE_REQUIRED":
        return go(visit, "/my/password")
    if problem.code in _BACK_TO_SIGN_IN and FRAGMENT_HEADER not in visit.request.headers:
        return _to_sign_in(visit, problem)
    template = "part_problem.html" if FRAGMENT_HEADER in visit.request.headers else "problem.html"
    answer = show(visit, template, PROBLEMS[problem.code].status, problem=problem)
    if problem.retry_after is not None:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer


def _problem(request: Request, error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RefusedError | RequestValidationError | DataError):
        return Problem("NOT_FOUND")
    if isinstance(error, OperationalError | PoolTimeoutError) and is_passing(error):
        return Problem("OVERLOADED", retry_after=2)
    log.exception("%s %s failed", request.method, request.url.path, exc_info=error)
    return Problem("INTERNAL")


def _to_sign_in(visit: Visit, problem: Problem) -> Response:
    """Who had no session at all is not told that it has ended."""
    had_one = cookies.read_tokens(visit.request) is not None
    sent = "-unsent" if visit.request.method == "POST" else ""
    answer = go(visit, f"/my/sign-in?why={problem.code.lower()}{sent}" if had_one else "/my/sign-in")
    cookies.forget_tokens(visit.request, answer)
    return answer
