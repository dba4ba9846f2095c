"""The server killed at every statement: all of an op or nothing, and sent again it has one effect."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from server.app import create_app, open_state
from server.database import tables
from server.database.engine import Database
from server.database.migrate import upgrade
from server.state import State
from server.sync.tables import op as op_table
from tests.reliability.dying import Life, deaths
from tests.reliability.thoroughness import LONG, every
from tests.server.client import Country, Device, Json
from tests.server.conftest import Clock, MakeUrl
from tests.server.feed_check import feed_errors
from tests.server.sample import id_of


def asked(state: State, path: str, token: str, body: Json) -> tuple[int, Json]:
    """One request to the application itself, in this process."""
    content = json.dumps(body).encode()
    headers = [(b"authorization", f"Bearer {token}".encode()), (b"content-type", b"application/json")]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": path,
        "raw_path": path.encode(), "query_string": b"", "headers": headers, "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip
    told: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    asyncio.run(create_app(state)(scope, receive, send))  # type: ignore[arg-type]
    answer = b"".join(message.get("body", b"") for message in told)
    return told[0]["status"], json.loads(answer)


@pytest.fixture
def college(country: Country) -> Device:
    return country.sign_in("college")


def effects(state: State, op_id: str) -> tuple[int, int]:
    """How often the op is stored with its result, and how many audit records name it."""
    with state.database.reading() as connection:
        stored = select(func.count()).where(op_table.c.op_id == op_id, op_table.c.result.is_not(None))
        trail = select(tables.audit.c.detail)
        named = sum(op_id in str(detail) for detail in connection.scalars(trail))
        return connection.execute(stored).scalar_one(), named


@pytest.mark.fault("F4", "I2")
def test_F31_killed_at_any_statement_of_a_push_it_is_all_or_nothing(
    country: Country, college: Device, clock: Clock
) -> None:
    state, token, epoch = country.state, college.session["access_token"], college.hello()["epoch"]
    seen: set[int] = set()
    member = id_of("class", 0)
    version = 1

    def push(life: Life) -> None:
        fresh = open_state(replace(state.settings), clock)
        life.count_statements()
        status, answer = asked(fresh, "/v1/sync/push", token, message)
        assert (status, answer["results"][0]["outcome"]) == (200, "applied")
        life.say(b"answered")

    def next_op() -> Json:
        kind = "mark_member" if version % 2 else "revoke_mark"
        payload = {"mark": "teacher"} if version % 2 else {}
        return college.op(kind, member, version, **payload)

    op = next_op()
    message = {"device_id": college.id, "epoch": epoch, "ops": [op]}
    for death in deaths(push, first=1 if LONG else 2, step=every(7)):
        stored, named = effects(state, op["op_id"])
        assert stored == named <= 1
        assert stored or not death.said
        seen.add(stored)
        assert feed_errors(state.database) == []
        [result] = college.push(op)
        assert result["outcome"] == "applied"
        assert effects(state, op["op_id"]) == (1, 1)
        version += 1
        op = next_op()
        message["ops"] = [op]
    assert seen == {0, 1}


def test_F40_migration_killed_anywhere_leaves_the_old_form_or_the_new(new_url: MakeUrl) -> None:
    """The old form is one that the old program, which still runs elsewhere, goes on using."""
    former, reached = "0004", set()
    urls: list[str] = []

    def migrate(life: Life) -> None:
        life.count_statements()
        upgrade(Database(urls[-1], pool_size=1))

    for first in range(2, 1000, every(53)):
        urls.append(new_url())
        database = Database(urls[-1], pool_size=1)
        upgrade(database, former)
        before = form_of(database)
        database.close()
        death = next(deaths(migrate, first=first))
        left = form_of(database)
        assert death.was_killed or left != before
        upgrade(database)
        after = form_of(database)
        assert left in (before, after)
        reached.add(left == after)
        database.close()
        if not death.was_killed:
            break
    assert reached == {True, False}


def form_of(database: Database) -> dict[str, list[str]]:
    with database.reading() as connection:
        inspector = inspect(connection)
        columns = {
            table: [column["name"] for column in inspector.get_columns(table)]
            for table in inspector.get_table_names()
        }
        return columns | {"": list(connection.scalars(text("SELECT version_num FROM alembic_version")))}
