"""A disk that forgets, tears and fills up: between SQLite and the system's own file layer.

``watched`` takes SQLite's writes down in the order in which they are made, with its demands to have them
on the disk. ``images`` then says what the files may hold after the power went at any moment: all that
was demanded before, and of the rest any part. ``Disk.full_at`` and ``Disk.broken_at`` fail the n-th write.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlcipher3 import _sqlite3

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

SQLITE_FULL, SQLITE_IOERR_WRITE = 13, 778
SECTOR = 512
"""What a disk writes as a whole."""


class Event(NamedTuple):
    """``what``: write, cut (to a length), sync, delete, or said: something was told to the user."""

    what: str
    file: str
    offset: int = 0
    content: bytes = b""


@dataclass
class Disk:
    folder: Path
    events: list[Event] = field(default_factory=list)
    full_at: int | None = None
    broken_at: int | None = None
    writes: int = 0

    def say(self, what: str) -> None:
        self.events.append(Event("said", what))

    def fault(self) -> int:
        self.writes += 1
        if self.full_at is not None and self.writes >= self.full_at:
            return SQLITE_FULL
        if self.broken_at is not None and self.writes == self.broken_at:
            return SQLITE_IOERR_WRITE
        return 0


# The parts of sqlite3.h that are looked at.

_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


class _Methods(Structure):
    _fields_ = (
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", _WRITE),
        ("truncate", _TRUNCATE), ("sync", _SYNC), ("rest", c_void_p * 13),
    )  # fmt: skip


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int), ("file_size", c_int), ("longest_name", c_int), ("next", c_void_p),
        ("name", c_char_p), ("data", c_void_p), ("open", _OPEN), ("delete", _DELETE),
    )  # fmt: skip


def _system_vfs() -> _Vfs:
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    found: _Vfs = library.sqlite3_vfs_find(None).contents
    return found


@contextmanager
def watched(folder: Path) -> Iterator[Disk]:
    """Of the files below ``folder`` that are opened from now on."""
    disk, vfs = Disk(folder), _system_vfs()
    real_open, real_delete = _OPEN(_address(vfs.open)), _DELETE(_address(vfs.delete))
    # Whatever SQLite holds an address of must outlive its connections.
    kept: list[Any] = [real_open, real_delete]

    def opened(this: int, name: int | None, file: int, flags: int, out: int) -> int:
        code: int = real_open(this, name, file, flags, out)
        path = Path(os.fsdecode(ctypes.string_at(name))) if name else None
        if code == 0 and path is not None and folder in path.parents:
            head = ctypes.cast(file, POINTER(_File)).contents
            methods = _watching(disk, path.name, head.methods.contents, kept)
            head.methods = ctypes.pointer(methods)
        return code

    def deleted(this: int, name: bytes, sync: int) -> int:
        disk.events.append(Event("delete", Path(os.fsdecode(name)).name))
        code: int = real_delete(this, name, sync)
        return code

    vfs.open, vfs.delete = mine = _OPEN(opened), _DELETE(deleted)
    kept += mine
    try:
        yield disk
    finally:
        vfs.open, vfs.delete = real_open, real_delete
        _KEPT.append(kept)


_KEPT: list[Any] = []


def _address(function: Any) -> int:
    return ctypes.cast(function, c_void_p).value or 0


def _watching(disk: Disk, name: str, real: _Methods, kept: list[Any]) -> _Methods:
    write, truncate, sync = (
        kind(_address(function))
        for kind, function in ((_WRITE, real.write), (_TRUNCATE, real.truncate), (_SYNC, real.sync))
    )

    def written(file: int, data: int, size: int, offset: int) -> int:
        failed = disk.fault()
        if failed:
            return failed
        disk.events.append(Event("write", name, offset, ctypes.string_at(data, size)))
        return int(write(file, data, size, offset))

    def cut(file: int, size: int) -> int:
        disk.events.append(Event("cut", name, size))
        return int(truncate(file, size))

    def synced(file: int, flags: int) -> int:
        disk.events.append(Event("sync", name))
        return int(sync(file, flags))

    methods = _Methods()
    ctypes.pointer(methods)[0] = real
    methods.write, methods.truncate, methods.sync = _WRITE(written), _TRUNCATE(cut), _SYNC(synced)
    kept += [methods, write, truncate, sync, methods.write, methods.truncate, methods.sync]
    return methods


# What is there after the power went


class Image(NamedTuple):
    files: dict[str, bytes]
    said: frozenset[str]
    """What had been told by then."""


@dataclass
class _Written:
    durable: dict[str, bytes]
    pending: dict[str, list[Event]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def take(self, event: Event) -> None:
        match event.what:
            case "said":
                self.said.add(event.file)
            case "sync":
                done = self.pending.pop(event.file, [])
                self.durable[event.file] = _after(self.durable.get(event.file, b""), done)
            case "delete":
                self.pending.pop(event.file, None)
                self.durable.pop(event.file, None)
            case _:
                self.pending.setdefault(event.file, []).append(event)

    def image(self, chance: random.Random) -> Image:
        """Of what was not demanded, a part that the chance chooses; the last of it perhaps torn."""
        files = dict(self.durable)
        for name, events in self.pending.items():
            kept = [event for event in events if chance.random() < 0.5]
            if kept and chance.random() < 0.5:
                kept[-1] = _torn(kept[-1], chance)
            files[name] = _after(files.get(name, b""), kept)
        return Image(files, frozenset(self.said))

    def bare(self) -> Image:
        return Image(dict(self.durable), frozenset(self.said))


def images(
    before: dict[str, bytes], events: list[Event], chance: random.Random, step: int = 1
) -> Iterator[Image]:
    """At each (or each ``step``-th) moment of what was watched: without anything that was not demanded, and
    with a part of it."""
    written = _Written(dict(before))
    for number, event in enumerate(events):
        written.take(event)
        if number % step == 0:
            yield written.bare()
            if written.pending:
                yield written.image(chance)


def _torn(event: Event, chance: random.Random) -> Event:
    sectors = len(event.content) // SECTOR
    return event._replace(content=event.content[: chance.randint(0, sectors) * SECTOR])


def _after(content: bytes, events: list[Event]) -> bytes:
    file = bytearray(content)
    for event in events:
        if event.what == "cut":
            del file[event.offset :]
            continue
        end = event.offset + len(event.content)
        file.extend(bytes(max(0, end - len(file))))
        file[event.offset : end] = event.content
    return bytes(file)


def contents(folder: Path) -> dict[str, bytes]:
    """Without the shared memory, which no crash survives."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}


def restore(folder: Path, image: Image) -> None:
    for each in list(folder.iterdir()):
        each.unlink()
    for name, content in image.files.items():
        folder.joinpath(name).write_bytes(content)
