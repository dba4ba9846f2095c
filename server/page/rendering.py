"""Templates to answers. Nothing comes from elsewhere, and nothing but our own files may run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.organisations import System
from server.page import cookies
from server.page.asks import ABOUT, stated
from server.page.assets import address_of_asset
from server.page.visit import LANGUAGES, Visit
from server.page.words import (
    action_words,
    deadline_words,
    instant_words,
    name_words,
    state_tone,
    tone_of_check,
    what_follows,
)

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language, Cookie",
}

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(
    asset=address_of_asset,
    about=ABOUT,
    instant_words=instant_words,
    state_tone=state_tone,
    stated=stated,
    systems=tuple(System),
    tone_of_check=tone_of_check,
)


def show(
    visit: Visit, template: str, status: int = 200, *, way_back: bool = False, **content: Any
) -> Response:
    """``way_back``: the answer to a form that the browser may show again without sending it again."""
    page = _TEMPLATES.get_template(template).render(
        visit=visit,
        t=visit.say,
        said=visit.sentence,
        name_of=lambda value: name_words(value, visit.say),
        action_words=lambda event: action_words(event, visit.say),
        deadline_words=lambda transfer: deadline_words(transfer, visit.say),
        what_follows=lambda transfer: what_follows(transfer, visit.say),
        **content,
    )
    kept = {"Cache-Control": "private, no-cache"} if way_back else {}
    answer = HTMLResponse(page, status, headers={**HEADERS, **kept})
    _remember(visit, answer)
    return answer


def go(visit: Visit, path: str) -> Response:
    """After a form: what is shown next can be loaded again without sending it again."""
    answer = RedirectResponse(path, 303, headers=dict(HEADERS))
    _remember(visit, answer)
    return answer


def _remember(visit: Visit, answer: Response) -> None:
    if visit.request.query_params.get("lang") in LANGUAGES:
        cookies.keep_language(visit.request, answer, visit.language)
    if visit.caller is None:
        cookies.keep_visit(visit.request, answer, visit.visit)
