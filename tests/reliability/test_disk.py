"""Power that goes, disks that are full or break: what was said to be saved is there, nothing else."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ClientError
from desktop.outbox import Outbox
from tests.desktop.ops import op
from tests.desktop.test_outbox import KEY, NOW, applied
from tests.reliability.disk import Disk, Image, contents, images, restore, watched
from tests.reliability.thoroughness import every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER = "profile"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / FOLDER / "outbox.db"
    file.parent.mkdir()
    Outbox.create(file, KEY)
    return file


def a_days_work(file: Path, disk: Disk) -> None:
    """Decides, sends, settles; tells what was saved as soon as the outbox has answered."""
    outbox = Outbox.open(file, KEY)
    for name in "abcdef":
        outbox.add([op(name, f"t{name}", payload={"remark": "同意" * 400})])
        disk.say(name)
    outbox.send(["a", "b"])
    outbox.settle([applied("a")], NOW, "e1")
    outbox.take_back(["f"])
    outbox.close()


def known(outbox: Outbox) -> set[str]:
    return {each.op_id for each in outbox.in_view(-1)}


@pytest.mark.fault("I1")
def test_F8_what_was_said_to_be_saved_survives_the_power(file: Path) -> None:
    before = contents(file.parent)
    with watched(file.parent) as disk:
        a_days_work(file, disk)
    tried = 0
    for image in images(before, disk.events, random.Random(8), every(5)):
        tried += 1
        restore(file.parent, image)
        outbox = Outbox.open(file, KEY)
        found = known(outbox)
        outbox.close()
        # «f» was taken back, which may or may not have come to the disk.
        assert image.said - {"f"} <= found, image.said - found
    assert tried > 20


@pytest.mark.parametrize("which", ["full_at", "broken_at"])
def test_F10_full_or_broken_at_every_write_saves_all_or_nothing(file: Path, which: str) -> None:
    whole = Image(contents(file.parent), frozenset())
    outcomes = []
    # The last one is beyond all writes.
    for n in [*range(1, 100, every(3)), 1000]:
        restore(file.parent, whole)
        with watched(file.parent) as disk:
            outbox = Outbox.open(file, KEY)
            outbox.add([op("before")])
            disk.writes = 0
            setattr(disk, which, n)
            said = answer(partial(outbox.add, BOTH))
            disk.full_at = disk.broken_at = None
            saved = {"before"} if said else {"before", "a", "b"}
            assert known(outbox) == saved
            outbox.close()
        again = Outbox.open(file, KEY)
        assert known(again) == saved
        again.close()
        outcomes.append(said)
        if disk.writes < n:
            break
    assert set(outcomes) == {"DISK_FULL" if which == "full_at" else "DISK_FAILED", ""}


BOTH = [op("a", "t2"), op("b", "t3", payload={"remark": "很长" * 5000})]


def answer(work: Callable[[], object]) -> str:
    """The code of what went wrong."""
    try:
        work()
    except ClientError as error:
        return error.code
    return ""
