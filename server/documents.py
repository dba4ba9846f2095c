"""The wire's rows: a domain value as a JSON array of its fields, the form in which tables keep it.

A row is written once, when it changes, and then only copied: into a page of the feed as it stands.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_args, get_type_hints

import msgspec

from domain.entries import ENTRY_TYPES, AnyEntry
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer

T = TypeVar("T")


class Entity(StrEnum):
    ORGANISATION = "organisation"
    MEMBER = "member"
    TRANSFER = "transfer"
    EDITION = "edition"
    STUDY_ABROAD = "study_abroad"
    RETENTION = "retention"
    FOLLOW_UP = "follow_up"

    @property
    def table(self) -> str:
        """In which its rows lie; those of all registers lie in one."""
        return self.value if self in _WITH_A_TABLE else "entry"


_WITH_A_TABLE = frozenset({Entity.ORGANISATION, Entity.MEMBER, Entity.TRANSFER, Entity.EDITION})


def instant_text(instant: datetime) -> str:
    """Always 27 characters, so that text order is time order (decision 2)."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """A value of the domain as dictionaries, lists and texts, with instants of 27 characters."""
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    kind: Any = type(value)
    names = _field_names(kind)
    if names is None:
        return value
    return {name: plain(getattr(value, name)) for name in names}


@cache
def _field_names(kind: Any) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _holds_instants(annotation: Any) -> bool:
    if annotation is datetime:
        return True
    if is_dataclass(annotation):
        return any(_holds_instants(inner) for inner in get_type_hints(annotation).values())
    return any(_holds_instants(inner) for inner in get_args(annotation))


class Layout(Generic[T]):
    """How one kind of value lies in its row."""

    def __init__(self, value_type: type[T]) -> None:
        hints = get_type_hints(value_type)
        self.columns = tuple(hints)
        self._type = value_type
        self._values = attrgetter(*self.columns)
        # msgspec writes instants without a fraction shorter, so only fields that hold some are rewritten.
        self._timed = tuple(n for n, name in enumerate(self.columns) if _holds_instants(hints[name]))
        row = msgspec.defstruct(f"{value_type.__name__}Row", list(hints.items()), array_like=True)
        self._decoder = msgspec.json.Decoder(row)

    def write(self, value: T) -> str:
        values = list(self._values(value))
        for place in self._timed:
            values[place] = plain(values[place])
        return msgspec.json.encode(values).decode()

    def read(self, document: str) -> T:
        return self._type(**msgspec.structs.asdict(self._decoder.decode(document)))

    def named(self, document: str) -> dict[str, msgspec.Raw]:
        """The row as an object, its values still as they are stored."""
        return dict(zip(self.columns, _RAW_VALUES.decode(document), strict=True))


_RAW_VALUES = msgspec.json.Decoder(list[msgspec.Raw])

ORGANISATIONS = Layout(Organisation)
MEMBERS = Layout(Member)
TRANSFERS = Layout(Transfer)
EDITIONS = Layout(Edition)
ENTRIES: Mapping[str, Layout[AnyEntry]] = {
    register.value: Layout(entry_type) for register, entry_type in ENTRY_TYPES.items()
}

LAYOUTS: Mapping[Entity, Layout[Any]] = {
    Entity.ORGANISATION: ORGANISATIONS,
    Entity.MEMBER: MEMBERS,
    Entity.TRANSFER: TRANSFERS,
    Entity.EDITION: EDITIONS,
    **{Entity(register): layout for register, layout in ENTRIES.items()},
}
