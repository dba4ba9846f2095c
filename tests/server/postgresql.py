"""A PostgreSQL of the tests' own: a folder of its own, a socket in it, gone with the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = (
    "listen_addresses=''", "fsync=off", "full_page_writes=off", "max_connections=120", "shared_buffers=64MB",
    "autovacuum=off", "log_min_messages=fatal",
)  # fmt: skip


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server, without a database's name."""
    place = programs()
    assert place is not None
    # Not below pytest's folder, into which the other user could not look.
    folder = Path(tempfile.mkdtemp(prefix="xianjie-postgresql-"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    _run(user, place / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories={folder}"))
    control = (place / "pg_ctl", "-D", data, "-w")
    _run(user, *control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/{{name}}?host={folder}"
    finally:
        _run(user, *control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, *command: str | Path) -> None:
    subprocess.run(
        [str(word) for word in command],
        user=user,
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=60,
    )
