"""The page's own files, read once; their addresses change with their content, so that browsers keep them."""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fastapi import Request, Response

from server.problems import Problem

_FOLDER = Path(__file__).with_name("assets")
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_KEPT = "public, max-age=31536000, immutable"


class Asset(NamedTuple):
    content: bytes
    media_type: str
    print: str


@cache
def _assets() -> dict[str, Asset]:
    return {path.name: _read(path) for path in _FOLDER.iterdir() if path.suffix in _TYPES}


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:12])


def address_of_asset(name: str) -> str:
    return f"/my/assets/{name}?{_assets()[name].print}"


def asset(request: Request, name: str) -> Response:
    if name not in _assets():
        raise Problem("NOT_FOUND")
    found = _assets()[name]
    kept = _KEPT if request.url.query == found.print else "no-cache"
    headers = {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
    return Response(found.content, media_type=found.media_type, headers=headers)
