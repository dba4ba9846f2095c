"""Caches and Qt's own models of many members, for the benchmarks of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtSql import QSqlDatabase, QSqlTableModel

from desktop.cache.tables import LIVE
from tests.benchmarks.cache import raw_connection
from tests.benchmarks.raw import connected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.workspace import Workspace

NAME, BRANCH, SEARCH = 0, 1, 2
SHOWN = "SELECT m.sort_name, o.sort_name, m.search || ' ' || m.numbers FROM member m"
BRANCHES = "JOIN organisation o ON o.id = m.organisation_id"


def multiply_members(workspace: Workspace, times: int) -> None:
    """Each member becomes ``times``; making a million by the rules would take longer than all measuring."""
    if times == 1:
        return
    values = {column.name: f'm."{column.name}"' for column in LIVE.member.columns}
    values["id"] = "m.id || '-' || n.value"
    values["sort_name"] = "m.sort_name || n.value"
    values["document"] = "replace(m.document, m.id, m.id || '-' || n.value)"
    names, expressions = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    connection = raw_connection(workspace.cache)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(
        f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ?) "
        f"INSERT INTO member ({names}) SELECT {expressions} FROM member m, n",
        (times - 1,),
    )
    connection.close()


def shown_rows(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    connection = raw_connection(workspace.cache)
    yield from connection.execute(f"{SHOWN} {BRANCHES} WHERE NOT m.delayed")
    connection.close()


def plain_copy(workspace: Workspace, file: Path) -> None:
    """Three columns in a plain file, with an index on each that is sorted by: more than one would have."""
    connection = connected(file, "synchronous = OFF", "journal_mode = OFF")
    connection.execute("CREATE TABLE shown (name TEXT, branch TEXT, search TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO shown VALUES (?, ?, ?)", shown_rows(workspace))
    connection.execute("COMMIT")
    for column in ("name", "branch"):
        connection.execute(f"CREATE INDEX by_{column} ON shown ({column})")
    connection.close()


class SqlTable:
    """QSqlTableModel with QSortFilterProxyModel on it."""

    title = "QSqlTableModel + proxy"

    def __init__(self, file: Path) -> None:
        self._database = QSqlDatabase.addDatabase("QSQLITE", str(file))
        self._database.setDatabaseName(str(file))
        self._database.open()

    def opened(self) -> QSortFilterProxyModel:
        table = QSqlTableModel(None, self._database)
        table.setTable("shown")
        table.setSort(NAME, Qt.SortOrder.AscendingOrder)
        table.select()
        return proxied(table)

    def close(self) -> None:
        self._database.close()


class Items:
    """QStandardItemModel, filled with all rows."""

    title = "QStandardItemModel"

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def opened(self) -> QSortFilterProxyModel:
        items = QStandardItemModel(0, 3)
        for row in shown_rows(self._workspace):
            items.appendRow([QStandardItem(text) for text in row])
        proxy = proxied(items)
        proxy.sort(NAME)
        return proxy

    def close(self) -> None:
        """Nothing is open."""


def proxied(model: Any) -> QSortFilterProxyModel:
    proxy = QSortFilterProxyModel()
    model.setParent(proxy)
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(SEARCH)
    return proxy


def fetch_all(proxy: QSortFilterProxyModel) -> None:
    """Qt's model of a table brings 256 rows at a time; whoever sorts, filters or jumps needs all."""
    source = proxy.sourceModel()
    while source.canFetchMore(proxy.mapToSource(proxy.index(-1, -1))):
        source.fetchMore(proxy.mapToSource(proxy.index(-1, -1)))
