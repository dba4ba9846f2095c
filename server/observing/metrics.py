"""What Prometheus is told. Labels are routes, states and codes of the program, never anything of a person."""

from collections.abc import Iterable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """One process's; several processes are asked one by one."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "xianjie_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "xianjie_request_seconds",
            "From a request's first byte to its answer's last",
            ("method", "route"),
            buckets=_SECONDS,
            registry=registry,
        )
        self._ops = Counter(
            "xianjie_pushed_ops", "Ops answered, repeated ones too", ("outcome", "code"), registry=registry
        )
        self._database_up = Gauge(
            "xianjie_database_up", "Whether the database answered just now", registry=registry
        )
        self._feed_seq = Gauge("xianjie_feed_seq", "The feed's newest number", registry=registry)
        self._pool = Gauge(
            "xianjie_pool_in_use", "Work begun or waiting, and connections lent", ("pool",), registry=registry
        )
        self._jobs_at = Gauge(
            "xianjie_jobs_last_success_timestamp_seconds",
            "When this process last did all that was due",
            registry=registry,
        )
        self._jobs_failed = Counter("xianjie_jobs_failed", "Runs of the jobs that failed", registry=registry)

    def note_request(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def note_ops(self, outcomes: Iterable[tuple[str, str]]) -> None:
        """Pairs of outcome and code."""
        for outcome, code in outcomes:
            self._ops.labels(outcome, code).inc()

    def note_jobs(self, at: datetime) -> None:
        self._jobs_at.set(at.timestamp())

    def note_jobs_failed(self) -> None:
        self._jobs_failed.inc()

    def note_database(self, feed_seq: int | None) -> None:
        """None: it did not answer; the number then stays what it was."""
        self._database_up.set(feed_seq is not None)
        if feed_seq is not None:
            self._feed_seq.set(feed_seq)

    def note_pool(self, pool: str, in_use: int) -> None:
        self._pool.labels(pool).set(in_use)

    def text(self) -> bytes:
        return generate_latest(self._registry)
