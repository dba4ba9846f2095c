"""What a test says where a rule must say no."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from domain.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.refusals import Refusal


@contextmanager
def refused(code: str, *words: str) -> Iterator[None]:
    """The block is refused with this code, and the Chinese sentence holds the words."""
    with pytest.raises(RefusedError) as caught:
        yield
    check_refusal(caught.value.refusal, code, *words)


def check_refusal(refusal: Refusal, code: str, *words: str) -> None:
    assert refusal.code == code, refusal.sentence
    for word in words:
        assert word in refusal.sentence
