"""What the platform has to bring along, because without it everything else passes and is useless."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from ui.icons import Icon, icon

EMITS = 10_000
BATCHES = 100


@pytest.mark.parametrize("text", ["衔接", "延迟毕业团员", "㐂龘", "…—“”"])
def test_default_font_has_chinese_glyphs(qapp: QApplication, text: str) -> None:
    layout = QTextLayout(text, qapp.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    # Glyph 0 is the box that stands for a missing character.
    assert glyphs
    assert 0 not in glyphs


class _Source(QObject):
    toggled = Signal(bool)
    changed = Signal(object)


class _Sink(QObject):
    def on_toggled(self, value: bool) -> None:
        self.last: object = value

    def on_changed(self, value: object) -> None:
        self.last = value


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal, so nothing can be lost")
def test_signals_keep_their_references(qapp: QApplication) -> None:
    """PySide 6.12.0 on Python below 3.12 gives away a reference to None and True with every emit,
    until the interpreter dies in bool_dealloc."""
    source, sink = _Source(), _Sink()
    source.toggled.connect(sink.on_toggled)
    source.changed.connect(sink.on_changed)
    before = sys.getrefcount(None), sys.getrefcount(True)
    # In small batches, so that a loss is told before it has killed the interpreter.
    for _ in range(BATCHES):
        for _ in range(EMITS // BATCHES):
            source.toggled.emit(True)
            source.changed.emit(None)
        after = sys.getrefcount(None), sys.getrefcount(True)
        lost = [earlier - later for earlier, later in zip(before, after, strict=True)]
        assert max(lost) < EMITS // BATCHES // 2


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0, 2.5])
def test_icons_are_drawn_in_the_screens_own_pixels(qapp: QApplication, scale: float) -> None:
    picture = icon(Icon.INBOX).pixmap(QSize(24, 20), scale)
    assert (picture.width(), picture.height()) == (24 * scale, 20 * scale)
    assert picture.deviceIndependentSize().toSize() == QSize(24, 20)
