"""Requests of very many devices from one thread: as little HTTP as the server's answers need."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import NamedTuple

import msgspec


class Answer(NamedTuple):
    status: int
    body: bytes


class Line:
    """One connection, opened anew when the server has hung up, as it does when nobody says anything."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._head = f"HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: object = None) -> Answer:
        content = b"" if body is None else msgspec.json.encode(body)
        head = f"{method} {path} {self._head}Content-Length: {len(content)}\r\n\r\n"
        with suppress(OSError, asyncio.IncompleteReadError):
            if self._streams is not None:
                return await self._exchanged(*self._streams, head.encode() + content)
        self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        return await self._exchanged(*self._streams, head.encode() + content)

    async def _exchanged(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes
    ) -> Answer:
        writer.write(message)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = head.partition("content-length: ")[2].partition("\r\n")[0]
        return Answer(status, await reader.readexactly(int(length or 0)))

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
