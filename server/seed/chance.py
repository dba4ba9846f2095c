"""Chance and ids that depend on nothing but a seed and a key, in whatever order the keys come."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
_ENOUGH = 1 << 64


def identifier(seed: int, key: str) -> str:
    """A UUID of version 8 (RFC 9562), the one for hashes of one's own."""
    digits = blake2b(f"{seed}/{key}".encode(), digest_size=16).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


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
