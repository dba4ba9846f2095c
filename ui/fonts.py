"""The system's Chinese interface font, at a size that Chinese can be read in."""

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from ui.theme import BODY

_FAMILIES = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei"),
    # macOS falls back to PingFang SC from its own interface font, which is no family that can be named.
    "darwin": (),
}
_OTHER_SYSTEMS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei")


def interface_font(present: QFont) -> QFont:
    """``present`` is the system's own; whoever has set it larger keeps that."""
    font = QFont(present)
    installed = set(QFontDatabase.families())
    families = [each for each in _FAMILIES.get(sys.platform, _OTHER_SYSTEMS) if each in installed]
    if families:
        font.setFamilies(families)
    font.setPixelSize(max(BODY, QFontInfo(present).pixelSize()))
    return font
