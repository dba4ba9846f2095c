"""Sync end to end over HTTP (docs/sync.md)."""

from tests.server.client import Country, Replica
from tests.server.sample import id_of


def test_first_pull_fetches_the_scope(country: Country) -> None:
    replica = Replica(country.sign_in("college"))
    replica.sync()
    assert id_of("class", 0) in replica.ids("member")
    assert id_of("class_other", 0) not in replica.ids("member")
