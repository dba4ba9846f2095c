"""Rows to the clipboard, ready for a spreadsheet, as they are shown: numbers that are masked stay masked."""

from functools import partial
from typing import Any

from ui.bridge import Bridge
from ui.clipboard import put_for_a_while
from ui.list_view import ListView
from ui.paged_model import PagedModel


def copy_rows(rows: ListView, model: PagedModel[Any, Any], bridge: Bridge) -> None:
    columns = rows.header.shown_columns()
    work = partial(model.text_of, rows.selected_ids(), columns)
    bridge.run(rows, work, partial(put_for_a_while, rows))
