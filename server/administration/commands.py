"""``python -m server admin …``, ``backup`` and ``restore``: what an operator does at the terminal."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from server.administration import accounts, backups, figures
from server.administration.exporting import export
from server.administration.loading.command import describe, load
from server.administration.minors import report_minors
from server.administration.places import AdministrationError, opened, record
from server.administration.verifying import verify_audit
from server.database.audit_key import AuditKeyError, place_of
from server.database.audit_unlocking import unlock
from server.database.engine import Database, SqliteTooOldError
from server.database.instance import begin_epoch, read_instance
from server.database.migrate import upgrade
from server.settings import Settings, from_environment


def add_commands(commands: Any, place: argparse.ArgumentParser) -> None:
    """``place``: the arguments that say which database is meant."""
    admin = commands.add_parser("admin", help="accounts, audit trail, export").add_subparsers(required=True)
    creating = _added(
        admin, place, "create-administrator", "asks for what is not given", _create_administrator
    )
    creating.add_argument("--account", help="identity number")
    creating.add_argument("--name")
    creating.add_argument("--organisation", help="full name or id")
    resetting = _added(admin, place, "reset-code", "a code for a forgotten password", _reset_code)
    resetting.add_argument("account", help="identity number")
    removing = _added(admin, place, "remove-second-factor", "for a lost telephone", _remove_second_factor)
    removing.add_argument("account", help="identity number")
    describe(_added(admin, place, "load", "organisations and members from Excel or CSV", load))
    _added(admin, place, "verify-audit", "whether the audit trail is whole", _verify_audit)
    checking = _added(
        admin, place, "check-figures", "whether the figures are those of a recount", _check_figures
    )
    checking.add_argument("--repair", action="store_true", help="mends what differs")
    _added(admin, place, "set-epoch", "after a restore by other means", _set_epoch)
    exporting = _added(admin, place, "export", "everything as JSON lines", _export)
    exporting.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    reporting = _added(admin, place, "minors", "who saw data of minors in a year (CSV)", _report_minors)
    reporting.add_argument("--year", type=int, required=True)
    reporting.add_argument("--to", type=Path, required=True, metavar="FILE")
    backing_up = _added(commands, place, "backup", "copies the database while it is used", _back_up)
    backing_up.add_argument("--to", type=Path, required=True, metavar="FILE")
    restoring = _added(commands, place, "restore", "fills a new or empty database", _restore)
    restoring.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE")


def _added(
    commands: Any,
    place: argparse.ArgumentParser,
    name: str,
    tells: str,
    work: Callable[[Settings, argparse.Namespace], int | None],
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, parents=[place], help=tells)
    parser.set_defaults(run=lambda options: _run(work, options))
    return parser


def _run(work: Callable[[Settings, argparse.Namespace], int | None], options: argparse.Namespace) -> int:
    settings = from_environment(os.environ, config=options.config, database_url=options.database)
    try:
        return work(settings, options) or 0
    except (AdministrationError, AuditKeyError, SqliteTooOldError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except DBAPIError as error:
        cause = str(error.orig).partition("\n")[0]
        sys.stderr.write(f"数据库无法使用：{cause}\n")
        return 2


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _create_administrator(settings: Settings, options: argparse.Namespace) -> None:
    wish = accounts.NewAdministrator(
        login=options.account or input("身份证号（即账号）："),
        name=options.name or input("姓名："),
        organisation_name=options.organisation or input("所管理组织的全称："),
    )
    database = Database(settings.database_url, pool_size=2)
    try:
        upgrade(database)
        unlock(database, settings.audit_key_file)
        password = accounts.create_administrator(database, wish)
    finally:
        database.close()
    _say(f"初始密码（只显示这一次，72 小时内首次登录并修改）：{password}")


def _reset_code(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as database:
        made = accounts.reset_code(database, options.account)
    _say(f"{made.account_masked} 的重置密码验证码（只显示这一次，24 小时内有效，用一次即失效）：{made.code}")


def _remove_second_factor(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as database:
        masked = accounts.remove_second_factor(database, options.account)
    _say(f"{masked} 的两步验证已关闭，此后只用密码登录。")


def _verify_audit(settings: Settings, _: argparse.Namespace) -> None:
    with opened(settings) as database, database.reading() as connection:
        trail = verify_audit(connection)
    _say(f"审计记录完整，共 {trail.number} 条，末条校验值 {trail.hash}")


def _check_figures(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as database:
        differences = figures.mend(database) if options.repair else figures.compare(database)
    sentences = differences.sentences()
    for sentence in sentences:
        _say(sentence)
    if sentences and not options.repair:
        raise AdministrationError(f"监测指标有 {len(sentences)} 处与重新计算的不同。加上 --repair 可以更正。")
    _say(f"已更正 {len(sentences)} 处" if sentences else "监测指标与重新计算的相同")


def _report_minors(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as database:
        count = report_minors(database, options.year, options.to)
    _say(f"{options.year} 年查看未成年团员资料的记录共 {count} 条{f'，在 {options.to}' if count else ''}。")


def _set_epoch(settings: Settings, _: argparse.Namespace) -> None:
    with opened(settings) as database, database.writing() as connection:
        epoch = begin_epoch(connection)
        record(connection, "epoch_begun", epoch=epoch)
    _say(f"新的纪元：{epoch}。请重新启动所有服务进程。")


def _export(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as database:
        files = export(database, options.to)
    for written in files:
        _say(f"{written.file}：{written.lines} 行")
    _say(f"清单（行数与校验值）在 {options.to / 'manifest.json'}")


def _back_up(settings: Settings, options: argparse.Namespace) -> None:
    backups.back_up(settings, options.to)
    _say(f"已备份到 {options.to}（{options.to.stat().st_size} 字节）")
    with opened(settings) as database, database.reading() as connection:
        instance_id = read_instance(connection).instance_id
        key = place_of(database.url, settings.audit_key_file, instance_id)
    _say(f"恢复时还需要审计密钥文件 {key}，请另行保管一份，不要与备份放在一起。")


def _restore(settings: Settings, options: argparse.Namespace) -> None:
    epoch, trail = backups.restore(settings, options.source)
    _say(f"已恢复并核对：审计记录完整，共 {trail.number} 条；新的纪元 {epoch}")
