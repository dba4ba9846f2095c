"""Whether the figures that are kept are those that the rules give, counted from scratch."""

from sqlalchemy import select

from domain.figures import Tally, tally
from server.database.engine import Database
from server.figures.cases import Kept, case_in, cell_of
from server.figures.checking import check_figures, kept_counts
from server.figures.counting import Area
from server.figures.tables import figure_case
from server.organisations.tables import organisation


def figures_errors(database: Database) -> list[str]:
    with database.reading() as connection:
        errors = check_figures(connection).sentences()
        paths = {
            row.id: row.path for row in connection.execute(select(organisation.c.id, organisation.c.path))
        }
        kept = [Kept(*row) for row in connection.execute(select(figure_case))]
        counts = kept_counts(connection)
    cells = [cell for each in kept if (cell := cell_of(each, paths))]
    for year in {cell.year for cell in cells} | {area.year for area in counts}:
        cases = [case_in(cell) for cell in cells if cell.year == year]
        for place, path in paths.items():
            # By the definition itself, and not by the shares that are added up as things change.
            expected, found = tally(cases, path), counts.get(Area(place, year), Tally())
            if +expected != +found:
                errors.append(f"{path} {year}: {found} in the place of {expected}")
    return errors
