"""A real Chromium, started once for a module; each test has windows of its own, without a past."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.server.conftest import absent

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 860}
PATIENCE = 10_000
"""Milliseconds in which a page must have shown what a test waits for."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        absent("Chromium is not installed")
    # Not longer than a module: while it runs, this thread has an event loop and can start no other.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Fails the test on whatever the browser complains of: a script that breaks, a policy that is broken."""
    windows: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(viewport: dict[str, int] = PHONE, **options: Any) -> Page:
        window = browser.new_context(viewport=viewport, **{"locale": "zh-CN", **options})  # type: ignore[arg-type]
        window.set_default_timeout(PATIENCE)
        windows.append(window)
        page = window.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        return page

    yield opened
    for window in windows:
        window.close()
    # A page that tells of a refusal comes with its status, which the console repeats.
    assert [text for text in complaints if "the server responded with a status of 4" not in text] == []
