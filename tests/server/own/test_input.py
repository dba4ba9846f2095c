"""What can be typed or sent to the own side, on one database."""

import uuid

import pytest

from server.own.wire import OwnPlaces
from tests.server.client import Country, Json
from tests.server.own.test_own import HOME, WORK, ask, code, get

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True, scope="session")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("碑林", {"code": "610103", "name": "陕西省西安市碑林区"}),
        ("北京 朝阳", {"code": "110105", "name": "北京市朝阳区"}),
        ("东莞", {"code": "441900", "name": "广东省东莞市"}),
        ("仙桃", {"code": "429004", "name": "湖北省仙桃市"}),
    ],
)
def test_places_are_found_by_name(country: Country, query: str, first: Json) -> None:
    assert get(country.sign_in("member"), "/v1/own/places", OwnPlaces, q=query)["items"][0] == first


@pytest.mark.parametrize("query", ["", " ", "没有这个地方", "x" * 100, "%", "\\"])
def test_places_that_are_not_there(country: Country, query: str) -> None:
    assert get(country.sign_in("member"), "/v1/own/places", OwnPlaces, q=query) == {"items": []}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"op_id": "x"} | HOME,
        HOME,
        HOME | {"op_id": str(uuid.uuid4()), "kind": "none"},
        HOME | {"op_id": str(uuid.uuid4()), "destination_id": "x"},
        HOME | {"op_id": str(uuid.uuid4()), "reason": "\0"},
        HOME | {"op_id": str(uuid.uuid4()), "reason": "长" * 2001},
        HOME | {"op_id": str(uuid.uuid4()), "particulars": {"agency_worker": "yes"}},
    ],
)
def test_hostile_body_is_a_problem(country: Country, body: Json) -> None:
    assert code(country.sign_in("member").post("/v1/own/transfers", body)) == "422 BODY_INVALID"


@pytest.mark.parametrize("text", ["\0", "长" * 20_000])
def test_content_that_no_op_may_have_is_refused_plainly(country: Country, text: str) -> None:
    tried = ask(country.sign_in("member"), **WORK | {"particulars": {"employer": text}})
    assert (tried["outcome"], tried["refusal"]["code"]) == ("rejected", "OP_INVALID")
    assert tried["refusal"]["sentence_en"]
