"""What a subtree takes along when it is moved: from the areas above its old place to those above its new one.

Nothing changes for who lies in it, nor for any single case. It costs one reading of the cases that leave
or enter the subtree, grouped by the database.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, not_, or_, select, union_all

from server.figures.cases import Cell
from server.figures.counting import Cells
from server.figures.tables import figure_case
from server.organisations.tables import organisation
from server.scope import Scope


def cells_moved(connection: Connection, formers: Mapping[str, str]) -> Cells:
    """``formers``: the former path of whatever was moved, by its present one, with everything below it. The
    answer has the organisations where they are now; those at their former place are below zero."""
    cells: Cells = Counter()
    for home, to, year, going, number in connection.execute(_cells(_roots(formers))) if formers else ():
        cells[Cell(home, to, year, going)] += number
        # Two that were moved one after the other may lie in each other now, and did not before.
        cells[Cell(formers.get(home, home), to and formers.get(to, to), year, going)] -= number
    return cells


def _roots(paths: Collection[str]) -> list[str]:
    """Without those that lie in another."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def _cells(roots: Collection[str]) -> Any:
    home, to = organisation.alias("home"), organisation.alias("destination")
    case = figure_case.c
    joined = figure_case.join(home, home.c.id == case.home_id).outerjoin(to, to.c.id == case.to_id)
    columns = (home.c.path.label("home"), to.c.path.label("destination"), case.year, case.going)
    whole = select(*columns).select_from(joined).where(case.year.is_not(None))
    # Not «home or destination in it», which reads the cases of the whole country.
    rows = union_all(
        whole.where(_within(home, roots)), whole.where(_within(to, roots), not_(_within(home, roots)))
    ).subquery()
    return select(rows, func.count().label("number")).group_by(*rows.c)


def _within(place: Any, roots: Collection[str]) -> Any:
    return or_(*(and_(place.c.path >= path, place.c.path < Scope(path).end) for path in roots))
