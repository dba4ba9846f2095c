"""A client in a process of its own, driven by JSON lines, so that a test can kill it at any moment.

Each line on standard input is ``{"do": name, …}``; each gets one line back, ``{"ok": …}`` or
``{"error": code, …}``.
"""

import faulthandler
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.client import Client
from desktop.errors import ClientError
from desktop.values import Changes, MemberQuery, Seen, TransferQuery
from domain.members import Mark
from tests.reliability.planting import plant_what_is_asked_for

Request = Mapping[str, Any]
log = logging.getLogger("xianjie.client")


class Headless:
    crashes: Any = sys.stderr

    def __init__(self, profiles: Path) -> None:
        self.client = Client(profiles)
        self._changed = threading.Event()

    def sign_in(self, request: Request) -> Any:
        session = self.client.sign_in(request["server"], request["account"], request["password"])
        return {"offline": session.offline, "user_id": session.user_id}

    def sync_once(self, request: Request) -> Any:
        self.client.sync_once()

    def start(self, request: Request) -> Any:
        self.client.start(self._on_changes)

    def _on_changes(self, changes: Changes) -> None:
        self._changed.set()

    def wait_until_sent(self, request: Request) -> Any:
        while self.client.status().waiting:
            self._changed.wait(1.0)
            self._changed.clear()

    def pending(self, request: Request) -> Any:
        rows = self.client.transfers(self.client.transfer_ids(TransferQuery()))
        return [[row.transfer.id, row.transfer.version, row.transfer.state] for row in rows]

    def graduates(self, request: Request) -> Any:
        rows = self.client.members(self.client.member_ids(MemberQuery()))
        free = [row for row in rows if row.graduate and row.member.mark is None and not row.open_transfer]
        return [[row.member.id, row.member.version] for row in free[: request["limit"]]]

    def approve(self, request: Request) -> Any:
        return self._outcomes(self.client.approve_transfers(_seen(request), request.get("remark", "")))

    def refuse(self, request: Request) -> Any:
        return self._outcomes(self.client.refuse_transfers(_seen(request), request["reason"]))

    def mark_delayed(self, request: Request) -> Any:
        plan = self.client.plan_marks(_seen(request))
        return self._outcomes(
            self.client.mark_members(
                _seen(request),
                Mark.DELAYED_GRADUATE,
                expected_month=plan.earliest_month,
                delay_reason=request["reason"],
            )
        )

    def outbox(self, request: Request) -> Any:
        return [asdict(item) for item in self.client.outbox()]

    def deliveries(self, request: Request) -> Any:
        rows = self.client.transfers(request["ids"])
        return [[row.transfer.id, row.transfer.state, row.delivery] for row in rows]

    def member_deliveries(self, request: Request) -> Any:
        rows = self.client.members(request["ids"])
        return [[row.member.id, row.member.mark, row.delivery] for row in rows]

    def search(self, request: Request) -> Any:
        rows = self.client.members(self.client.member_ids(MemberQuery(text=request["text"])))
        return [[row.member.id, row.member.name] for row in rows]

    def tokens(self, request: Request) -> Any:
        tokens = self.client._now_open().tokens
        return [tokens.access, tokens.refresh]

    def break_down(self, request: Request) -> Any:
        """What a bug would write about: a failed statement with its parameters, and every thread's stack."""
        cache = self.client._now_open().workspace.cache
        try:
            with cache.read() as snapshot:
                snapshot.exec_driver_sql("SELECT ? FROM nowhere", (request["name"],))
        except Exception:
            log.exception("planted")
        faulthandler.dump_traceback(self.crashes)

    def close(self, request: Request) -> Any:
        self.client.close()

    @staticmethod
    def _outcomes(outcomes: list[Any]) -> Any:
        return [[each.id, each.op_id, each.refusal.code if each.refusal else None] for each in outcomes]


def _seen(request: Request) -> list[Seen]:
    return [Seen(id=row[0], version=row[1]) for row in request["seen"]]


def _answer(do: Callable[[Request], Any], request: Request) -> dict[str, Any]:
    try:
        return {"ok": do(request)}
    except ClientError as error:
        return {"error": error.code, "sentence": error.sentence}


def _log_everything(folder: Path) -> None:
    logging.basicConfig(level=logging.DEBUG, filename=folder / "debug.log", encoding="utf-8")
    sys.stderr = (folder / "stderr.log").open("w", encoding="utf-8")
    Headless.crashes = (folder / "crash.log").open("w", encoding="utf-8")
    faulthandler.enable(Headless.crashes)


def main() -> None:
    plant_what_is_asked_for()
    if logs := os.environ.get("XIANJIE_TEST_LOGS"):
        _log_everything(Path(logs))
    headless = Headless(Path(sys.argv[1]))
    for line in sys.stdin:
        request = json.loads(line)
        answer = _answer(getattr(headless, request["do"]), request)
        sys.stdout.write(json.dumps(answer, default=str, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    headless.client.close()


if __name__ == "__main__":
    main()
