"""The database is gone for a while: everything says so, and all is well again when it is back."""

from itertools import chain

import pytest

from server.app import open_state
from server.database.engine import Database
from server.database.loading import load_rows
from server.database.migrate import upgrade
from server.settings import Settings
from tests.server import postgresql, sample
from tests.server.client import Country
from tests.server.conftest import Clock, absent
from tests.server.contract.expected import EXPECTED
from tests.server.contract.requests_made import asked
from tests.server.contract.world import PEOPLE, Caller
from tests.server.flows import start_op
from tests.server.hosting import Host
from tests.server.sample import id_of


@pytest.mark.postgresql
def test_F32_database_that_is_gone_and_comes_back(host: Host, clock: Clock) -> None:
    if postgresql.programs() is None:
        absent("PostgreSQL is not installed")
    with postgresql.single() as server:
        database = Database(server.url, pool_size=1)
        upgrade(database)
        load_rows(database, chain(sample.organisations(), sample.members(), sample.accounts()))
        database.close()
        state = open_state(Settings(database_url=server.url, job_seconds=0, threads=2, news_seconds=1), clock)
        with host.serving(state):
            country = Country(host.address, state, clock)
            caller = Caller("school", PEOPLE["school"], country, country.sign_in("university"))
            assert caller.device is not None
            op = start_op(caller.device, ("class", 0), "employer")
            message = {"device_id": caller.device.id, "epoch": state.instance.epoch, "ops": [op]}
            server.stop()
            gone(caller)
            assert caller.device.post("/v1/sync/push", message).status_code == 503
            assert caller.ask("GET", "/healthz").json() == {"status": "ok"}
            server.start()
            assert caller.ask("GET", "/readyz").json() == {"status": "ready"}
            (result,) = caller.device.post("/v1/sync/push", message).json()["results"]
            assert result["outcome"] == "applied"
            country.close()


def gone(caller: Caller) -> None:
    for operation in (each for each in EXPECTED if each.startswith("GET /v1/") or each == "GET /readyz"):
        method, path, more = asked(caller, operation, id_of("class"))
        answer = caller.ask(method, path, **more)
        assert answer.status_code == 503, (operation, answer.text)
        assert answer.headers["Retry-After"].isdigit()
        assert answer.json()["code"] in ("OVERLOADED", "NOT_READY")
