"""The wire's rows: a domain value as a JSON array of its fields, which is also how the cache keeps it."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec

from domain.entries import ENTRY_TYPES, AnyEntry
from domain.members import Member
from domain.organisations import Organisation
from domain.policy import Edition
from domain.transfers import Transfer

T = TypeVar("T")

Row = Any
"""A decoded row: has the value's fields as attributes, types checked, but is not yet the value."""


class Layout(Generic[T]):
    """How one kind of value lies in its row. Values beyond the known columns are skipped."""

    def __init__(self, value_type: type[T]) -> None:
        hints = get_type_hints(value_type)
        self.columns = tuple(hints)
        self._type = value_type
        self._values = attrgetter(*self.columns)
        shape = msgspec.defstruct(f"{value_type.__name__}Row", list(hints.items()), array_like=True)
        self.row: Any = msgspec.json.Decoder(shape).decode
        """Raises msgspec.ValidationError, which names the place, for a wrong type."""

    def value(self, row: Row) -> T:
        return self._type(**msgspec.structs.asdict(row))

    def read(self, document: str) -> T:
        return self.value(self.row(document))

    def write(self, value: T) -> str:
        return msgspec.json.encode(self._values(value)).decode()


ORGANISATIONS = Layout(Organisation)
MEMBERS = Layout(Member)
TRANSFERS = Layout(Transfer)
EDITIONS = Layout(Edition)
ENTRIES: Mapping[str, Layout[AnyEntry]] = {
    register.value: Layout(entry_type) for register, entry_type in ENTRY_TYPES.items()
}

LAYOUTS: Mapping[str, Layout[Any]] = {
    "organisation": ORGANISATIONS,
    "member": MEMBERS,
    "transfer": TRANSFERS,
    "edition": EDITIONS,
    **ENTRIES,
}
