"""A row's cells, read one after the other; what is wrong with each is collected, not only the first."""

from collections.abc import Callable
from typing import TypeVar

from server.administration.loading.cells import BadCellError
from server.administration.loading.complaints import Complaint
from server.administration.loading.headers import Table
from server.administration.loading.sheets import Cell, Row

T = TypeVar("T")


class Reading:
    def __init__(self, table: Table, row: Row) -> None:
        self._table = table
        self._row = row
        self.complaints: list[Complaint] = []
        for field, place in table.places.items():
            if place in row.merged:
                self.complain(field, "是合并单元格的一部分，看不出填的是什么", "请取消合并，逐行填写")

    @property
    def number(self) -> int:
        return self._row.number

    def read(self, field: str, reader: Callable[[Cell], T], otherwise: T) -> T:
        """``otherwise`` stands for what cannot be read; the row is bad then anyway."""
        place = self._table.places.get(field)
        if place in self._row.merged:
            return otherwise
        try:
            return reader(self._table.cell(self._row, field))
        except BadCellError as error:
            self.complain(field, error.problem, error.remedy)
            return otherwise

    def complain(self, field: str, problem: str, remedy: str) -> None:
        label = self._table.labels.get(field, "")
        content = self._table.cell(self._row, field) if label else ""
        shown = "" if content is None else str(content)
        self.complaints.append(Complaint(self._row.number, label, shown, problem, remedy))


def is_blank(row: Row) -> bool:
    """Only what could be seen counts; a merged cell of a blank row is still blank."""
    return all(cell is None or not str(cell).strip() for cell in row.cells) and not row.merged
