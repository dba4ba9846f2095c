"""Puts the server together: database, editions, features, and one handler for each source of failure."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from domain.refusals import RefusedError
from server.database.audit_unlocking import unlock
from server.database.engine import Database, is_passing
from server.database.instance import read_instance
from server.database.migrate import upgrade
from server.deputies.endpoints import router as deputies
from server.figures.endpoints import router as figures
from server.jobs.timer import run_timer
from server.members.endpoints import router as members
from server.messages.endpoints import router as messages
from server.middleware import Doorway
from server.observing.endpoints import router as observing
from server.observing.metrics import Metrics
from server.observing.watch import Watch
from server.organisations.endpoints import router as organisations
from server.own.endpoints import router as own
from server.page.endpoints import router as page
from server.policies.service import load_editions
from server.pool import Pool
from server.problems import Problem, problem_answer, refusal_answer
from server.rates import Rates
from server.sessions.endpoints import router as sessions
from server.settings import Settings
from server.state import Clock, State, system_clock
from server.sync.buckets import BucketMemory
from server.sync.endpoints import router as sync
from server.sync.groups import Groups
from server.sync.news import NewsDesk
from server.transfers.endpoints import router as transfers

PASSWORD_THREADS = 2


def open_state(settings: Settings, clock: Clock = system_clock) -> State:
    """Brings the database up to date. Raises EditionError when the rules in force are missing, AuditKeyError
    when the key of the audit trail is."""
    database = Database(settings.database_url, pool_size=settings.threads + PASSWORD_THREADS + 2)
    try:
        upgrade(database)
        unlock(database, settings.audit_key_file)
        state = _state(settings, database, clock)
        load_editions(state)
    except BaseException:
        database.close()
        raise
    return state


def _state(settings: Settings, database: Database, clock: Clock) -> State:
    with database.reading() as connection:
        instance = read_instance(connection)
    work = Pool(settings.threads, settings.waiting, "work")
    return State(
        settings=settings,
        database=database,
        instance=instance,
        clock=clock,
        metrics=Metrics(),
        buckets=BucketMemory(),
        news=NewsDesk(database, work),
        groups=Groups(settings.waiting),
        work=work,
        rates=Rates(settings.calls_per_minute),
        passwords=Pool(PASSWORD_THREADS, settings.waiting, "passwords"),
    )


def close_state(state: State) -> None:
    state.work.close()
    state.groups.close()
    state.passwords.close()
    state.database.close()


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    state: State = app.state.server
    tasks = [asyncio.create_task(state.news.run())]
    if state.settings.job_seconds:
        tasks.append(asyncio.create_task(run_timer(state)))
    yield
    state.news.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    close_state(state)


def create_app(state: State) -> FastAPI:
    app = routed_app(_running)
    app.state.server = state
    app.add_middleware(Doorway, instance_id=state.instance.instance_id, limit=state.settings.body_limit)
    app.add_middleware(Watch, metrics=state.metrics)
    return app


def routed_app(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None) -> FastAPI:
    """All calls, without a database behind them; enough for describing them."""
    app = FastAPI(
        title="衔接 Xianjie", version="1", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    # An address is looked for in this order, and most requests are those of sync.
    for router in (sync, sessions, organisations, members, transfers, deputies):
        app.include_router(router)
    for router in (figures, messages, own, page, observing):
        app.include_router(router)
    _handle_failures(app)
    return app


def _handle_failures(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    async def problem(_: Request, error: Problem) -> Response:
        return problem_answer(error)

    @app.exception_handler(RefusedError)
    async def refused(_: Request, error: RefusedError) -> Response:
        return refusal_answer(error.refusal)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        return problem_answer(Problem("BODY_INVALID", technical=_first_complaint(error)))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if isinstance(error.__cause__, Problem):
            return problem_answer(error.__cause__)
        if error.status_code == 404:
            return problem_answer(Problem("NOT_FOUND"))
        if error.status_code == 405:
            answer = problem_answer(Problem("METHOD_NOT_ALLOWED"))
            answer.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
            return answer
        return problem_answer(Problem("BODY_INVALID", technical=str(error.detail)))

    @app.exception_handler(SQLAlchemyError)
    async def database(_: Request, error: SQLAlchemyError) -> Response:
        if isinstance(error, DataError):
            return problem_answer(Problem("BODY_INVALID", technical="characters that cannot be stored"))
        if is_passing(error):
            return problem_answer(Problem("OVERLOADED", retry_after=2))
        raise error


def _methods_at(request: Request) -> set[str]:
    """Of all routes at the address, by its most particular path; the framework names those of one route."""
    routes = iter_route_contexts(request.app.router.routes)
    fitting = [each for each in routes if each.original_route.matches(request.scope)[0] is not Match.NONE]
    path = min((str(each.path) for each in fitting), key=lambda path: path.count("{"))
    return {method for each in fitting if each.path == path for method in each.methods or ()}


def _first_complaint(error: RequestValidationError) -> str:
    """Where and what, without the value, which may be a password."""
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
