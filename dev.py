# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
"""Keeps .venv equal to the lock file and runs the project's commands in it.

`./dev` calls this on Linux; elsewhere `uv run dev.py demo` does. Standard library only, because
it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"
BIN = "Scripts" if WINDOWS else "bin"
EXE = ".exe" if WINDOWS else ""

TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / BIN / f"python{EXE}"
STAMP = VENV / "synced-with"
REQUIREMENTS = ROOT / "requirements"
LOCK = REQUIREMENTS / "dev.txt"

# mypy is told exactly what exists, so that a project without a main.py yet can be checked too.
TYPED = ("domain", "desktop", "ui", "server", "main.py", "dev.py", "tests")

USAGE = """\
usage: ./dev COMMAND [arguments]

  demo     a local server with sample data and the window (--self-test: without a person)
  server   the server alone
  test     format, lint, types, layers, then the tests; with arguments: only pytest with these
           (--planted: that they notice the bugs planted against the faults of docs/reliability.md)
  check    the same without the tests
  bench    the benchmarks
  chaos    the tests that kill processes and cut connections
  build    the bundle for this system, in out/
  shots    pictures of every screen, in docs/pictures/
  lock     brings requirements/*.txt up to date with pyproject.toml"""


def fail(sentence: str, code: int = 1) -> NoReturn:
    print(f"./dev: {sentence}", file=sys.stderr)
    raise SystemExit(code)


# --- The environment ------------------------------------------------------------------------------


@contextmanager
def alone() -> Iterator[None]:
    """Waits until no other ./dev is changing .venv or .tools; the system frees it if we die."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "dev.lock").open("a+") as lock:
        if sys.platform == "win32":
            import msvcrt

            lock.seek(0)
            while True:
                try:
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    # LK_LOCK gives up after ten seconds; a first installation takes longer.
                    continue
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def base_python() -> str:
    """The system's Python, also when we run inside an environment that may go away."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def uv() -> str:
    """A path to uv: the caller's, the one on PATH, or one of our own in .tools."""
    own = TOOLS / BIN / f"uv{EXE}"
    found = os.environ.get("UV") or shutil.which("uv")
    if found:
        return found
    if not own.exists():
        print("./dev: installing uv into .tools", file=sys.stderr)
        venv.create(TOOLS, with_pip=True)
        pip = [str(TOOLS / BIN / f"python{EXE}"), "-m", "pip", "install", "--quiet", "uv"]
        if subprocess.run(pip, cwd=ROOT, check=False).returncode:
            fail("uv could not be installed; see the message of pip above.")
    return str(own)


def wanted_stamp() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def is_synced() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted_stamp()


def sync() -> None:
    if is_synced():
        return
    with alone():
        if is_synced():
            return
        print("./dev: bringing .venv up to date", file=sys.stderr)
        tool = uv()
        # Without its stamp a half-finished environment is synced again by the next run.
        STAMP.unlink(missing_ok=True)
        if not PYTHON.exists():
            run_tool([tool, "venv", "--quiet", "--clear", "--python", base_python(), str(VENV)])
        run_tool([tool, "pip", "sync", "--quiet", "--python", str(PYTHON), str(LOCK)])
        STAMP.write_text(wanted_stamp())


def run_tool(command: Sequence[str]) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        fail(f"this did not work: {' '.join(command)}")


# --- Processes ------------------------------------------------------------------------------------


def run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs a child to its end. Being told to stop stops the child first, so nothing is left over."""
    with subprocess.Popen(command, cwd=ROOT, env=dict(environment)) as child:
        previous = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        try:
            while True:
                try:
                    code = child.wait()
                    # A death by signal is told as a shell does.
                    return code if code >= 0 else 128 - code
                except KeyboardInterrupt:
                    # The terminal has sent Ctrl-C to the child as well; it may still have to tidy up.
                    continue
        finally:
            signal.signal(signal.SIGTERM, previous)


@contextmanager
def private_runtime_folder(environment: dict[str, str]) -> Iterator[None]:
    """Qt warns, and sockets have no place, where no login manager made XDG_RUNTIME_DIR."""
    if not LINUX or "XDG_RUNTIME_DIR" in environment:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="xianjie-", ignore_cleanup_errors=True) as folder:
        environment["XDG_RUNTIME_DIR"] = folder
        yield


def has_display(environment: Mapping[str, str]) -> bool:
    return not LINUX or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@contextmanager
def stopped_at_the_end(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    with process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def virtual_display(environment: dict[str, str]) -> Iterator[None]:
    """A screen that nobody sees. Xvfb picks a free number itself, which xvfb-run only guesses."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    try:
        screen = subprocess.Popen(command, pass_fds=[writing], text=True, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        fail("there is no display, and Xvfb is not installed.")
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        fail("Xvfb did not start.")
    environment |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    with stopped_at_the_end(screen):
        yield


def keyring_program(folder: str) -> str:
    """In a container the program's file capability may be refused, and then it does not start; a copy
    has lost the capability and does."""
    program = shutil.which("gnome-keyring-daemon") or ""
    try:
        subprocess.run([program, "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        copy = Path(folder, "daemon")
        shutil.copyfile(program, copy)
        copy.chmod(0o700)
        return str(copy)
    return program


def is_on_bus(name: str, environment: Mapping[str, str]) -> bool:
    bus = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
    question = ["org.freedesktop.DBus.GetNameOwner", f"string:{name}"]
    return not subprocess.run([*bus, *question], env=dict(environment), capture_output=True).returncode


@contextmanager
def private_secrets(environment: dict[str, str], kept: Path | None = None) -> Iterator[None]:
    """A bus of its own with an unlocked keyring, so that no test touches the person's own.

    The keyring is empty and goes at the end, unless it is `kept` in a folder."""
    if not LINUX or not shutil.which("dbus-daemon") or not shutil.which("gnome-keyring-daemon"):
        yield
        return
    with ExitStack() as stack:
        if kept is None:
            temporary = tempfile.TemporaryDirectory(prefix="xianjie-keyring-", ignore_cleanup_errors=True)
            folder = stack.enter_context(temporary)
        else:
            kept.mkdir(parents=True, exist_ok=True)
            folder = str(kept)
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        stack.enter_context(stopped_at_the_end(bus))
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        stack.enter_context(unlocked_keyring(folder, environment))
        yield


@contextmanager
def unlocked_keyring(folder: str, environment: Mapping[str, str]) -> Iterator[None]:
    # Its files go to the folder; the data of the program under test stay where they would be.
    control = f"--control-directory={folder}"
    daemon = subprocess.Popen(
        [keyring_program(folder), "--foreground", "--unlock", "--components=secrets", control],
        env={**environment, "XDG_DATA_HOME": folder},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with stopped_at_the_end(daemon):
        assert daemon.stdin is not None
        daemon.stdin.write("throwaway")
        daemon.stdin.close()
        latest = time.monotonic() + 20
        while not is_on_bus("org.freedesktop.secrets", environment):
            if daemon.poll() is not None or time.monotonic() > latest:
                fail("gnome-keyring-daemon did not start.")
            time.sleep(0.02)
        yield


def has_session_bus(environment: Mapping[str, str]) -> bool:
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    return "DBUS_SESSION_BUS_ADDRESS" in environment or (bool(runtime) and Path(runtime, "bus").exists())


def run_python(
    arguments: Sequence[str],
    *,
    headless: bool = False,
    own_secrets: bool = False,
    kept_secrets: Path | None = None,
    extra: Mapping[str, str] | None = None,
) -> int:
    """Runs .venv's Python; `headless` gives it a display and a keyring where the session has none,
    `kept_secrets` a keyring that is there again the next time."""
    environment = {**os.environ, "PYTHONUTF8": "1", **(extra or {})}
    # A stray VIRTUAL_ENV of the caller's shell would mislead tools that the command starts.
    environment["VIRTUAL_ENV"] = str(VENV)
    with ExitStack() as stack:
        lonely = headless and (not has_display(environment) or not has_session_bus(environment))
        stack.enter_context(private_runtime_folder(environment))
        if headless and not has_display(environment):
            stack.enter_context(virtual_display(environment))
        if own_secrets or lonely:
            stack.enter_context(private_secrets(environment))
        elif kept_secrets is not None and not has_session_bus(environment):
            stack.enter_context(private_secrets(environment, kept_secrets))
        return run([str(PYTHON), *arguments], environment)


def run_script(path: str, arguments: Sequence[str], *, headless: bool = False) -> int:
    if not (ROOT / path).exists():
        fail(f"{path} does not exist in this checkout.")
    return run_python([path, *arguments], headless=headless)


# --- The commands ---------------------------------------------------------------------------------


def checks() -> list[tuple[str, list[str]]]:
    typed = [name for name in TYPED if (ROOT / name).exists()]
    return [
        ("format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
        ("lint", ["-m", "ruff", "check", "--quiet", "."]),
        ("types", ["-m", "mypy", "--no-error-summary", *typed]),
        # import-linter has no `python -m`; its function is the same as the command.
        ("layers", ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]),
    ]


def run_steps(steps: Sequence[tuple[str, Callable[[], int]]]) -> int:
    for name, step in steps:
        started = time.monotonic()
        code = step()
        seconds = time.monotonic() - started
        print(f"./dev: {name} {'ok' if code == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
        if code:
            return code
    return 0


def run_check(name: str, arguments: Sequence[str]) -> int:
    """The tool's output is shown only when it found something."""
    result = subprocess.run(
        [str(PYTHON), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        remedy = " `.venv/bin/ruff format .` settles it." if name == "format" else ""
        print(f"{result.stdout}\n./dev: {name} found the above.{remedy}")
    return result.returncode


def check_steps() -> list[tuple[str, Callable[[], int]]]:
    return [(name, partial(run_check, name, arguments)) for name, arguments in checks()]


# Work that is left is taken over by whoever is done, so that both ends of a file may run at once.
# One more than there are cores, since tests wait for servers, disks and windows.
IN_PARALLEL = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")


def run_pytest(arguments: Sequence[str]) -> int:
    return run_tests_of("pytest", arguments)


def run_tests_of(module: str, arguments: Sequence[str]) -> int:
    # Ask for a real window with QT_QPA_PLATFORM=xcb in the environment.
    platform = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return run_python(["-m", module, *arguments], own_secrets=True, extra=platform)


def check(arguments: Sequence[str]) -> int:
    if arguments:
        fail("check takes no arguments.", 2)
    return run_steps(check_steps())


def test(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--planted"]:
        return run_tests_of("tests.reliability.proving", arguments[1:])
    if arguments:
        return run_pytest(arguments)
    return run_steps([*check_steps(), ("tests", lambda: run_pytest(IN_PARALLEL))])


def demo(arguments: Sequence[str]) -> int:
    unattended = "--self-test" in arguments
    if not unattended and not has_display(os.environ) and "QT_QPA_PLATFORM" not in os.environ:
        fail("there is no display to show the window on; `./dev demo --self-test` works without one.")
    keyring = None if unattended else ROOT / "out" / "demo-keyring"
    return run_python(["main.py", "--demo", *arguments], headless=unattended, kept_secrets=keyring)


def server(arguments: Sequence[str]) -> int:
    if not (ROOT / "server" / "__main__.py").exists():
        fail("server/__main__.py does not exist in this checkout.")
    return run_python(["-m", "server", *arguments])


def bench(arguments: Sequence[str]) -> int:
    return run_script("tests/benchmarks/run.py", arguments, headless=True)


def chaos(arguments: Sequence[str]) -> int:
    return run_tests_of("tests.chaos", arguments)


def build(arguments: Sequence[str]) -> int:
    return run_script("build/build.py", arguments, headless=True)


def shots(arguments: Sequence[str]) -> int:
    return run_script("tests/shots.py", arguments, headless=True)


def lock(arguments: Sequence[str]) -> int:
    """Renews what pyproject.toml demands; with --upgrade also everything else."""
    groups = ("client", "server", "dev", "package")
    with alone():
        compile_group("dev", groups, arguments)
        for name in (group for group in groups if group != "dev"):
            # dev.txt decides the versions, so that what is shipped is what was tested.
            compile_group(name, (name,), [*arguments, "-c", "requirements/dev.txt"])
    return 0


def compile_group(name: str, groups: Sequence[str], extra: Sequence[str]) -> None:
    # No index and no command line go into the file: it must not say where this machine gets packages.
    chosen = [word for group in groups for word in ("--group", group)]
    fixed = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    hidden = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "./dev lock"]
    run_tool([uv(), "pip", "compile", *fixed, *hidden, *chosen, *extra, "-o", f"requirements/{name}.txt"])


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (demo, server, test, check, bench, chaos, build, shots, lock)
}


def main(arguments: Sequence[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in ("help", "-h", "--help"):
        print(USAGE)
        return 0 if arguments else 2
    if name not in COMMANDS:
        fail(f"there is no command {name!r}.\n\n{USAGE}", 2)
    # Being told to stop unwinds what was started; without this a display would be left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if name != "lock":
        sync()
    return COMMANDS[name](rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
