"""``python -m server``: serve, seed, jobs, openapi, admin, backup, restore."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from domain.policy import EditionError
from server.administration.commands import add_commands
from server.database.audit_key import AuditKeyError
from server.observing import logs
from server.settings import Settings, SettingsError, from_environment


def main(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] == "seed":
        from server.seed.command import main as seed  # type: ignore[import-not-found,unused-ignore]

        return int(seed(list(arguments[1:])) or 0)
    options = _parser().parse_args(arguments)
    logs.configure("info")
    try:
        return int(options.run(options))
    except (SettingsError, EditionError, AuditKeyError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server")
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument("--config", type=Path, metavar="FILE", help="settings as TOML")
    place.add_argument("--database", metavar="URL")
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("serve", parents=[place], help="answers requests until it is told to stop")
    serve.add_argument("--host")
    serve.add_argument("--port", type=int, help="0: any free one")
    serve.add_argument("--ready-file", type=Path, help="holds the port as soon as the server answers")
    serve.add_argument("--no-jobs", action="store_true", help="without the timed jobs")
    serve.set_defaults(run=_serve)
    commands.add_parser("seed", help="fills an empty database with sample data", add_help=False)
    jobs = commands.add_parser("jobs", parents=[place], help="does once what is due by time")
    jobs.add_argument("--now", type=_instant, help="an instant with its offset, instead of the clock's")
    jobs.set_defaults(run=_jobs)
    openapi = commands.add_parser("openapi", help="prints the contract")
    openapi.set_defaults(run=_openapi)
    add_commands(commands, place)
    return parser


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError("缺少时区，请写成 2020-06-18T09:00:00+08:00 的样子")
    return instant.astimezone(UTC)


def _settings(options: argparse.Namespace, **given: object) -> Settings:
    return from_environment(os.environ, config=options.config, database_url=options.database, **given)


def _serve(options: argparse.Namespace) -> int:
    from server.serving import serve

    settings = _settings(
        options, host=options.host, port=options.port, job_seconds=0 if options.no_jobs else None
    )
    logs.configure(settings.log_level)
    return serve(settings, options.ready_file)


def _jobs(options: argparse.Namespace) -> int:
    from server.app import close_state, open_state
    from server.jobs.service import run_due_jobs

    state = open_state(_settings(options))
    try:
        if options.now is not None:
            state.clock = lambda: options.now
        print(f"到期自动办理 {run_due_jobs(state)} 项")
    finally:
        close_state(state)
    return 0


def _openapi(_: argparse.Namespace) -> int:
    from server.openapi import document

    print(json.dumps(document(), ensure_ascii=False, indent=2, sort_keys=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
