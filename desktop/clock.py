"""The client's clock. It only shows and predicts: no result depends on it (RELIABILITY I12)."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


def instant_text(instant: datetime) -> str:
    """Always 27 characters, so that text order is time order (decision 2)."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str) -> datetime:
    return datetime.fromisoformat(text)
