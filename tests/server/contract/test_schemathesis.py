"""Whatever can be asked by the contract is answered by it: schemathesis asks, with all its checks and ours.

XIANJIE_EXAMPLES=2000 is the long version.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.contract import values
from server.openapi import document
from tests.server.client import Country, Device, Json
from tests.server.flows import start
from tests.server.sample import PASSWORD, id_of, login_of

HERE = Path(__file__).parent
EXAMPLES = int(os.environ.get("XIANJIE_EXAMPLES", "2"))
LONG = EXAMPLES > 2
LEAVING = "/v1/sessions/current"
SECONDS = 60 + 10 * EXAMPLES
MANNER = ("--seed", "1", "--no-color", "--continue-on-failure", "--warnings", "off", "-n", str(EXAMPLES))

pytestmark = pytest.mark.timeout(SECONDS + 60)
without_postgresql = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
"""What does not come near the database is asked once."""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asked")


def contract_of(country: Country, device: Device | None, transfer_id: str) -> str:
    """The document with examples that are there: what they name is found, and what they send is taken."""
    text = json.dumps(_spared(document()), ensure_ascii=False)
    user_id = device.session["user"]["id"] if device else values.USER_ID
    there = {
        values.MEMBER.id: id_of("class", 1),
        values.BRANCH.id: id_of("class"),
        values.EMPLOYER.id: id_of("employer"),
        values.TRANSFER.id: transfer_id,
        values.EPOCH: country.state.instance.epoch,
        values.USER_ID: user_id,
        values.MEMBER.identity_number: login_of("township"),
        values.PASSWORD: PASSWORD,
    }
    for example, real in there.items():
        text = text.replace(example, real)
    return text


def _spared(content: Json) -> Json:
    """Without the tuples in lists that are answered, which schemathesis 4.32 mixes up; test_document.py looks
    at them."""
    asked = {name for name in content["components"]["schemas"] if f"/{name}'" in str(_requests(content))}
    for name, schema in content["components"]["schemas"].items():
        for field in schema.get("properties", {}).values():
            items = field.get("items")
            if name not in asked and isinstance(items, dict) and items.pop("prefixItems", None):
                items.pop("items")
    return content


def _requests(content: Json) -> list[Json]:
    paths = content["paths"].values()
    return [each["requestBody"] for path in paths for each in path.values() if "requestBody" in each]


def ask(folder: Path, country: Country, device: Device | None, *more: str) -> None:
    """Fails with what schemathesis says."""
    transfer_id = start(country.sign_in("university"), ("class", 0), "employer")["id"]
    contract = folder / "openapi.json"
    contract.write_text(contract_of(country, device, transfer_id), "utf-8")
    signed_in = ["-H", f"Authorization: Bearer {device.session['access_token']}"] if device else []
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")]
    asked = subprocess.run(
        [*command, "run", str(contract), "--url", country.address, *signed_in, *MANNER, *more],
        cwd=folder,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.server.contract.checks", "PYTHONUTF8": "1",
             "PYTHONPATH": str(HERE.parents[2])},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
    )  # fmt: skip
    said = "\n".join(line[:2000] for line in (asked.stdout + asked.stderr).splitlines())
    assert asked.returncode == 0, said


@pytest.mark.parametrize("key", ["college", "member"])
def test_every_answer_is_the_contract_s(country: Country, key: str, folder: Path) -> None:
    # What does not depend on who asks is asked by one of them.
    phases = ["--phases", "examples,fuzzing"] if key == "member" and not LONG else []
    ask(folder, country, country.sign_in(key), *phases, "--exclude-path", LEAVING)


@without_postgresql
def test_every_answer_to_strangers_is_the_contract_s(country: Country, folder: Path) -> None:
    phases = "examples,fuzzing" if LONG else "examples"
    ask(folder, country, None, "--phases", phases, "--exclude-path", LEAVING)


@without_postgresql
def test_signing_out_is_the_contract_s(country: Country, folder: Path) -> None:
    ask(folder, country, country.sign_in("college"), "--include-path", LEAVING)


@without_postgresql
def test_planted_answer_outside_the_contract_is_caught(
    country: Country, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.sync.pulling.instant_text", lambda _: 5)
    with pytest.raises(AssertionError, match="Response violates schema"):
        ask(folder, country, country.sign_in("college"), "--include-path", "/v1/sync/hello")
