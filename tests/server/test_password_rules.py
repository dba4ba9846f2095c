"""Which passwords are refused, and how one that is accepted is kept (SPEC R12)."""

import pytest

from server.problems import Problem
from server.sessions import passwords
from server.sessions.password_rules import check_new_password
from server.sessions.passwords import hash_password, is_password
from tests.server.conftest import REAL_HASHER

LOGIN = "61010319980101503X"
OLD = "velvet-anchor-51"


def check(new: str) -> None:
    check_new_password(new, old=OLD, login=LOGIN, name="王小明", phone="19900001234")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short-7", "PASSWORD_TOO_SHORT"),
        ("长" * 7, "PASSWORD_TOO_SHORT"),
        ("x9-" * 90, "PASSWORD_TOO_LONG"),
        (LOGIN[-8:], "PASSWORD_IS_INITIAL"),
        (LOGIN[-8:].lower(), "PASSWORD_IS_INITIAL"),
        (OLD, "PASSWORD_UNCHANGED"),
        ("password123", "PASSWORD_COMMON"),
        ("QWERTYUIOP", "PASSWORD_COMMON"),
        ("aaaaaaaaaa", "PASSWORD_COMMON"),
        ("23456789", "PASSWORD_COMMON"),
        ("hgfedcba", "PASSWORD_COMMON"),
        ("xianjie2020", "PASSWORD_CONTEXT"),
        ("Xianjie!Xianjie!", "PASSWORD_CONTEXT"),
        ("衔接衔接衔接20", "PASSWORD_CONTEXT"),
        ("王小明20200601", "PASSWORD_CONTEXT"),
        ("wangxiaoming98", "PASSWORD_CONTEXT"),
        (LOGIN, "PASSWORD_CONTEXT"),
        ("19980101a!", "PASSWORD_CONTEXT"),
        ("19900001234", "PASSWORD_CONTEXT"),
    ],
)
def test_R12_weak_password_is_refused(new: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        check(new)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "new",
    ["长长的中文口令没问题", "correct horse battery", "Tr0ub4dor&3x", "73915264", "a long sentence " * 15],
)
def test_R12_other_password_is_accepted(new: str) -> None:
    check(new)


def test_stored_password_is_argon2id_with_enough_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", REAL_HASHER)
    stored = hash_password(OLD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_password(OLD, stored)
    assert not is_password("another-one", stored)
    assert not is_password(OLD, None)
    assert not is_password(OLD, "not a hash")
