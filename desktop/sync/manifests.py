"""Asks the server again, by another way, before an answer that would empty the cache is believed (F54)."""

from desktop.api import Api
from desktop.cache.placements import fullest_buckets
from desktop.workspace import Workspace

BUCKETS_ASKED = 10
"""Those with the most rows here; whether half of everything is gone shows in them."""


def is_contradicted(workspace: Workspace, api: Api) -> bool:
    """Whether the server's own list of what lies in the fullest buckets still has half of it or more."""
    with workspace.cache.read() as snapshot:
        here = fullest_buckets(snapshot, BUCKETS_ASKED)
    there = sum(_count(api, bucket) for bucket in here)
    return there * 2 >= sum(here.values())


def _count(api: Api, bucket: str) -> int:
    count, after = 0, None
    while True:
        items, after = api.manifest(bucket, after)
        count += items
        if after is None:
            return count
