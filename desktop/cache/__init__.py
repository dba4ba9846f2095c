"""What the server said last, and beside it the rows as this client's own decisions make them."""

from typing import TypeAlias

from sqlalchemy import Connection

from desktop.cache.cache import Cache
from desktop.cache.rows import Viewer

Snapshot: TypeAlias = Connection
"""What ``Cache.read`` and ``Cache.write`` give: only handed on to the functions of this package."""

__all__ = ["Cache", "Snapshot", "Viewer"]
