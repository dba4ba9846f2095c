"""Makes the client's bundle: ``./dev build`` → ``out/dist/xianjie/``, its size and how fast it starts.

``--self-test`` then runs the frozen program against a fresh local server, as ``./dev demo --self-test``
does with the sources.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "out" / "dist" / "xianjie"
PROGRAM = BUNDLE / ("xianjie.exe" if sys.platform == "win32" else "xianjie")

SERVER_PACKAGES = ("server", "fastapi", "starlette", "uvicorn", "psycopg", "alembic", "argon2", "pypinyin")


def make_bundle() -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--clean",
            "--log-level=WARN",
            f"--workpath={ROOT / 'out' / 'work'}",
            f"--distpath={ROOT / 'out' / 'dist'}",
            str(ROOT / "build" / "xianjie.spec"),
        ],
        check=True,
        cwd=ROOT,
    )


def size_in_mib(folder: Path) -> float:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def server_code_in_bundle() -> list[str]:
    """Names of server packages that PyInstaller put into the archive or beside it."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(PROGRAM))
    modules = archive.open_embedded_archive("PYZ.pyz").toc
    names = {str(name).split(".")[0] for name in modules}
    names |= {path.name for path in (BUNDLE / "_internal").iterdir()}
    return sorted(names & set(SERVER_PACKAGES))


def start_milliseconds() -> float:
    """From the start of the process to its first painted window, which the self-test tells first; the
    median of five starts after one that warms the disk's cache."""
    times = []
    for _ in range(6):
        with tempfile.TemporaryDirectory(prefix="xianjie-start-") as folder:
            words = ["--self-test", "--server", "http://127.0.0.1:9", "--account", "x", "--profiles", folder]
            started = time.time()
            with subprocess.Popen([str(PROGRAM), *words], stdout=subprocess.PIPE, text=True) as program:
                assert program.stdout is not None
                told = json.loads(program.stdout.readline())
                assert told["step"] == "open_window"
                assert told["ok"]
                times.append((told["painted_at"] - started) * 1000)
                program.kill()
    return statistics.median(times[1:])


def self_test() -> int:
    """The frozen program drives itself against a server that runs from the sources."""
    environment = {**os.environ, "XIANJIE_PROGRAM": str(PROGRAM)}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--demo", "--self-test"], env=environment, check=False
    ).returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev build", description=__doc__)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    make_bundle()
    found = server_code_in_bundle()
    if found:
        print(f"server code in the bundle: {', '.join(found)}", file=sys.stderr)
        return 1
    print(f"{BUNDLE.relative_to(ROOT)}: {size_in_mib(BUNDLE):.0f} MiB")
    print(f"first painted window after {start_milliseconds():.0f} ms")
    return self_test() if arguments.self_test else 0


if __name__ == "__main__":
    sys.exit(main())
