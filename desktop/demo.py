"""A local server with sample data, and the program on it: ``./dev demo``. Works from the sources only.

The demo's data are kept in ``out/demo`` until ``--fresh``; the self-test makes its own and removes them.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "out" / "demo"
PROGRAM_VARIABLE = "XIANJIE_PROGRAM"
"""Names a frozen program that the demo shall run instead of the sources."""
START_SECONDS = 60.0
EXPLAINED_ACCOUNTS = ("university", "college", "class", "municipal", "township", "employer", "vocational")


class DemoError(RuntimeError):
    """The local server did not do what the demo needs; the text says what to do."""


def run_demo(fresh: bool, self_test: bool) -> int:
    # Being told to stop unwinds what was started; without this the server would be left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if self_test:
        with tempfile.TemporaryDirectory(prefix="xianjie-demo-", ignore_cleanup_errors=True) as folder:
            return _run_on(Path(folder), self_test=True)
    if fresh and FOLDER.exists():
        _remove(FOLDER)
    FOLDER.mkdir(parents=True, exist_ok=True)
    return _run_on(FOLDER, self_test=False)


def _run_on(folder: Path, *, self_test: bool) -> int:
    database = folder / "server.sqlite3"
    accounts_file = folder / "accounts.json"
    if not accounts_file.exists():
        database.unlink(missing_ok=True)
        _say("正在生成样例数据… / making sample data …")
        _server("seed", "--database", f"sqlite:///{database}", "--accounts", str(accounts_file))
    accounts = {entry["key"]: entry for entry in json.loads(accounts_file.read_text("utf-8"))}
    if not self_test:
        _print_accounts(accounts)
    with local_server(database, folder / "server.log") as address:
        return _run_program(address, accounts["university"], folder / "profiles", self_test)


def _run_program(address: str, account: dict[str, str], profiles: Path, self_test: bool) -> int:
    frozen = os.environ.get(PROGRAM_VARIABLE)
    command = [frozen] if frozen else [sys.executable, str(ROOT / "main.py")]
    command += ["--server", address, "--account", account["account"], "--profiles", str(profiles)]
    command += ["--self-test"] if self_test else []
    # The password goes by the environment: what stands in a command line can be read by everyone.
    environment = {**os.environ, "XIANJIE_PASSWORD": account["password"]}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as program:
        try:
            return program.wait()
        finally:
            program.terminate()


def _server(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "server", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise DemoError(
            f"本机样例服务器无法准备，命令 server {words[0]} 报告：\n{done.stderr or done.stdout}"
        )


@contextmanager
def local_server(database: Path, log: Path) -> Iterator[str]:
    """Serves ``database`` on a free port of this machine and yields the address; stops it at the end."""
    with tempfile.TemporaryDirectory(prefix="xianjie-ready-") as place, log.open("ab") as output:
        ready = Path(place, "port")
        words = ["serve", "--database", f"sqlite:///{database}", "--port", "0", "--ready-file", str(ready)]
        process = subprocess.Popen(
            [sys.executable, "-m", "server", *words], cwd=ROOT, stdout=output, stderr=output
        )
        with process:
            try:
                yield f"http://127.0.0.1:{_awaited_port(process, ready, log)}"
            finally:
                process.terminate()


def _awaited_port(process: subprocess.Popen[bytes], ready: Path, log: Path) -> int:
    latest = time.monotonic() + START_SECONDS
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > latest:
            raise DemoError(f"本机样例服务器没有启动。原因在 {log} 中。")
        time.sleep(0.05)
    return int(ready.read_text())


def _print_accounts(accounts: dict[str, dict[str, str]]) -> None:
    _say("样例账号 / sample accounts:")
    for key in EXPLAINED_ACCOUNTS:
        entry = accounts.get(key)
        if entry:
            _say(f"  {entry['account']}  {entry['password']}  {entry['organisation']}")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)
