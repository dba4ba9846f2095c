"""Deadlines and health of a real country, after a first sync (SPEC R80, R124)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.health_values import HealthQuery
from desktop.values import DueRange, TransferQuery

if TYPE_CHECKING:
    from tests.sync.people import People


def test_R80_R124_radar_and_health_agree_with_the_lists(people: People) -> None:
    client = people.signed_in("university")
    radar = client.radar()
    by_day = [
        len(client.transfer_ids(TransferQuery(due=DueRange(each.day, each.day)))) for each in radar.days
    ]
    assert by_day == [each.transfers for each in radar.days]
    assert sum(by_day) > 0
    assert len(client.transfer_ids(TransferQuery(unallocated=True))) == radar.unallocated
    ids = client.ailing_ids(HealthQuery())
    assert [row.id for row in client.ailing(ids)] == ids
    assert ids
