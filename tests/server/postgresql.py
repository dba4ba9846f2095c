"""A PostgreSQL of the tests' own, or a pair: a folder of its own, a socket in it, gone with the tests."""

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
    with single() as server:
        yield server.url.replace("/postgres?", "/{name}?")


class Single:
    """One that can be gone for a while."""

    def __init__(self, place: Path, folder: Path, user: str | None) -> None:
        self._control = (place / "pg_ctl", "-D", folder / "data", "-w")
        self._start = ("-l", folder / "log", "-o", " ".join(f"-c {option}" for option in _options(folder)))
        self._user = user
        self.url = f"postgresql+psycopg://postgres@/postgres?host={folder}"

    def start(self) -> None:
        _run(self._user, *self._control, *self._start, "start")

    def stop(self) -> None:
        _run(self._user, *self._control, "-m", "immediate", "stop")


def _options(folder: Path) -> tuple[str, ...]:
    return (*OPTIONS, f"unix_socket_directories={folder}")


@contextmanager
def single() -> Iterator[Single]:
    place = programs()
    assert place is not None
    # Not below pytest's folder, into which the other user could not look.
    folder = Path(tempfile.mkdtemp(prefix="xianjie-postgresql-"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    _run(user, place / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    server = Single(place, folder, user)
    server.start()
    try:
        yield server
    finally:
        if (data / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Pair:
    """A primary, and a standby without which the primary confirms nothing."""

    def __init__(self, place: Path, folder: Path, user: str | None) -> None:
        self._place, self._folder, self._user = place, folder, user
        self._options = {"primary": self._chosen(5432), "standby": self._chosen(5433)}
        hosts = f"host={folder},{folder}&port=5432,5433"
        self.url = f"postgresql+psycopg://postgres@/postgres?{hosts}&target_session_attrs=read-write"

    def start(self) -> None:
        primary, standby = self._folder / "primary", self._folder / "standby"
        here = ("-h", self._folder, "-p", "5432", "-U", "postgres")
        self._run("initdb", "-D", primary, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._control("primary", "-o", self._options["primary"], "start")
        self._run("pg_basebackup", *here, "-D", standby, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self._control("standby", "-o", self._options["standby"], "start")
        demand = "ALTER SYSTEM SET synchronous_standby_names = '*'"
        self._run("psql", *here, "-d", "postgres", "-c", demand, "-c", "SELECT pg_reload_conf()")

    def cut_off(self) -> None:
        """From here on the primary confirms no commit, and nothing of one reaches the standby."""
        self._control("standby", "-m", "immediate", "stop")

    def fail_over(self) -> None:
        """As when the machine is gone: nothing is written down any more, nobody is told."""
        self._control("primary", "-m", "immediate", "stop")
        self._control("standby", "-o", self._options["standby"], "start")
        self._control("standby", "promote")

    def stop(self) -> None:
        for which in ("primary", "standby"):
            if (self._folder / which / "postmaster.pid").exists():
                self._control(which, "-m", "immediate", "stop")

    def _chosen(self, port: int) -> str:
        chosen = (*OPTIONS, f"unix_socket_directories={self._folder}", f"port={port}")
        return " ".join(f"-c {option}" for option in chosen)

    def _control(self, which: str, *words: str) -> None:
        log = self._folder / f"{which}.log"
        self._run("pg_ctl", "-D", self._folder / which, "-w", "-l", log, *words)

    def _run(self, program: str, *words: str | Path) -> None:
        _run(self._user, self._place / program, *words)


@contextmanager
def pair() -> Iterator[Pair]:
    place = programs()
    assert place is not None
    folder = Path(tempfile.mkdtemp(prefix="xianjie-postgresql-"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    servers = Pair(place, folder, user)
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()
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
