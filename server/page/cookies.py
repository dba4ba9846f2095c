"""What the browser keeps: the session's two tokens, a mark of the visit before there is one, the language."""

from typing import NamedTuple

from fastapi import Request, Response

SESSION, VISIT, LANGUAGE = "xianjie", "xianjie-visit", "xianjie-language"
_YEAR = 365 * 24 * 3600


class Tokens(NamedTuple):
    access: str
    refresh: str


def read_tokens(request: Request) -> Tokens | None:
    access, dot, refresh = request.cookies.get(_named(request, SESSION), "").partition(".")
    return Tokens(access, refresh) if dot and access and refresh else None


def keep_tokens(request: Request, answer: Response, tokens: Tokens) -> None:
    """Gone with the browser's window, since many sign in on a machine that is not theirs."""
    _set(request, answer, SESSION, f"{tokens.access}.{tokens.refresh}")


def forget_tokens(request: Request, answer: Response) -> None:
    _set(request, answer, SESSION, "", max_age=0)


def forgets_tokens(answer: Response) -> bool:
    return any(name == b"set-cookie" and b"Max-Age=0" in value for name, value in answer.raw_headers)


def read_visit(request: Request) -> str:
    return request.cookies.get(_named(request, VISIT), "")


def keep_visit(request: Request, answer: Response, visit: str) -> None:
    _set(request, answer, VISIT, visit)


def read_language(request: Request) -> str:
    return request.cookies.get(_named(request, LANGUAGE), "")


def keep_language(request: Request, answer: Response, language: str) -> None:
    _set(request, answer, LANGUAGE, language, max_age=_YEAR)


def is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _named(request: Request, name: str) -> str:
    """Over TLS with the prefix by which a browser takes it from this host only."""
    return f"__Host-{name}" if is_secure(request) else name


def _set(request: Request, answer: Response, name: str, value: str, max_age: int | None = None) -> None:
    answer.set_cookie(
        _named(request, name),
        value,
        max_age=max_age,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )
