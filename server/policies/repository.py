"""Editions (SPEC R90). They lie in everybody's scope, so there is none to ask for."""

from sqlalchemy import Connection, select

from domain.policy import Edition
from server.documents import EDITIONS
from server.policies.tables import edition


def find_edition(connection: Connection, year: int) -> Edition | None:
    document = connection.scalar(select(edition.c.document).where(edition.c.year == year))
    return None if document is None else EDITIONS.read(document)
