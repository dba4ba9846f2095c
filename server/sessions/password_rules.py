"""Which passwords are accepted (SPEC R10, R12): long, not the first one, not what everybody tries."""

import re
from itertools import pairwise
from pathlib import Path

from server.problems import Problem
from server.search_text import member_search
from server.sessions.password_needs import PasswordNeeds
from server.sessions.passwords import normalised

SHORTEST, LONGEST = 8, 256

COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())
_CONTEXT = (
    "xianjie", "衔接", "智慧团建", "共青团", "团委", "团支部", "tuanwei", "tuanyuan", "tuanzhibu",
    "gongqingtuan", "gqt", "zhtj", "mima", "password", "admin",
)  # fmt: skip


def check_new_password(
    new: str,
    *,
    old: str,
    login: str,
    name: str,
    phone: str,
    needs: PasswordNeeds = PasswordNeeds.NOTHING,
) -> None:
    password = normalised(new)
    if len(password) < SHORTEST:
        raise Problem("PASSWORD_TOO_SHORT")
    if len(password) > LONGEST:
        raise Problem("PASSWORD_TOO_LONG")
    if needs is PasswordNeeds.LETTERS_AND_DIGITS and not _has_both(password):
        raise Problem("PASSWORD_NEEDS_BOTH")
    if password.upper() == login[-8:].upper():
        raise Problem("PASSWORD_IS_INITIAL")
    if password == normalised(old):
        raise Problem("PASSWORD_UNCHANGED")
    if _is_common(password.lower()):
        raise Problem("PASSWORD_COMMON")
    if _is_made_of(password.lower(), _words(login, name, phone)):
        raise Problem("PASSWORD_CONTEXT")


def _has_both(password: str) -> bool:
    return any(letter.isalpha() for letter in password) and any(digit.isdigit() for digit in password)


def _is_common(password: str) -> bool:
    steps = {ord(right) - ord(left) for left, right in pairwise(password)}
    return password in COMMON or steps in ({0}, {1}, {-1})


def _words(login: str, name: str, phone: str) -> list[str]:
    spelled = member_search(name).split() if name else []
    personal = [login.lower(), login[6:14], login[-6:].lower(), phone, *spelled]
    # Single letters, as initials are, would be found in any password.
    return sorted((word for word in [*_CONTEXT, *personal] if len(word) > 1), key=len, reverse=True)


def _is_made_of(password: str, words: list[str]) -> bool:
    """Whether next to nothing is left without these words and without digits and marks."""
    rest = password
    for word in words:
        rest = rest.replace(word, "")
    return rest != password and len(re.sub(r"[\W\d_]", "", rest)) < 3
