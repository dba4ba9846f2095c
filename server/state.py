"""What the requests of one server process share."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from server.database.engine import Database
from server.database.instance import Instance
from server.observing.metrics import Metrics
from server.pool import Pool
from server.rates import Rates
from server.settings import Settings
from server.sync.buckets import BucketMemory
from server.sync.groups import Groups
from server.sync.news import NewsDesk

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass(slots=True, kw_only=True)
class State:
    settings: Settings
    database: Database
    instance: Instance
    clock: Clock
    metrics: Metrics
    buckets: BucketMemory
    news: NewsDesk
    groups: Groups
    work: Pool
    rates: Rates
    passwords: Pool
    """Hashing takes memory on purpose, so few do it at once."""
