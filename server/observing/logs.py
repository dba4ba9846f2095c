"""Logs as JSON lines, without personal data at any level.

Libraries are held at INFO, since below it they repeat queries and rows. Of a failure the log has the kind and
the places in the program, not its words: a database's complaint repeats the values that it is about.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from server.documents import instant_text

OURS = "xianjie"
REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
"""Identity numbers and mobile phones: the second line of defence, behind not logging them."""


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": instant_text(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if (request_id := REQUEST_ID.get()) is not None:
            line["request_id"] = request_id
        if record.exc_info and record.exc_info[1] is not None:
            line["failure"] = _told(record.exc_info[1])
        return _PERSONAL.sub("***", json.dumps(line, ensure_ascii=False))


def _told(error: BaseException) -> list[str]:
    """From the first cause to what came of it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [*(_told(before) if before else ()), *places, type(error).__qualname__]


def configure(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Everything goes to ``stream`` or standard error; ``level`` is the product's own."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # It has addresses and query strings; our own line per request takes its place.
    logging.getLogger("uvicorn.access").disabled = True
    return handler
