"""What is said of an operation beside its types: a text, its own problems, and a worked example."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``problems`` are the codes of this operation alone; those that hold for all (no token, a body that
    cannot be read, an overloaded server) are added by server/openapi.py. A code may be one of the domain's.
    ``answer`` is None where there is no content."""

    text: str
    problems: tuple[str, ...] = ()
    request: Any = None
    answer: Any = None
    parameters: tuple[tuple[str, Any], ...] = ()
    """Examples for what stands in the address."""
