"""The client's part for the figures 监测指标 (SPEC R100–R105): asked of the server, the last answers kept."""

from collections.abc import Mapping, Sequence

import msgspec

from desktop.cache.notes import read_note, write_note
from desktop.facade import Facade
from desktop.figure_values import Behind, FigureBoard, FigureMember, Lifting
from desktop.lifting import counted_in, lifts, needed_for
from desktop.workspace import Workspace
from domain.policy import Figure, Letter

_KEPT = "figures:{id}:{year}"
NEWEST = 0
"""The year under which what was answered without asking for one is kept too."""
MOST_READ = 10_000
"""Members that are looked through for one question."""


class Figuring(Facade):
    def figures(self, organisation_id: str, year: int | None = None) -> FigureBoard:
        """Of the newest year without one. Raises ClientError, when the server cannot be asked."""
        api = self._now_open().api
        figures = api.figures(organisation_id, year)
        board = FigureBoard(
            figures=figures,
            children=api.figures_of_children(organisation_id, figures.year),
            points=api.figure_course(organisation_id, figures.year),
            years=api.figure_years(organisation_id),
        )
        self._read(lambda space: _keep(space, organisation_id, board, year is None))
        return board

    def kept_figures(self, organisation_id: str, year: int | None = None) -> FigureBoard | None:
        """As they were answered last; None when they never were."""
        return self._read(lambda space: _kept(space, organisation_id, year))

    def members_behind(self, organisation_id: str, letters: Sequence[Letter], year: int) -> Behind:
        """SPEC R105: who counts for these. Raises ClientError."""
        found, complete = self._behind(organisation_id, letters, year)
        return Behind(items=tuple(found), complete=complete)

    def lifting_cases(self, board: FigureBoard, figure: Figure, target: float) -> Lifting:
        """Which open cases would bring the figure to the target. Raises ClientError."""
        figures = board.figures
        letters = counted_in(figures.formulas[figure])
        found, complete = self._behind(figures.organisation_id, letters, figures.year)
        cases = tuple(each for each in found if lifts(figure, each))
        return Lifting(needed=needed_for(figures.rates[figure], target), cases=cases, complete=complete)

    def set_targets(self, organisation_id: str, year: int, targets: Mapping[Figure, float | None]) -> None:
        """Those that are named. Raises ClientError."""
        self._now_open().api.set_targets(organisation_id, year, targets)

    def _behind(
        self, organisation_id: str, letters: Sequence[Letter], year: int
    ) -> tuple[list[FigureMember], bool]:
        api, found = self._now_open().api, list[FigureMember]()
        for letter in letters:
            after: str | None = ""
            while after is not None:
                if len(found) >= MOST_READ:
                    return found, False
                page = api.figure_members(organisation_id, letter, year, after)
                found += page.items
                after = page.after
        return found, True


def _keep(workspace: Workspace, organisation_id: str, board: FigureBoard, newest: bool) -> None:
    text = msgspec.json.encode(board).decode()
    with workspace.cache.write() as snapshot:
        for year in (board.figures.year, NEWEST) if newest else (board.figures.year,):
            write_note(snapshot, _KEPT.format(id=organisation_id, year=year), text)


def _kept(workspace: Workspace, organisation_id: str, year: int | None) -> FigureBoard | None:
    with workspace.cache.read() as snapshot:
        kept = read_note(snapshot, _KEPT.format(id=organisation_id, year=year or NEWEST))
    try:
        return None if kept is None else msgspec.json.decode(kept, type=FigureBoard)
    except msgspec.ValidationError:
        # Kept by another version of this program: it is asked for again.
        return None
