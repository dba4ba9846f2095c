"""What the server's decisions are measured against: a plain Django view doing the same write on a copy of the
database, under a common server (waitress); takes the arguments of the server's ``serve``.

It writes the rows that ours does (transfer, feed, bucket, counter, audit trail, op), each decision in one
transaction with full sync, and knows no session, scope, rule, register or figure.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import django
import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from tests.benchmarks.plain_server import arguments

options = arguments()
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536"
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": options.database.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": PRAGMAS},
        }
    },
    USE_TZ=True,
)
django.setup()


def _text(*, key: bool = False, null: bool = False) -> Any:
    return models.TextField(primary_key=key, null=null)


class Transfer(models.Model):
    id = _text(key=True)
    version = models.BigIntegerField()
    document = _text()

    class Meta:
        app_label, managed, db_table = "plain", False, "transfer"


class Feed(models.Model):
    pk = models.CompositePrimaryKey("bucket", "entity", "id")
    bucket = _text()
    entity = _text()
    id = _text()
    seq = models.BigIntegerField()
    version = models.BigIntegerField()
    left_at = _text(null=True)

    class Meta:
        app_label, managed, db_table = "plain", False, "feed"


class Bucket(models.Model):
    id = _text(key=True)
    xor = models.BigIntegerField()

    class Meta:
        app_label, managed, db_table = "plain", False, "bucket"


class Counter(models.Model):
    id = models.IntegerField(primary_key=True)
    seq = models.BigIntegerField()
    audit_number = models.BigIntegerField()
    audit_hash = _text()

    class Meta:
        app_label, managed, db_table = "plain", False, "counter"


class Audit(models.Model):
    number = models.BigIntegerField(primary_key=True)
    at = _text()
    actor = _text()
    action = _text()
    subject = _text()
    detail = _text()
    hash = _text()

    class Meta:
        app_label, managed, db_table = "plain", False, "audit"


class Op(models.Model):
    pk = models.CompositePrimaryKey("user_id", "op_id")
    user_id = _text()
    op_id = _text()
    body_sha256 = _text()
    device_id = _text()
    device_seq = models.BigIntegerField()
    kind = _text()
    subject_id = _text()
    decided_at = _text()
    received_at = _text()
    outcome = _text()
    result = _text()

    class Meta:
        app_label, managed, db_table = "plain", False, "op"


def decide(request: HttpRequest) -> JsonResponse:
    asked = json.loads(request.body)
    with transaction.atomic():
        transfer = Transfer.objects.get(id=asked["transfer_id"])
        _change(transfer, asked["remark"])
        counter = Counter.objects.get()
        _publish(transfer, counter)
        _record(transfer, counter)
        counter.save()
        result = {"op_id": asked["op_id"], "outcome": "applied", "seq": counter.seq}
        _keep(asked, result)
    row = {"transfer": json.loads(transfer.document)}
    return JsonResponse({**result, "rows": row})


def _change(transfer: Any, remark: str) -> None:
    row = json.loads(transfer.document)
    row[1] += 1
    transfer.version = row[1]
    transfer.document = json.dumps([*row, remark], ensure_ascii=False)
    transfer.save()


def _publish(transfer: Any, counter: Any) -> None:
    for place in Feed.objects.filter(entity="transfer", id=transfer.id, left_at=None):
        counter.seq += 1
        Feed.objects.filter(pk=place.pk).update(seq=counter.seq, version=transfer.version)
        bucket = Bucket.objects.get(id=place.bucket)
        bucket.xor ^= _checksum(place, place.version) ^ _checksum(place, transfer.version)
        bucket.save(update_fields=["xor"])


def _checksum(place: Any, version: int) -> int:
    digest = hashlib.sha256(f"{place.bucket}/{place.entity}/{place.id}/{version}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _record(transfer: Any, counter: Any) -> None:
    counter.audit_number += 1
    content = json.dumps([counter.audit_hash, counter.audit_number, transfer.id])
    counter.audit_hash = hashlib.sha256(content.encode()).hexdigest()
    Audit.objects.create(
        number=counter.audit_number,
        at=_now(),
        actor="somebody",
        action="approve_transfer",
        subject=transfer.id,
        detail=json.dumps({"outcome": "applied"}),
        hash=counter.audit_hash,
    )


def _keep(asked: dict[str, Any], result: dict[str, Any]) -> None:
    now = _now()
    Op.objects.create(
        user_id="somebody",
        op_id=asked["op_id"],
        body_sha256=hashlib.sha256(json.dumps(asked).encode()).hexdigest(),
        device_id="a device",
        device_seq=1,
        kind="approve_transfer",
        subject_id=asked["transfer_id"],
        decided_at=now,
        received_at=now,
        outcome="applied",
        result=json.dumps(result),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat()


urlpatterns = [path("decisions", decide)]


def main() -> None:
    server = waitress.create_server(get_wsgi_application(), port=options.port, threads=8)
    options.ready_file.write_text("ready", "utf-8")
    server.run()


if __name__ == "__main__":
    main()
