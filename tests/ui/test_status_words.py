"""The sentences about sync."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.values import Connection, Progress
from tests.ui.standing import a_status
from ui.status_words import (
    attention_words,
    clock_time,
    edition_words,
    problem_words,
    synced_words,
    waiting_words,
)

pytestmark = pytest.mark.usefixtures("qapp")

NIGHT = datetime(2020, 6, 17, 16, 30, tzinfo=UTC)
"""00:30 of the 18th in China."""


def test_time_is_chinas_and_has_its_day_when_that_is_another() -> None:
    assert clock_time(NIGHT, datetime(2020, 6, 18, 10, 0, tzinfo=UTC)) == "00:30"
    assert clock_time(NIGHT, datetime(2020, 6, 17, 15, 0, tzinfo=UTC)) == "2020-06-18 00:30"


def test_first_sync_has_numbers() -> None:
    known = a_status(syncing=True, progress=Progress(done=12000, total=100000))
    assert synced_words(known) == "正在获取数据 12,000 / 100,000"
    unknown = a_status(syncing=True, progress=Progress(done=12000, total=None))
    assert synced_words(unknown) == "正在获取数据 12,000"


def test_states_of_sync() -> None:
    assert synced_words(a_status(syncing=True)) == "正在同步…"
    assert synced_words(a_status(synced_at=None)) == "尚未同步"
    assert synced_words(a_status(synced_at=datetime.now(UTC))).startswith("已同步 ")
    assert synced_words(a_status(connection=Connection.UNREACHABLE)) == "离线，上次同步 2020-06-18 09:41"


def test_counts_and_edition() -> None:
    assert waiting_words(3) == "3 条待同步"
    assert attention_words(1) == "1 条需要处理"
    assert edition_words(a_status()) == "2020 年度规则"
    assert edition_words(a_status(edition_year=None)) == ""


def test_problem_is_told_as_the_client_has_it() -> None:
    assert problem_words(a_status(problem="请重新登录。", problem_en="Sign in again.")) == "请重新登录。"
