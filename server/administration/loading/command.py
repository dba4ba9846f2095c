"""``python -m server admin load``: what was asked for, and what came of it."""

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from server.administration.loading.complaints import COMPLAINT_HEADER
from server.administration.loading.lists import NewList
from server.administration.loading.members import HANDOUT_HEADER
from server.administration.loading.run import Load, Order, Tally
from server.administration.places import opened, unit_of_work
from server.settings import Settings

SOME_ROWS_BAD = 1


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="Excel (.xlsx) or CSV")
    parser.add_argument("--check", action="store_true", help="only says what would be loaded and what not")
    parser.add_argument("--report", type=Path, metavar="FILE", help="where bad rows are listed (CSV)")
    parser.add_argument(
        "--passwords", type=Path, metavar="FILE", help="where random first passwords go (CSV)"
    )


def load(settings: Settings, options: argparse.Namespace) -> int:
    order = Order(
        files=options.files,
        check_only=options.check,
        first_password=settings.first_password,
        now=datetime.now(UTC),
    )
    beside: Path = options.files[0]
    report = NewList(
        options.report or beside.with_name(f"{beside.stem}.问题.csv"), COMPLAINT_HEADER, "--report"
    )
    handouts = NewList(
        options.passwords or beside.with_name(f"{beside.stem}.初始密码.csv"), HANDOUT_HEADER, "--passwords"
    )
    with opened(settings) as database, closing(report), closing(handouts):
        load = Load(database, unit_of_work, order, report, handouts)
        try:
            load.run()
        finally:
            _tell(load, order, report, handouts)
    return SOME_ROWS_BAD if report.count else 0


def _tell(load: Load, order: Order, report: NewList, handouts: NewList) -> None:
    for tally in load.tallies:
        _say(_outcome(tally, order))
    if report.count:
        _say(f"有问题的行列在 {report.file}（{report.count} 条）。改正后重新载入即可，已载入的会跳过。")
    if handouts.count:
        _say(f"初始密码在 {handouts.file}（{handouts.count} 人），72 小时内有效；发放后请删除它。")


def _outcome(tally: Tally, order: Order) -> str:
    done = "可以载入" if order.check_only else "已载入"
    words = f"{tally.title}：{done}{tally.subject.value} {tally.good} 行"
    if tally.same:
        words += f"，已有相同的 {tally.same} 行"
    if tally.bad:
        words += f"，有问题 {tally.bad} 行"
    if tally.unknown:
        words += f"；没有读取的列：{'、'.join(tally.unknown)}"
    return f"{words}。"


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
