"""``python -m server`` as an operator starts it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from server.openapi import document
from tests.server.sample import PASSWORD, id_of, login_of

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "docs" / "openapi.json"


def environment(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XIANJIE_")}
    return {**clean, "PYTHONUTF8": "1", **more}


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@contextmanager
def serving(url: str, folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    ready = folder / "ready"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "server", "serve", "--port", "0", "--database", url]
    process = subprocess.Popen(
        [*command, "--ready-file", str(ready), *arguments],
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + 30
        while not ready.exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.02)
        yield process, f"http://127.0.0.1:{ready.read_text()}"
    finally:
        process.kill()
        process.communicate()


def sign_in(address: str) -> requests.Response:
    body = {"account": login_of("college"), "password": PASSWORD, "device_id": id_of("x"), "device_name": "x"}
    return requests.post(f"{address}/v1/sessions", json=body, timeout=10)


def test_serves_until_told_to_stop(url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(url, tmp_path_factory.mktemp("serve"), "--no-jobs") as (process, address):
        token = sign_in(address).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        assert requests.get(f"{address}/v1/me", headers=headers, timeout=10).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


def test_stops_at_once_although_somebody_waits_for_news(
    url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(url, tmp_path_factory.mktemp("serve"), "--no-jobs") as (process, address):
        headers = {"Authorization": f"Bearer {sign_in(address).json()['access_token']}"}
        epoch = requests.get(f"{address}/v1/sync/hello", headers=headers, timeout=10).json()["epoch"]
        cursor, more = "", True
        while more:
            body = {"device_id": id_of("x"), "epoch": epoch, "cursor": cursor or None}
            page = requests.post(f"{address}/v1/sync/pull", json=body, headers=headers, timeout=10).json()
            cursor, more = page["cursor"], page["more"]
        command = [sys.executable, "-c", ASK, address, headers["Authorization"], cursor]
        with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as asking:
            assert asking.stdout is not None
            assert asking.stdout.readline() == "asking\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
            assert asking.stdout.readline() in ("204\n", "refused\n")


ASK = """
import sys, requests
address, token, cursor = sys.argv[1:]
print("asking", flush=True)
try:
    ask = dict(params={"cursor": cursor}, headers={"Authorization": token}, timeout=30)
    print(requests.get(address + "/v1/sync/news", **ask).status_code)
except requests.ConnectionError:
    print("refused")
"""


def test_committed_before_the_answer_survives_a_kill(
    url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kill")
    with serving(url, folder, "--no-jobs") as (process, address):
        token = sign_in(address).json()["access_token"]
        process.kill()
    with serving(url, folder, "--no-jobs") as (_, address):
        answer = requests.get(f"{address}/v1/me", headers={"Authorization": f"Bearer {token}"}, timeout=10)
        assert answer.status_code == 200


def test_new_database_is_made_and_answers(empty_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(empty_url, tmp_path_factory.mktemp("new")) as (_, address):
        assert requests.get(f"{address}/healthz", timeout=10).json() == {"status": "ok"}
        assert sign_in(address).status_code == 401


def test_jobs_run_once_and_say_what_they_did(url: str) -> None:
    done = run("jobs", "--database", url, "--now", "2020-08-01T00:00:00+08:00")
    assert (done.returncode, done.stdout) == (0, "到期自动办理 0 项\n")


def test_contract_is_the_one_in_the_repository() -> None:
    """After a change on purpose: python -m server openapi > docs/openapi.json."""
    assert run("openapi").stdout == CONTRACT.read_text("utf-8")


def test_contract_describes_every_call() -> None:
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            answers = operation["responses"]
            content = answers.get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
            assert "204" in answers or content, (method, path)
            public = path in (
                "/healthz",
                "/readyz",
                "/v1/sessions",
                "/v1/sessions/refresh",
                "/v1/password/reset",
            )
            assert ("security" in operation) is not public, (method, path)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"XIANJIE_DATABASE_URL": "mysql://x/y"}, "XIANJIE_DATABASE_URL"),
        ({"XIANJIE_PORT": "eighty"}, "设置 XIANJIE_PORT 必须是整数，现在是“eighty”。"),
        ({"XIANJIE_PORT": "70000"}, "设置 XIANJIE_PORT 必须在 0 到 65535 之间，现在是 70000。"),
        (
            {"XIANJIE_EDITION": "2199", "XIANJIE_DATABASE_URL": "sqlite:///{folder}/x.sqlite3"},
            "没有 2199 年的年度规则",
        ),
    ],
)
def test_setting_that_cannot_be_used_is_told_plainly(
    more: dict[str, str], sentence: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = str(tmp_path_factory.mktemp("settings"))
    done = run("serve", **{name: value.format(folder=folder) for name, value in more.items()})
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
