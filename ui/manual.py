"""The manual 使用手册, for the browser: its pages are Markdown, which few systems can show."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge

translate = QCoreApplication.translate

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "manual"
INDEX = "README"
BACK = f'<p><a href="{INDEX}.html">← 目录</a></p>'
HEAD = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>衔接使用手册</title>'
LOOK = (
    "body{max-width:48em;margin:2em auto;padding:0 1em;line-height:1.7;font-family:sans-serif}"
    "img{max-width:100%;border:1px solid #c4c4be}td{padding:.2em .8em;border-top:1px solid #e2e2de}"
    "code{padding:0 .3em;border:1px solid #8c8c87;border-radius:3px}"
    "@media(prefers-color-scheme:dark){body{background:#212120;color:#ececea}a{color:#90bdf3}}"
)


def open_manual(owner: QWidget, bridge: Bridge, told: Callable[[str], None]) -> None:
    """``told`` is given a sentence when nothing on this machine can show it."""

    def show(page: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
            words = translate("Manual", "没有找到可以打开网页的程序。手册在 {file}")
            told(words.format(file=page))

    bridge.run(owner, write_manual, show)


def write_manual(folder: Path | None = None) -> Path:
    """Writes every page into ``folder`` and answers the first. Reads and writes: not on the GUI thread."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    place = folder or Path(cache) / "manual"
    place.mkdir(parents=True, exist_ok=True)
    for page in MANUAL.glob("*.md"):
        (place / page.with_suffix(".html").name).write_text(page_html(page), "utf-8")
    return place / f"{INDEX}.html"


def page_html(page: Path) -> str:
    document = QTextDocument()
    document.setMarkdown(page.read_text("utf-8"))
    return _linked(_undressed(document.toHtml()), page)


def _undressed(html: str) -> str:
    """Without the fonts of this machine's windows; the page has a look of its own."""
    keys = re.sub(r'<span style="[^"]*monospace[^"]*">(.*?)</span>', r"<code>\1</code>", html)
    body = re.sub(r' style="[^"]*"', "", keys[keys.index("<body") :])
    return f"{HEAD}<style>{LOOK}</style>{body}"


def _linked(html: str, page: Path) -> str:
    """Pages lie beside each other; pictures stay where the program has them."""
    pictures = (page.parent.parent / "pictures").as_uri()
    html = re.sub(r'href="([\w-]+)\.md"', r'href="\1.html"', html)
    html = html.replace('src="../pictures/', f'src="{pictures}/')
    back = "" if page.stem == INDEX else BACK
    return re.sub(r"(<body[^>]*>)", rf"\1{back}", html, count=1)
