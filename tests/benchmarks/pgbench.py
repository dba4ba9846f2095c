"""The write of a decision as PostgreSQL's own benchmark makes it: the statements that the server sends for
one approval, in the same transactions, without anything that computes between them."""

from __future__ import annotations

import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from sqlalchemy import text
from sqlalchemy.engine import make_url

from server.database.engine import Database
from tests.server import postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator

DURABLE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on", "autovacuum=on")

# What is to be decided, by number, so that the script can choose.
_PICK = """
CREATE TABLE pick AS
SELECT row_number() OVER () AS n, t.id AS transfer_id, MIN(f.bucket) AS a, MAX(f.bucket) AS b,
       (SELECT id FROM session ORDER BY id LIMIT 1) AS session_id
FROM transfer t JOIN feed f ON f.entity = 'transfer' AND f.id = t.id AND f.left_at IS NULL
WHERE t.open GROUP BY t.id
"""

_SESSION = """
SELECT s.id, s.organisation_id, s.role, s.access_expires_at, s.ended_at, a.id, a.login, a.name,
  a.must_change_password, a.disabled, a.member_id,
  CASE WHEN s.role = 'administrator' THEN (SELECT o.document FROM organisation o
    JOIN administrator d ON d.organisation_id = o.id
    WHERE d.account_id = s.account_id AND o.id = s.organisation_id) END
FROM session s JOIN account a ON a.id = s.account_id WHERE s.id = :session_id;
"""
_TRANSFER = """
SELECT t.document FROM transfer t WHERE t.id = :transfer_id AND EXISTS (SELECT f.id FROM feed f
  JOIN organisation o ON o.id = f.bucket WHERE f.entity = 'transfer' AND f.id = t.id
  AND f.left_at IS NULL AND o.path >= '/' AND o.path < '0')"""

SCRIPT = f"""
\\set n random(1, :rows)
SELECT transfer_id, a, b, session_id FROM pick WHERE n = :n \\gset
BEGIN;{_SESSION}COMMIT;
BEGIN;
SELECT op_id, body_sha256, kind, subject_id, outcome, result FROM op
  WHERE user_id = 'somebody' AND op_id = :transfer_id;
SAVEPOINT attempt;{_SESSION}{_TRANSFER} FOR NO KEY UPDATE OF t;
SELECT id, path FROM organisation WHERE id IN (:a, :b) FOR SHARE;
SELECT document FROM edition WHERE year = 2020;
UPDATE transfer SET version = version + 1, member_id = member_id, state = state, open = open,
  deadline = deadline, document = document || ' ' WHERE id = :transfer_id;
RELEASE SAVEPOINT attempt;
SELECT id, bucket, version FROM feed WHERE entity = 'transfer' AND id IN (:transfer_id) AND left_at IS NULL;
SELECT seq, tree_seq, floor, audit_number, audit_hash FROM counter FOR UPDATE \\gset
INSERT INTO feed (bucket, entity, id, seq, version, left_at)
  VALUES (:a, 'transfer', :transfer_id, :seq + 1, 2, NULL) ON CONFLICT (bucket, entity, id) DO UPDATE
  SET seq = excluded.seq, version = excluded.version, left_at = excluded.left_at;
INSERT INTO feed (bucket, entity, id, seq, version, left_at)
  VALUES (:b, 'transfer', :transfer_id, :seq + 2, 2, NULL) ON CONFLICT (bucket, entity, id) DO UPDATE
  SET seq = excluded.seq, version = excluded.version, left_at = excluded.left_at;
INSERT INTO bucket (id, rows, xor) VALUES (:a, 0, 12345) ON CONFLICT (id) DO UPDATE
  SET rows = bucket.rows + excluded.rows, xor = (bucket.xor | excluded.xor) - (bucket.xor & excluded.xor);
INSERT INTO bucket (id, rows, xor) VALUES (:b, 0, 12345) ON CONFLICT (id) DO UPDATE
  SET rows = bucket.rows + excluded.rows, xor = (bucket.xor | excluded.xor) - (bucket.xor & excluded.xor);
INSERT INTO audit (number, at, actor, action, subject, detail, hash)
  VALUES (:audit_number + 1, '2020-06-18T01:41:00.123456Z', 'somebody', 'approve_transfer', :transfer_id,
  '{{"outcome":"applied"}}', :audit_hash);
UPDATE counter SET seq = :seq + 2, audit_number = :audit_number + 1;
INSERT INTO op (user_id, op_id, body_sha256, device_id, device_seq, kind, subject_id, decided_at, received_at,
  outcome, result) VALUES ('somebody', gen_random_uuid()::text, :audit_hash, 'device', 1, 'approve_transfer',
  :transfer_id, '', '', 'applied', '{{"outcome":"applied"}}');{_SESSION}{_TRANSFER};
COMMIT;
"""


class Run(NamedTuple):
    rate: float
    times: list[float]
    """Milliseconds."""


@contextmanager
def durable_server() -> Iterator[str]:
    """The URL, without a database's name, of one that confirms only what is on the disk."""
    options = (*postgresql.OPTIONS, *DURABLE)
    with mock.patch.object(postgresql, "OPTIONS", options), postgresql.running() as url:
        yield url


def create(url: str, name: str, template: str = "template0") -> str:
    database = Database(url.format(name="postgres"), pool_size=1)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    database.close()
    return url.format(name=name)


class Pgbench:
    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        database = Database(url, pool_size=1)
        with database.engine.begin() as connection:
            connection.execute(text(_PICK))
            connection.execute(text("CREATE UNIQUE INDEX ON pick (n)"))
            self._rows = connection.execute(text("SELECT COUNT(*) FROM pick")).scalar_one()
        database.close()

    def run(self, clients: int, transactions: int) -> Run:
        place = postgresql.programs()
        assert place is not None
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "decision.sql"
            script.write_text(SCRIPT, "utf-8")
            command = [place / "pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 2]
            command += ["-t", max(1, transactions // clients), "-D", f"rows={self._rows}", "-f", script]
            command += ["-l", "--log-prefix", Path(folder) / "times"]
            command += ["-h", self._url.query["host"], "-U", "postgres", self._url.database]
            done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
            files = [each.read_text("utf-8") for each in Path(folder).glob("times*")]
        rate = re.search(r"tps = ([\d.]+)", done.stdout)
        assert rate is not None, done.stdout
        microseconds = (int(line.split()[2]) for each in files for line in each.splitlines())
        return Run(float(rate[1]), [each / 1000 for each in microseconds])
