"""``python -m server seed``: fills an empty database with sample data and says who can sign in."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

from sqlalchemy.exc import OperationalError

from domain.instants import china_date
from domain.policy import EditionError
from server.database.engine import SqliteTooOldError
from server.database.loading import NotEmptyError
from server.policies.files import read_edition
from server.seed.accounts import SampleAccount
from server.seed.sample import DEFAULT_MEMBERS, LEAST_MEMBERS, MOST_MEMBERS, Options, Sample
from server.seed.writer import write_accounts, write_sample
from server.settings import SettingsError, from_environment

EDITION = 2020
"""Under whose rules the transfers of the sample were started."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Identity numbers know births of three centuries only."""


class ArgumentsError(ValueError):
    """The command line cannot be used; the text says in Chinese how to mend it."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ArgumentsError(f"命令参数有误：{message}")


def main(arguments: Sequence[str]) -> int:
    try:
        _seed(_parser().parse_args(arguments))
    except (ArgumentsError, SettingsError, EditionError, NotEmptyError, SqliteTooOldError) as error:
        return _failed(str(error))
    except OperationalError as error:
        cause = str(error.orig).partition("\n")[0]
        return _failed(f"数据库无法使用：{cause}。请检查 --database 的地址后再试。")
    except OSError as error:
        return _failed(f"文件“{error.filename}”无法写入：{error.strerror}。")
    return 0


def _failed(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m server seed", description="fills an empty database with sample data")
    parser.add_argument("--members", type=_members, default=DEFAULT_MEMBERS, metavar="N")
    parser.add_argument("--seed", type=_whole, default=1, metavar="S")
    parser.add_argument("--database", metavar="URL")
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day the deadlines refer to")
    parser.add_argument(
        "--accounts", type=_file, metavar="FILE", help="where the accounts are written as JSON"
    )
    parser.add_argument("--small", action="store_true", help="only the townships that the sample needs")
    return parser


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是整数") from None


def _members(text: str) -> int:
    number = _whole(text)
    if not LEAST_MEMBERS <= number <= MOST_MEMBERS:
        raise argparse.ArgumentTypeError(
            f"团员人数须在 {LEAST_MEMBERS} 到 {MOST_MEMBERS} 之间，现在是 {number}"
        )
    return number


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是有效的日期，请写成 2020-06-18 的样子") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"日期须在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，现在是 {text}")
    return day


def _file(text: str) -> Path:
    file = Path(text)
    if not file.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"文件夹“{file.parent}”不存在，账号文件没有地方写")
    return file


def _seed(given: argparse.Namespace) -> None:
    began = time.monotonic()
    settings = from_environment(os.environ, database_url=given.database)
    today = given.today or china_date(datetime.now(UTC))
    options = Options(members=given.members, seed=given.seed, today=today, small=given.small)
    sample = Sample(options, read_edition(settings.editions_folder / f"{EDITION}.toml"))
    write_sample(settings.database_url, sample)
    if given.accounts is not None:
        write_accounts(given.accounts, sample.accounts)
    _report(options, sample.accounts, time.monotonic() - began)


def _report(options: Options, accounts: Sequence[SampleAccount], seconds: float) -> None:
    lines = [
        f"示例数据已写入：{options.members} 名团员，日期 {options.today}，用时 {seconds:.1f} 秒。",
        "可以登录的账号：",
    ]
    lines += [f"  {a.key:<18}{a.account}  {a.password:<15}{a.name}（{a.organisation}）" for a in accounts]
    sys.stdout.write("\n".join(lines) + "\n")
