"""The outbox's file: kept through everything, and refused rather than emptied."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from desktop.database import Database, set_form
from desktop.errors import ClientError
from desktop.outbox import Outbox, Verdict
from desktop.outbox.tables import FORM
from desktop.values import Delivery, OpState
from tests.desktop.ops import op

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

KEY = b"k" * 32
NOW = datetime(2020, 6, 18, 4, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "outbox.db"
    Outbox.create(file, KEY)
    return file


@pytest.fixture
def outbox(file: Path) -> Iterator[Outbox]:
    outbox = Outbox.open(file, KEY)
    yield outbox
    outbox.close()


def ids(ops: list[Any]) -> list[str]:
    return [each.op_id for each in ops]


def applied(op_id: str, seq: int = 5) -> Verdict:
    return Verdict(op_id=op_id, state=OpState.APPLIED, seq=seq)


def conflict(op_id: str) -> Verdict:
    return Verdict(
        op_id=op_id, state=OpState.CONFLICT, code="ALREADY_DECIDED", facts={"who": "李"}, said="已处理"
    )


def test_F2_what_was_added_is_there_after_a_restart(file: Path, outbox: Outbox) -> None:
    added = [op("a"), op("b", "t2", after="a", payload={"remark": "“引号”与\n换行"})]
    outbox.add(added)
    outbox.close()
    again = Outbox.open(file, KEY)
    assert again.pending() == added
    again.close()


def test_I1_full_sync_is_set_where_ops_are_written(outbox: Outbox) -> None:
    with outbox._database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1


def test_device_seq_has_no_gaps_though_ops_are_taken_back(outbox: Outbox) -> None:
    outbox.add([op("a", "t1"), op("b", "t2"), op("c", "t3"), op("d", "t4")])
    assert [each.device_seq for each in outbox.send(["a", "b"])] == [1, 2]
    outbox.unsend(["b"])
    assert ids(outbox.take_back(["b"])) == ["b"]
    assert [each.device_seq for each in outbox.send(["a", "c", "d"])] == [1, 2, 3]


def test_what_may_have_been_sent_is_not_taken_back(outbox: Outbox) -> None:
    outbox.add([op("a"), op("b", after="a")])
    outbox.send(["a"])
    assert outbox.take_back(["a"]) == []
    assert ids(outbox.take_back(["b"])) == ["b"]
    assert [(each.op_id, each.state) for each in outbox.pending()] == [("a", OpState.SENDING)]


def test_taking_back_takes_what_followed_on_the_same_subject(outbox: Outbox) -> None:
    outbox.add([op("a"), op("x", "t2"), op("b", after="a"), op("c", after="b")])
    assert ids(outbox.take_back(["b"])) == ["b", "c"]
    assert ids(outbox.pending()) == ["a", "x"]
    assert outbox.take_back(["never was"]) == []


def test_I3_only_a_final_result_settles_and_only_once(outbox: Outbox) -> None:
    outbox.add([op("a"), op("b", "t2")])
    outbox.send(["a", "b"])
    [settled] = outbox.settle([conflict("a")], NOW, "e1")
    assert (settled.code, settled.facts, settled.said) == ("ALREADY_DECIDED", {"who": "李"}, "已处理")
    assert outbox.settle([applied("a")], NOW, "e1") == []
    assert ids(outbox.pending()) == ["b"]
    assert outbox.counts() == (1, 1)
    assert ids(outbox.listed(NOW)) == ["a", "b"]


def test_rejected_ones_stay_until_they_are_dismissed(outbox: Outbox) -> None:
    outbox.add([op("a"), op("b", "t2")])
    outbox.settle([conflict("a")], NOW, "e1")
    assert outbox.attention_on("t1", "transfer") is not None
    assert outbox.deliveries(["t1", "t2", "t3"]) == {"t1": Delivery.ATTENTION, "t2": Delivery.WAITING}
    assert ids(outbox.dismiss(["a", "b"])) == ["a"]
    assert outbox.attention_on("t1", "transfer") is None
    assert ids(outbox.listed(NOW)) == ["b"]


def test_applied_ones_are_listed_for_a_day_and_kept_for_ninety(outbox: Outbox) -> None:
    outbox.add([op("a")])
    outbox.settle([applied("a")], NOW, "e1")
    assert ids(outbox.listed(NOW + timedelta(hours=23))) == ["a"]
    assert outbox.listed(NOW + timedelta(hours=25)) == []
    outbox.forget_receipts(NOW + timedelta(days=90))
    assert outbox.begin_epoch("e2") == 1
    outbox.settle([applied("a")], NOW, "e2")
    outbox.forget_receipts(NOW + timedelta(days=91))
    assert outbox.begin_epoch("e3") == 0


def test_waiting_ones_are_never_forgotten(outbox: Outbox) -> None:
    outbox.add([op("a")])
    outbox.forget_receipts(NOW + timedelta(days=10_000))
    assert ids(outbox.pending()) == ["a"]


def test_F38_another_epoch_sends_again_what_was_acknowledged(outbox: Outbox) -> None:
    outbox.add([op("a"), op("b", "t2"), op("c", "t3")])
    outbox.send(["a", "b", "c"])
    assert outbox.begin_epoch("e1") == 0
    outbox.settle([applied("a"), conflict("b")], NOW, "e1")
    assert outbox.begin_epoch("e1") == 0
    assert outbox.begin_epoch("e2") == 1
    assert ids(outbox.pending()) == ["a", "c"]
    assert outbox.take_back(["a"]) == [], "it was sent once"


def test_predictions_are_shown_until_the_cache_has_reached_them(outbox: Outbox) -> None:
    outbox.add([op("a"), op("b", "t2"), op("c", "t3")])
    outbox.settle([applied("a", seq=10), conflict("b")], NOW, "e1")
    assert ids(outbox.in_view(9)) == ["a", "c"]
    assert ids(outbox.in_view(10)) == ["c"]


def test_code_of_a_newer_server_is_said_in_its_own_words() -> None:
    newer = op("a", code="OF_TOMORROW", said="明天才有的说法")
    assert newer.sentences[0] == "明天才有的说法"
    assert "OF_TOMORROW" in newer.sentences[1]
    lacking = op("a", code="ALREADY_DECIDED", facts={}, said="已处理")
    assert lacking.sentences[0] == "已处理"
    assert op("a").sentences == ("", "")


def test_last_unsettled_is_the_newest_on_each_subject(outbox: Outbox) -> None:
    outbox.add([op("a"), op("b", after="a"), op("c", "t2")])
    assert outbox.last_unsettled() == {"t1": "b", "t2": "c"}


def refused(file: Path, key: bytes = KEY) -> str:
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(ClientError) as caught:
        Outbox.open(file, key)
    assert (file.read_bytes() if file.exists() else None) == before
    return caught.value.code


def test_F9_damaged_outbox_is_refused_and_left_as_it_is(file: Path) -> None:
    whole = file.read_bytes()
    for place in range(2000, len(whole), 4096):
        content = bytearray(whole)
        content[place] ^= 1
        file.write_bytes(content)
        assert refused(file) == "OUTBOX_DAMAGED"
    file.write_bytes(whole[:-4096])
    assert refused(file) == "OUTBOX_DAMAGED"
    file.write_bytes(b"something else entirely" * 1000)
    assert refused(file) == "OUTBOX_DAMAGED"
    file.write_bytes(b"")
    assert refused(file) == "OUTBOX_DAMAGED"
    file.unlink()
    assert refused(file) == "OUTBOX_DAMAGED"
    assert not file.exists()


def test_copied_outbox_does_not_open_with_another_key(file: Path) -> None:
    assert refused(file, b"x" * 32) == "OUTBOX_DAMAGED"


def test_F16_newer_outbox_is_refused_and_left_as_it_is(file: Path) -> None:
    database = Database(file, KEY, damaged="OUTBOX_DAMAGED", full_sync=True)
    with database.write() as connection:
        set_form(connection, FORM + 1)
    database.close()
    assert refused(file) == "OUTBOX_NEWER"


def test_F10_disk_full_at_any_write_saves_nothing_and_says_so(file: Path) -> None:
    outbox = Outbox.open(file, KEY)
    outbox.add([op("a")])
    big = {"remark": "很长" * 50_000}

    @event.listens_for(outbox._database._engine, "begin")
    def _fill(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(ClientError) as caught:
        outbox.add([op("b", "t2"), op("c", "t3", payload=big)])
    assert caught.value.code == "DISK_FULL"
    assert ids(outbox.pending()) == ["a"]
    outbox.close()
    again = Outbox.open(file, KEY)
    assert ids(again.pending()) == ["a"]
    again.close()


def test_nothing_of_an_op_can_be_read_from_the_file(file: Path, outbox: Outbox) -> None:
    outbox.add([op("canary-op", "canary-subject", payload={"remark": "canary-remark"})])
    written = b"".join(each.read_bytes() for each in file.parent.iterdir())
    assert b"canary" not in written


def test_reasons_are_remembered_newest_first(outbox: Outbox) -> None:
    outbox.add([op("a", payload={"remark": "甲"}), op("b", "t2", payload={"remark": "乙"})])
    outbox.settle([applied("a")], NOW, "e1")
    assert [payload["remark"] for payload in outbox.payloads("approve_transfer", 5)] == ["乙", "甲"]
    assert len(outbox.payloads("approve_transfer", 1)) == 1


def test_what_else_must_not_be_lost_is_kept_beside_the_ops(file: Path, outbox: Outbox) -> None:
    assert outbox.kept("x") is None
    outbox.keep("x", "1")
    outbox.keep("x", "2")
    outbox.close()
    again = Outbox.open(file, KEY)
    assert again.kept("x") == "2"
    again.close()
