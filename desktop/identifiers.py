"""UUIDs of version 7 (RFC 9562): made here once, in time order."""

import os
import uuid
from datetime import datetime


def new_id(instant: datetime) -> str:
    milliseconds = int(instant.timestamp() * 1000) & (1 << 48) - 1
    chance = int.from_bytes(os.urandom(10), "big")
    number = milliseconds << 80 | chance
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=number))
