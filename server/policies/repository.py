"""Editions (SPEC R90). They lie in everybody's scope, so there is none to ask for."""

from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from domain.policy import Edition
from server.database.prepared import Prepared
from server.documents import EDITIONS
from server.policies.tables import edition

_BY_YEAR = Prepared(select(edition.c.document).where(edition.c.year == bindparam("year")))


def find_edition(connection: Connection, year: int) -> Edition | None:
    document = _BY_YEAR.value(connection, {"year": year})
    return None if document is None else _read(document)


# Few, long, and asked for with every decision.
_read = lru_cache(16)(EDITIONS.read)
