"""Compares the figures that are kept with a recount, and mends them (decision 14)."""

from datetime import UTC, datetime

from server.administration.places import record
from server.database.engine import Database
from server.figures.checking import Differences, check_figures, repair_figures
from server.figures.rebuilding import hold_figures


def compare(database: Database) -> Differences:
    """While the server is used."""
    with database.reading() as connection:
        return check_figures(connection)


def mend(database: Database) -> Differences:
    """What was wrong and is right now. Whoever changes a figure meanwhile waits."""
    with database.writing() as connection:
        hold_figures(connection)
        differences = check_figures(connection)
        repair_figures(connection, differences, datetime.now(UTC))
        cases, organisations = map(len, differences)
        record(connection, "figures_repaired", cases=cases, organisations=organisations)
    return differences
