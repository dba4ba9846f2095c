"""From a request of the page to its work: in a thread, for whoever is signed in, with a form that is ours."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from fastapi import Request, Response

from domain.refusals import RefusedError
from server.page import cookies
from server.page.entering import enter
from server.page.failures import failure
from server.page.visit import Fields, Visit, check_form, read_fields, visit_of
from server.problems import Problem
from server.requests import state_of

P = ParamSpec("P")


async def as_visitor(
    request: Request,
    work: Callable[Concatenate[Visit, Fields, P], Response],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Response:
    """For whoever is not signed in yet."""
    fields = await read_fields(request)

    def done() -> Response:
        visit = visit_of(request)
        if request.method == "POST":
            check_form(visit, fields)
        return work(visit, fields, *args, **kwargs)

    return await state_of(request).passwords.run(done)


async def as_member(
    request: Request,
    work: Callable[Concatenate[Visit, Fields, P], Response],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Response:
    return await _signed_in(request, True, work, *args, **kwargs)


async def at_first_login(
    request: Request,
    work: Callable[Concatenate[Visit, Fields, P], Response],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Response:
    """Also before the first password is changed (SPEC R10)."""
    return await _signed_in(request, False, work, *args, **kwargs)


async def _signed_in(
    request: Request,
    changed: bool,
    work: Callable[Concatenate[Visit, Fields, P], Response],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Response:
    state, fields, tokens = state_of(request), await read_fields(request), cookies.read_tokens(request)

    def done() -> Response:
        entered = enter(state, tokens)
        visit = visit_of(request, entered.caller)
        try:
            if changed and entered.caller.must_change_password:
                raise Problem("PASSWORD_CHANGE_REQUIRED")
            if request.method == "POST":
                check_form(visit, fields)
            answer = work(visit, fields, *args, **kwargs)
        except (Problem, RefusedError) as error:
            answer = failure(visit, error)
        # Renewed tokens reach the browser with whatever is answered, else the old ones would end the session.
        if entered.tokens != tokens and not cookies.forgets_tokens(answer):
            cookies.keep_tokens(request, answer, entered.tokens)
        return answer

    return await (state.work if changed else state.passwords).run(done)
