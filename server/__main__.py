"""``python -m server``: serve, seed, jobs, openapi."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from domain.policy import EditionError
from server.settings import Settings, SettingsError, from_environment


def main(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] == "seed":
        from server.seed.command import main as seed  # type: ignore[import-not-found,unused-ignore]

        return int(seed(list(arguments[1:])) or 0)
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        return int(options.run(options))
    except (SettingsError, EditionError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server")
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("serve", help="answers requests until it is told to stop")
    serve.add_argument("--host")
    serve.add_argument("--port", type=int, help="0: any free one")
    serve.add_argument("--database", help="URL")
    serve.add_argument("--ready-file", type=Path, help="holds the port as soon as the server answers")
    serve.add_argument("--no-jobs", action="store_true", help="without the timed jobs")
    serve.set_defaults(run=_serve)
    commands.add_parser("seed", help="fills an empty database with sample data", add_help=False)
    return parser


def _settings(options: argparse.Namespace, **given: object) -> Settings:
    return from_environment(os.environ, database_url=options.database, **given)


def _serve(options: argparse.Namespace) -> int:
    from server.serving import serve

    settings = _settings(
        options, host=options.host, port=options.port, job_seconds=0 if options.no_jobs else None
    )
    return serve(settings, options.ready_file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
