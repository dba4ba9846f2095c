"""What a subtree takes along when it is moved: from the areas above its old place to those above its new one.

Nothing changes for who lies in it, nor for any single case. It costs one reading of the cases that leave
or enter the subtree, grouped by the database.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, not_, or_, select, union_all

from domain.organisations import Organisation, is_below
from server.figures.cases import Cell
from server.figures.counting import Cells
from server.figures.tables import figure_case
from server.organisations.tables import organisation
from server.scope import Scope

Roots = Mapping[str, str]
"""The former path of what was moved, by its present one."""


def roots_of(moved: Mapping[str, tuple[Organisation, Organisation]]) -> Roots:
    """``moved``: by id, with everything below what was moved, which is left out."""
    return {present.path: former.path for former, present in moved.values() if present.parent_id not in moved}


def cells_moved(connection: Connection, roots: Roots) -> Cells:
    """With the paths of the organisations as they are now; those at their former place are below zero."""
    cells: Cells = Counter()
    for home, to, year, going, number in connection.execute(_cells(roots)) if roots else ():
        cells[Cell(home, to, year, going)] += number
        cells[Cell(_former(roots, home), to and _former(roots, to), year, going)] -= number
    return cells


def _former(roots: Roots, path: str) -> str:
    for present, former in roots.items():
        if is_below(path, present):
            return former + path.removeprefix(present)
    return path


def _cells(roots: Roots) -> Any:
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


def _within(place: Any, roots: Roots) -> Any:
    return or_(*(and_(place.c.path >= path, place.c.path < Scope(path).end) for path in roots))
