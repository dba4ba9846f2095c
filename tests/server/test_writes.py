"""No SQL of the server outside server/database writes a synced table (ARCHITECTURE.md).

What goes through SQLAlchemy is refused while it runs (tests/server/test_feed.py); this looks for the rest.
"""

import ast
import re
from pathlib import Path

import pytest

from server.database.writes import SYNCED

SERVER = Path(__file__).parents[2] / "server"
WRITES = re.compile(
    rf"\b(insert\s+into|update|delete\s+from|copy|truncate)\s+({'|'.join(SYNCED)})\b", re.IGNORECASE
)


def raw_writes(source: str) -> list[str]:
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in texts if isinstance(text, str) and WRITES.search(text)]


def permits(source: str) -> bool:
    """Whether it gives itself the permit of the unit of work."""
    return any(
        isinstance(node, ast.Name) and node.id == "synced_writes" for node in ast.walk(ast.parse(source))
    )


FILES = [path for path in SERVER.rglob("*.py") if SERVER / "database" not in path.parents]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SERVER)))
def test_no_file_writes_round_the_unit_of_work(path: Path) -> None:
    source = path.read_text("utf-8")
    assert raw_writes(source) == []
    assert not permits(source)


@pytest.mark.parametrize(
    "planted",
    [
        "x = text('INSERT INTO member (id) VALUES (1)')",
        "x = 'update  transfer set state = 1'",
        "f'DELETE FROM feed {x}'",
    ],
)
def test_planted_write_is_found(planted: str) -> None:
    assert raw_writes(planted) != []


def test_planted_permit_is_found() -> None:
    assert permits("with synced_writes(connection):\n    pass")
