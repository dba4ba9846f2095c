"""One request of the page: whose it is, in which language, and whether its form is one of ours."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from fastapi import Request

from server.page import cookies
from server.problems import Problem
from server.requests import state_of
from server.sessions.callers import Caller
from server.state import State
from server.sync.wire import Count, Id

LANGUAGES = ("zh", "en")
_LONGEST_FORM = 64 * 1024
_MOST_FIELDS = 80
_LONGEST_FIELD = 2000

Fields = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    request: Request
    language: str
    visit: str
    """A mark of the browser, by which forms are known as ours before anybody has signed in."""
    caller: Caller | None = None

    @property
    def state(self) -> State:
        return state_of(self.request)

    @property
    def member(self) -> Caller:
        """Raises Problem where nobody is signed in."""
        if self.caller is None:
            raise Problem("TOKEN_INVALID")
        return self.caller

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def csrf(self) -> str:
        """Of this session, or of this browser before there is one; nobody else can make it."""
        of = f"session:{self.caller.session_id}" if self.caller else f"visit:{self.visit}"
        return hmac.new(self.state.instance.secret, f"csrf:{of}".encode(), hashlib.sha256).hexdigest()

    def say(self, chinese: str, english: str) -> str:
        return chinese if self.language == "zh" else english

    def sentence(self, spoken: Any) -> str:
        """Of a refusal, a rule or a problem, which say it in both languages."""
        return str(spoken.sentence if self.language == "zh" else spoken.sentence_en)


def visit_of(request: Request, caller: Caller | None = None) -> Visit:
    mark = cookies.read_visit(request) or secrets.token_urlsafe(16)
    return Visit(request=request, language=_language(request), visit=mark, caller=caller)


def _language(request: Request) -> str:
    """Asked for, chosen before, or preferred by the browser; else Chinese."""
    for choice in (request.query_params.get("lang"), cookies.read_language(request)):
        if choice in LANGUAGES:
            return choice
    preferred = request.headers.get("accept-language", "").lower().replace(";", ",").split(",")
    known = [name.strip()[:2] for name in preferred if name.strip()[:2] in LANGUAGES]
    return known[0] if known else "zh"


async def read_fields(request: Request) -> Fields:
    """The form as it was sent, without characters that no text needs. Raises Problem."""
    body = await request.body()
    if len(body) > _LONGEST_FORM:
        raise Problem("TOO_LARGE")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise Problem("BODY_INVALID", technical=str(error)[:100]) from None
    return {name: _clean(value) for name, value in pairs}


def _clean(value: str) -> str:
    plain = "".join(sign for sign in value.replace("\r\n", "\n") if sign >= " " or sign == "\n")
    return plain[:_LONGEST_FIELD]


def check_form(visit: Visit, fields: Fields) -> None:
    """Raises Problem for a form that was not made by this page for this person."""
    if not hmac.compare_digest(fields.get("csrf", "").encode(), visit.csrf.encode()):
        raise Problem("FORM_EXPIRED")


def op_id_of(fields: Fields) -> str:
    """Made with the form, so that a form that is sent twice is carried out once. Raises Problem."""
    try:
        return msgspec.convert(fields.get("op_id", ""), Id)
    except msgspec.ValidationError:
        raise Problem("FORM_EXPIRED") from None


def version_of(fields: Fields) -> int:
    """What was on the screen. Raises Problem."""
    try:
        return msgspec.convert(fields.get("version", ""), Count, strict=False)
    except msgspec.ValidationError:
        raise Problem("FORM_EXPIRED") from None
