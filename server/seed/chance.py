"""Chance and ids that depend on nothing but a seed and a key, in whatever order the keys come."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
_ENOUGH = 1 << 64
_VARIANTS = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def identifier(seed: int, kind: str, order: int) -> str:
    """A UUID of version 8 (RFC 9562), the one for recipes of one's own: ``order`` first and a hash behind it,
    so that rows that are made one after the other stand beside each other in the database's indexes."""
    digits = blake2b(f"{seed}/{kind}/{order}".encode(), digest_size=10).hexdigest()
    first = f"{order:012x}"
    variant = _VARIANTS[digits[3]]
    return f"{first[:8]}-{first[8:]}-8{digits[:3]}-{variant}{digits[4:7]}-{digits[7:19]}"


class Draw:
    """The dice of one key. Cheap to make: one digest, whose digits are used up."""

    __slots__ = ("_key", "_left", "_round")

    def __init__(self, seed: int, key: str) -> None:
        self._key = f"{seed}:{key}"
        self._round = 0
        self._left = 0

    def below(self, limit: int) -> int:
        if self._left < _ENOUGH:
            self._refill()
        self._left, value = divmod(self._left, limit)
        return value

    def one_in(self, times: int) -> bool:
        return self.below(times) == 0

    def choice(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def _refill(self) -> None:
        digest = blake2b(f"{self._key}#{self._round}".encode()).digest()
        self._left = int.from_bytes(digest, "big")
        self._round += 1
