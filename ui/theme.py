"""Colours and measures: a table of tokens for light and one for dark; palette and sheet come from it."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

STYLES = Path(__file__).resolve().parent.parent / "resources" / "styles"

GRID = 8
ROW_HEIGHT = 32
SMALL, BODY, TITLE, DISPLAY = 12, 13, 16, 22
"""Sizes of type in pixels; nothing is smaller than SMALL."""


class Appearance(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour says; a state has a tone, a word and an icon, never a colour alone."""

    TEXT = "text"
    MUTED = "muted"
    DISABLED = "disabled"
    ACCENT = "accent_ink"
    ON_ACCENT = "on_accent"
    INFO = "info"
    POSITIVE = "positive"
    WARNING = "warning"
    NEGATIVE = "negative"


SOFT_TONES = frozenset({Tone.INFO, Tone.POSITIVE, Tone.WARNING, Tone.NEGATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """``window`` is the frame, ``base`` lists and fields, ``raised`` cards and bars.

    ``*_soft`` is the surface that the text of that tone stands on.
    """

    window: str
    base: str
    raised: str
    hover: str
    pressed: str
    selection: str
    border: str
    border_strong: str
    field_border: str
    focus: str
    text_selection: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_ink: str
    on_accent: str
    info: str
    info_soft: str
    positive: str
    positive_soft: str
    warning: str
    warning_soft: str
    negative: str
    negative_soft: str

    def colour(self, tone: Tone) -> QColor:
        return QColor(str(getattr(self, tone.value)))

    def soft(self, tone: Tone) -> QColor:
        """The surface that this tone's text stands on, in badges and bars."""
        return QColor(str(getattr(self, f"{tone.value}_soft")) if tone in SOFT_TONES else self.hover)


LIGHT = Tokens(
    window="#f4f4f2",
    base="#ffffff",
    raised="#ffffff",
    hover="#ececea",
    pressed="#e0e0dd",
    selection="#fbe5e3",
    border="#e2e2de",
    border_strong="#c4c4be",
    field_border="#8c8c87",
    focus="#2a6db8",
    text_selection="#cfe2f7",
    text="#1d1d1b",
    muted="#5c5c58",
    disabled="#9a9a95",
    accent="#bd1622",
    accent_hover="#a5121d",
    accent_pressed="#8e0f19",
    accent_ink="#b3141f",
    on_accent="#ffffff",
    info="#1c5a9e",
    info_soft="#e6f0fa",
    positive="#1d6a3a",
    positive_soft="#e4f3e8",
    warning="#7d4c00",
    warning_soft="#fcf0d9",
    negative="#b3141f",
    negative_soft="#fdecea",
)

DARK = Tokens(
    window="#212120",
    base="#191918",
    raised="#282827",
    hover="#31312f",
    pressed="#3b3b39",
    selection="#4a2628",
    border="#373735",
    border_strong="#565653",
    field_border="#7f7f7a",
    focus="#6ba4e8",
    text_selection="#2f4a6b",
    text="#ececea",
    muted="#adada8",
    disabled="#73736f",
    accent="#cf2e38",
    accent_hover="#bf2731",
    accent_pressed="#a8202a",
    accent_ink="#ff958f",
    on_accent="#ffffff",
    info="#90bdf3",
    info_soft="#1f3145",
    positive="#7fd49a",
    positive_soft="#1e3626",
    warning="#ecbc67",
    warning_soft="#3c2f17",
    negative="#ff958f",
    negative_soft="#44211f",
)


# For those who have asked their system for high contrast: seven to one, and every edge is drawn.
LIGHT_STRONG = replace(
    LIGHT,
    window="#ffffff",
    border="#5c5c58",
    border_strong="#1d1d1b",
    field_border="#000000",
    focus="#003f87",
    text="#000000",
    muted="#1d1d1b",
    disabled="#5c5c58",
    accent="#8e0f19",
    accent_hover="#7d0a12",
    accent_pressed="#66080f",
    accent_ink="#7d0a12",
    info="#0a3a70",
    positive="#0b4a22",
    warning="#5a3500",
    negative="#7d0a12",
)
DARK_STRONG = replace(
    DARK,
    window="#000000",
    base="#000000",
    raised="#121211",
    border="#a5a5a0",
    border_strong="#e2e2de",
    field_border="#ffffff",
    focus="#9cc6ff",
    text="#ffffff",
    muted="#e2e2de",
    disabled="#a5a5a0",
    accent="#a8202a",
    accent_hover="#96161f",
    accent_pressed="#850f18",
    accent_ink="#ffb4af",
    info="#b5d4fa",
    positive="#a5e6b8",
    warning="#f7d391",
    negative="#ffb4af",
)
_BY_WINDOW = {QColor(each.window).rgb(): each for each in (LIGHT, DARK, LIGHT_STRONG, DARK_STRONG)}


SCHEMES = {Appearance.LIGHT: Qt.ColorScheme.Light, Appearance.DARK: Qt.ColorScheme.Dark}


def wanted_tokens(appearance: Appearance, system: Qt.ColorScheme, *, strong: bool = False) -> Tokens:
    """A system that does not say is light."""
    if SCHEMES.get(appearance, system) is Qt.ColorScheme.Dark:
        return DARK_STRONG if strong else DARK
    return LIGHT_STRONG if strong else LIGHT


def tokens_of(palette: QPalette) -> Tokens:
    """The table that this palette was made from; so a widget asks its own palette, and nobody a global."""
    window = palette.color(QPalette.ColorRole.Window)
    return _BY_WINDOW.get(window.rgb()) or (DARK if window.lightness() < 128 else LIGHT)


def palette_of(tokens: Tokens) -> QPalette:
    """Selected rows keep their text colour on a tint: states stay readable, and red stays rare."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.base,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.info,
        role.LinkVisited: tokens.info,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.field_border,
        role.Shadow: tokens.field_border,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.disabled))
    return palette


def style_sheet(tokens: Tokens, style_name: str, body: int) -> str:
    """``body`` is the interface font's size: whoever has set a larger one gets a larger scale."""
    names = ["xianjie.qss"] if style_name != "fusion" else ["fusion.qss", "xianjie.qss"]
    sizes = {"small": SMALL, "title": TITLE, "display": DISPLAY}
    scaled = {name: round(size * body / BODY) for name, size in sizes.items()}
    values = {**asdict(tokens), **scaled, "styles": STYLES.as_posix()}
    return "\n".join(Template((STYLES / name).read_text("utf-8")).substitute(values) for name in names)


class Theme(QObject):
    """Dresses the application, and again whenever the system turns dark or light while it is followed."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = appearance
        # Once there is a sheet, the style's name is the sheet's own.
        application.setStyleSheet("")
        self._style_name = application.style().name()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._dress)
        self.set_appearance(appearance)

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    def set_appearance(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self._tell_the_platform()
        self._dress()

    def _tell_the_platform(self) -> None:
        """What the platform draws itself, the window's frame above all, follows the choice too."""
        hints = self._application.styleHints()
        if self._appearance is Appearance.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(SCHEMES[self._appearance])

    def _on_system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        application = self._application
        hints = application.styleHints()
        strong = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        tokens = wanted_tokens(self._appearance, hints.colorScheme(), strong=strong)
        application.setPalette(palette_of(tokens))
        body = QFontInfo(application.font()).pixelSize()
        application.setStyleSheet(style_sheet(tokens, self._style_name, body))
        self.changed.emit()


def sized(font: QFont, pixels: int, *, strong: bool = False) -> QFont:
    """The same family in one of the sizes of the scale."""
    changed = QFont(font)
    changed.setPixelSize(round(pixels * QFontInfo(QApplication.font()).pixelSize() / BODY))
    changed.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return changed


def tabular(font: QFont) -> QFont:
    """For numbers in columns: every digit as wide as the others."""
    changed = QFont(font)
    changed.setFeature(QFont.Tag("tnum"), 1)
    return changed
