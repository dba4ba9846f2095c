"""An approval, a bulk mark and a transfer through the accessibility bus, as a screen reader does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.sync.processes import ROOT, ServerProcess, seed

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
READER = Path(__file__).with_name("screen_reader.py")
TAB, SPACE, HOME, DOWN, RETURN = 0xFF09, 0x20, 0xFF50, 0xFF54, 0xFF0D
"""X key symbols."""
ABLE = 3
"""The row of a graduate who can be transferred, whether or not two before it have been marked."""


class Reader:
    """Every call waits until what it names can be read."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def _asked(self, *words: str | int) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert "error" not in told, f"{words}: {told['error']}\n" + " | ".join(told["sight"])
        return told["answer"]

    def press(self, role: str, name: str) -> None:
        self._asked("press", role, name)

    def keys(self, *symbols: int) -> None:
        for symbol in symbols:
            self._asked("key", symbol)

    def focus(self, role: str, name: str) -> None:
        self._asked("focus", role, name)

    def write(self, name: str, text: str) -> None:
        self._asked("write", name, text)

    def read(self, role: str, name: str) -> str:
        return str(self._asked("read", role, name))

    def rows(self, name: str, word: str = "") -> list[list[str]]:
        """As soon as ``word`` stands in each of them."""
        rows: list[list[str]] = self._asked("rows", name, word)
        return rows

    def selected(self, name: str) -> list[int]:
        rows: list[int] = self._asked("selected", name)
        return rows

    def choices(self, name: str) -> list[str]:
        names: list[str] = self._asked("choices", name)
        return names

    def nameless(self) -> list[str]:
        found: list[str] = self._asked("nameless")
        return found


def _has_pyatspi() -> bool:
    try:
        asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return asked.returncode == 0 and Path(LAUNCHER).exists()


@contextmanager
def running(*command: str, environment: dict[str, str], **how: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **how)
    with process:
        try:
            yield process
        finally:
            process.terminate()


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Its own display, its own buses, its own server."""
    if not _has_pyatspi():
        # What CI does not see would not be seen at all.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("python3-pyatspi or at-spi2-core is missing")
    folder = tmp_path_factory.mktemp("reader")
    account = seed(folder)["university"]
    server = ServerProcess(folder)
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with ExitStack() as stack:
        stack.callback(server.stop)
        server.start()
        (folder / "runtime").mkdir(mode=0o700)
        surroundings = {**os.environ, "XDG_RUNTIME_DIR": str(folder / "runtime"), "PYTHONUTF8": "1"}
        surroundings |= {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

        def begin(*command: str, **how: Any) -> subprocess.Popen[str]:
            return stack.enter_context(running(*command, environment=surroundings, **how))

        screen = ("-screen", "0", "1440x900x24", "-nolisten", "tcp")
        surroundings["DISPLAY"] = ":" + _first_line(begin("Xvfb", "-displayfd", "1", *screen, **pipe))
        bus = begin("dbus-daemon", "--session", "--nofork", "--print-address", **pipe)
        surroundings["DBUS_SESSION_BUS_ADDRESS"] = _first_line(bus)
        begin(LAUNCHER, "--launch-immediately", stderr=subprocess.DEVNULL)
        program = ("-m", "tests.ui.screen_reader_program", str(folder / "profiles"), server.address)
        with (folder / "program.log").open("w") as log:
            begin(sys.executable, *program, account["account"], account["password"], stderr=log)
        told = begin(SYSTEM_PYTHON, str(READER), stdin=subprocess.PIPE, **pipe)
        yield Reader(told)


def test_R112_an_approval(reader: Reader) -> None:
    rows = reader.rows("待我审批")
    place = next(row for row, cells in enumerate(rows) if "待转出审批" in cells or "待转入审批" in cells)
    reader.focus("table", "待我审批")
    reader.keys(HOME, *[DOWN] * place)
    assert reader.selected("待我审批") == [place]
    assert reader.nameless() == []
    name = rows[place][0]
    reader.read("label", name)
    reader.press("push button", "同意")
    assert reader.read("label", f"同意：{name}，服务器已确认")


def test_R30_marking_several(reader: Reader) -> None:
    reader.press("check box", "团员")
    reader.write("在“团员”中查找", "标记:毕业生 办理:无")
    count = _count(reader)
    reader.focus("table", "团员列表")
    reader.keys(HOME, SPACE, DOWN, SPACE)
    assert reader.selected("团员列表") == [0, 1]
    reader.press("push button", "标记")
    reader.press("radio button", "延迟毕业团员")
    assert reader.nameless() == []
    reader.keys(TAB, DOWN)
    reader.write("延迟毕业原因", "学分未修满")
    reader.press("push button", "标记 2 人")
    reader.read("page tab", f"团员列表  {count - 2:,}")


def _count(reader: Reader) -> int:
    """As the tab says it, once the filter has been followed."""
    reader.rows("团员列表", "毕业生")
    return int(reader.read("page tab", "团员列表*").split()[-1].replace(",", ""))


def test_R40_starting_a_transfer(reader: Reader) -> None:
    reader.press("check box", "团员")
    reader.write("在“团员”中查找", "标记:毕业生 办理:无")
    name = reader.rows("团员列表", "毕业生")[ABLE][0]
    reader.focus("table", "团员列表")
    reader.keys(HOME, *[DOWN] * ABLE)
    reader.press("push button", "发起转接")
    assert reader.nameless() == []
    reader.focus("list", "毕业去向")
    assert reader.choices("毕业去向")[0] == "已落实工作单位（含自主创业）"
    reader.keys(HOME)
    reader.write("按名称查找转入组织", "示例科技")
    assert reader.choices("找到的组织")
    reader.focus("text", "按名称查找转入组织")
    reader.keys(RETURN)
    reader.write("工作单位", "示例科技有限公司")
    assert reader.nameless() == []
    reader.press("push button", "发起 1 项转接")
    assert reader.read("label", f"发起转接：{name}*")
