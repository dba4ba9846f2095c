"""What the server is measured against, upon a copy of its database; takes the arguments of its ``serve``.

A plain FastAPI application with Pydantic models, which knows no session, scope, rule, history, feed or
audit trail: the least that an answer of this kind costs. And one answer made beforehand, the limit of a sync.
"""

from __future__ import annotations

import argparse
import gzip
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import uvicorn
from fastapi import FastAPI, Query, Response
from pydantic import BaseModel, create_model

from domain import members
from server.documents import LAYOUTS, Entity
from tests.benchmarks.raw import connected

if TYPE_CHECKING:
    from socket import socket

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536")
_FIELDS: Any = {name: (hint, ...) for name, hint in get_type_hints(members.Member).items()}
Member: type[BaseModel] = create_model("Member", **_FIELDS)
_MEMBER_COLUMNS = LAYOUTS[Entity.MEMBER].columns


class Decision(BaseModel):
    op_id: str
    transfer_id: str
    remark: str = ""


class Decided(BaseModel):
    op_id: str
    version: int


class Store:
    """A connection for each thread, and one writer at a time, as in the server."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._own = threading.local()
        self._turn = threading.Lock()
        self.execute("CREATE TABLE IF NOT EXISTS decision (op_id TEXT PRIMARY KEY, remark TEXT)")

    def execute(self, statement: str, *values: object) -> list[Any]:
        if not hasattr(self._own, "connection"):
            self._own.connection = connected(self._file, *PRAGMAS)
        return list(self._own.connection.execute(statement, values).fetchall())

    def decide(self, decision: Decision) -> int:
        """One row changed and one record of it, committed before it is answered."""
        with self._turn:
            self.execute("BEGIN IMMEDIATE")
            [(document,)] = self.execute("SELECT document FROM transfer WHERE id = ?", decision.transfer_id)
            row = json.loads(document)
            row[1] += 1
            changed = json.dumps(row, ensure_ascii=False)
            self.execute(
                "UPDATE transfer SET document = ?, version = ? WHERE id = ?",
                changed,
                row[1],
                decision.transfer_id,
            )
            self.execute("INSERT INTO decision VALUES (?, ?)", decision.op_id, decision.remark)
            self.execute("COMMIT")
        return int(row[1])

    def columnar(self) -> bytes:
        """All rows, column by column; what is not a plain value is text."""
        entities = (Entity.ORGANISATION, Entity.MEMBER, Entity.TRANSFER)
        tables = {entity.value: self._columns(entity) for entity in entities}
        return gzip.compress(json.dumps(tables, ensure_ascii=False).encode(), 3)

    def _columns(self, entity: Entity) -> dict[str, list[object]]:
        rows = [json.loads(document) for (document,) in self.execute(f"SELECT document FROM {entity}")]
        columns = zip(*([_plain(value) for value in row] for row in rows), strict=True)
        return {name: list(values) for name, values in zip(LAYOUTS[entity].columns, columns, strict=True)}


def _plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def plain_app(store: Store) -> FastAPI:
    app = FastAPI()
    everything = store.columnar()

    @app.get("/members")
    def list_members(limit: Annotated[int, Query()], after: Annotated[str, Query()] = "") -> list[Member]:  # type: ignore[valid-type]
        query = "SELECT document FROM member WHERE id > ? ORDER BY id LIMIT ?"
        documents = [json.loads(document) for (document,) in store.execute(query, after, limit)]
        return [Member(**dict(zip(_MEMBER_COLUMNS, row, strict=True))) for row in documents]

    @app.post("/decisions")
    def decide(decision: Decision) -> Decided:
        return Decided(op_id=decision.op_id, version=store.decide(decision))

    @app.get("/columns")
    async def columns() -> Response:
        headers = {"Content-Encoding": "gzip"}
        return Response(everything, media_type="application/json", headers=headers)

    @app.get("/nothing")
    async def nothing() -> Response:
        return Response(b"{}", media_type="application/json")

    return app


class Server(uvicorn.Server):
    def __init__(self, app: FastAPI, port: int, ready_file: Path) -> None:
        # As in server/serving.py.
        super().__init__(
            uvicorn.Config(
                app, port=port, proxy_headers=True, server_header=False, access_log=False, log_config=None
            )
        )
        self._ready_file = ready_file

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready_file.write_text("ready", "utf-8")


def arguments() -> argparse.Namespace:
    """Those of the server's ``serve`` that matter here."""
    parser = argparse.ArgumentParser()
    parser.add_argument("serve")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--ready-file", type=Path, required=True)
    parser.add_argument("--no-jobs", action="store_true")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    store = Store(options.database.removeprefix("sqlite:///"))
    Server(plain_app(store), options.port, options.ready_file).run()


if __name__ == "__main__":
    main()
