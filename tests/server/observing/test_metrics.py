"""What Prometheus reads, who may read it, and that nobody is in it."""

import asyncio
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from server.jobs import timer
from server.observing.endpoints import is_within
from server.state import State
from tests.server.client import Country
from tests.server.sample import id_of, login_of, member_name

Found = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(country: Country) -> Found:
    answer = country.http().get(f"{country.address}/metrics", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def key(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


def test_requests_are_counted_by_route_and_status(country: Country) -> None:
    device = country.sign_in("college")
    device.get(f"/v1/members/{id_of('class', 0)}")
    device.get(f"/v1/members/{id_of('class', 1)}")
    device.get("/v1/members/nobody")
    country.http().get(f"{country.address}/{login_of('college')}", timeout=10)
    country.http().request("PROPFIND", f"{country.address}/healthz", timeout=10)
    found = read(country)
    route = {"method": "GET", "route": "/v1/members/{member_id}"}
    assert found[key("xianjie_requests_total", status="200", **route)] == 2
    assert found[key("xianjie_requests_total", status="404", **route)] == 1
    assert found[key("xianjie_request_seconds_count", **route)] == 3
    assert found[key("xianjie_requests_total", method="GET", route="unmatched", status="404")] == 1
    assert found[key("xianjie_requests_total", method="OTHER", route="/healthz", status="405")] == 1
    labels = str(found.keys())
    for canary in (login_of("college"), id_of("class", 0), member_name("class", 0), "PROPFIND", "nobody"):
        assert canary not in labels


def test_ops_feed_and_pools(country: Country) -> None:
    device = country.sign_in("college")
    device.push(device.op("approve_transfer", id_of("none"), 1))
    found = read(country)
    assert found[key("xianjie_pushed_ops_total", outcome="rejected", code="NOT_FOUND")] == 1
    assert found[key("xianjie_feed_seq")] > 0
    assert found[key("xianjie_database_up")] == 1
    for pool in ("work", "passwords", "connections"):
        assert found[key("xianjie_pool_in_use", pool=pool)] >= 0


def test_database_that_is_gone_shows(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(country.state.database, "reading", gone)
    assert read(country)[key("xianjie_database_up")] == 0


def test_jobs_last_run_shows(state: State) -> None:
    asyncio.run(timer.run_once(state))
    assert b"xianjie_jobs_last_success_timestamp_seconds 1.59261" in state.metrics.text()
    assert b"xianjie_jobs_failed_total 0.0" in state.metrics.text()


def test_jobs_that_fail_show(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: State) -> int:
        raise RuntimeError

    monkeypatch.setattr(timer, "run_due_jobs", fail)
    asyncio.run(timer.run_once(state))
    assert b"xianjie_jobs_last_success_timestamp_seconds 0.0" in state.metrics.text()
    assert b"xianjie_jobs_failed_total 1.0" in state.metrics.text()


def test_metrics_are_not_for_everybody(country: Country) -> None:
    country.state.settings = replace(country.state.settings, metrics_allow="192.0.2.0/24")
    answer = country.http().get(f"{country.address}/metrics", timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("address", "networks", "within"),
    [
        ("127.0.0.1", "127.0.0.1,::1", True),
        ("::1", "127.0.0.1, ::1", True),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("203.0.113.9", "*", True),
        ("", "*", False),
    ],
)
def test_list_of_addresses(address: str, networks: str, within: bool) -> None:
    assert is_within(address, networks) is within
