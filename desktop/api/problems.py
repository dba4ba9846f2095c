"""What each answer means for the client (RELIABILITY.md's table)."""

from collections.abc import Mapping

import msgspec

from desktop.api.answers import Problem
from desktop.errors import ClientError, client_error

INSTANCE_HEADER = "X-Xianjie-Instance"

SAID_BY_SERVERS = frozenset(
    {
        "WRONG_INSTANCE",
        "CLIENT_TOO_OLD",
        "WRONG_CREDENTIALS",
        "TOO_MANY_ATTEMPTS",
        "ACCOUNT_DISABLED",
        "NO_ROLE",
        "PASSWORD_CHANGE_REQUIRED",
        "PASSWORD_TOO_SHORT",
        "PASSWORD_TOO_LONG",
        "PASSWORD_COMMON",
        "PASSWORD_IS_INITIAL",
    }
)
"""Codes for which our own sentence says better what to do on this machine."""

_LONGEST_SENTENCE = 300
_LONGEST_WAIT = 3600.0


class ProblemError(ClientError):
    """The server itself said no; the request had no effect. ``op_id`` names the op that it is about."""

    def __init__(self, error: ClientError, status: int, op_id: str = "") -> None:
        super().__init__(
            error.code, error.sentence, error.sentence_en, retry_after=error.retry_after, unsent=True
        )
        self.status = status
        self.op_id = op_id


def error_of(status: int, headers: Mapping[str, str], body: bytes, server: str) -> ClientError:
    """For an answer that is no success."""
    if INSTANCE_HEADER not in headers:
        return _not_from_us(status, headers, server)
    problem = _problem(body)
    if status >= 500:
        code = "SERVER_BUSY" if status == 503 else "SERVER_ERROR"
        error = client_error(code, retry_after=_retry_after(headers))
        # Busy is said before anything is done; whatever else went wrong may have happened afterwards.
        return ProblemError(error, status) if status == 503 else error
    if problem.code == "TOO_MANY_REQUESTS":
        return ProblemError(client_error("SERVER_BUSY", retry_after=_retry_after(headers)), status)
    error = _said(problem, status, _retry_after(headers), server)
    return ProblemError(error, status, str(problem.facts.get("op_id", "")))


def _not_from_us(status: int, headers: Mapping[str, str], server: str) -> ClientError:
    """A proxy without its server is a matter of waiting; anything else is another system."""
    if status == 413:
        return client_error("MESSAGE_TOO_LARGE", server=server)
    if status in (429, 502, 503, 504):
        return client_error("SERVER_BUSY", retry_after=_retry_after(headers))
    return client_error("NOT_XIANJIE", server=server)


def _problem(body: bytes) -> Problem:
    try:
        return msgspec.json.decode(body, type=Problem)
    except msgspec.MsgspecError:
        return Problem(code="")


def _said(problem: Problem, status: int, retry_after: float | None, server: str) -> ClientError:
    """Our own sentence where there is one, else the server's."""
    code = problem.code or f"HTTP_{status}"
    if code in SAID_BY_SERVERS:
        return client_error(code, retry_after=retry_after, server=server)
    if not problem.detail:
        return client_error("REQUEST_REFUSED", retry_after=retry_after, what=code)
    sentence, english = _plain(problem.detail), _plain(problem.title) or code
    return ClientError(code, sentence, english, retry_after=retry_after)


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable())[:_LONGEST_SENTENCE]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds; a date is not worth reading, the usual delay then holds."""
    value = headers.get("Retry-After", "")
    return min(float(value), _LONGEST_WAIT) if value.isascii() and value.isdigit() else None
