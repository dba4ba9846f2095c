"""More than the server can do is refused soon and plainly, and what was begun is finished."""

import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlcipher3 import dbapi2

from server.database.engine import is_passing
from server.pool import Pool
from server.problems import Problem
from server.settings import Settings
from tests.server.client import Country


def sqlcipher(said: str) -> Exception:
    driver: Any = dbapi2
    error: Exception = driver.OperationalError(said)
    return error


def test_queue_has_an_end_and_frees_its_places() -> None:
    pool = Pool(threads=1, waiting=1, name="test")
    go_on = threading.Event()

    async def overfill() -> list[object]:
        first = [asyncio.create_task(pool.run(go_on.wait, 10)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Problem) as refused:
            await pool.run(go_on.wait, 10)
        assert (refused.value.code, refused.value.retry_after) == ("OVERLOADED", 2)
        go_on.set()
        return [*await asyncio.gather(*first), await pool.run(lambda: "again")]

    assert asyncio.run(overfill()) == [True, True, "again"]
    pool.close()


def test_F36_who_has_waited_too_long_to_begin_is_told_so() -> None:
    pool = Pool(threads=1, waiting=5, name="test", patience=0.05)
    go_on = threading.Event()
    begun = threading.Event()

    def occupy() -> str:
        begun.set()
        go_on.wait(10)
        return "done"

    async def queue() -> str:
        first = asyncio.create_task(pool.run(occupy))
        await asyncio.to_thread(begun.wait, 10)
        with pytest.raises(Problem, match="OVERLOADED"):
            await pool.run(lambda: None)
        go_on.set()
        # What was begun is finished, however long it takes.
        return await first

    assert asyncio.run(queue()) == "done"
    pool.close()


def test_work_that_fails_frees_its_place() -> None:
    pool = Pool(threads=1, waiting=0, name="test")

    async def fail_often() -> None:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await pool.run(lambda: 1 // 0)
            # The place is given back by the loop's next turn.
            await asyncio.sleep(0)

    asyncio.run(fail_often())
    pool.close()


def test_closed_pool_refuses() -> None:
    pool = Pool(threads=1, waiting=1, name="test")
    pool.close()
    with pytest.raises(Problem, match="OVERLOADED"):
        asyncio.run(pool.run(lambda: None))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, threads=1, waiting=1)


def test_F36_full_server_answers_503_with_retry_after(country: Country) -> None:
    college = country.sign_in("college")
    go_on = threading.Event()
    begun = threading.Semaphore(0)

    def occupy() -> None:
        begun.release()
        go_on.wait(10)

    async def fill() -> None:
        await asyncio.gather(*(country.state.work.run(occupy) for _ in range(2)))

    filling = threading.Thread(target=lambda: asyncio.run(fill()))
    filling.start()
    assert begun.acquire(timeout=10)
    try:
        answer = college.get("/v1/me")
        assert (answer.status_code, answer.json()["code"]) == (503, "OVERLOADED")
        assert answer.headers["Retry-After"] == "2"
    finally:
        go_on.set()
        filling.join()
    assert college.get("/v1/me").status_code == 200


@pytest.mark.parametrize(
    "error", [PoolTimeoutError("pool"), OperationalError("", None, sqlcipher("database is locked"))]
)
def test_F32_database_that_is_away_or_busy_is_503(
    country: Country, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise error

    college = country.sign_in("college")
    monkeypatch.setattr("server.sync.pulling.read_head", fails)
    assert college.get("/v1/sync/hello").json()["code"] == "OVERLOADED"


def test_question_that_the_database_cannot_answer_is_a_failure() -> None:
    assert not is_passing(OperationalError("", None, sqlcipher("no such column: x")))
