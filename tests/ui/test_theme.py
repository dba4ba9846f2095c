"""Every colour of text can be read on every surface that it stands on, in light and in dark."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette

from ui.fonts import interface_font
from ui.theme import (
    DARK,
    DARK_STRONG,
    LIGHT,
    LIGHT_STRONG,
    SMALL,
    SOFT_TONES,
    Appearance,
    Theme,
    Tokens,
    Tone,
    palette_of,
    tokens_of,
    wanted_tokens,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TABLES = {"light": LIGHT, "dark": DARK, "light-strong": LIGHT_STRONG, "dark-strong": DARK_STRONG}
BOTH = pytest.mark.parametrize("tokens", TABLES.values(), ids=TABLES)


def readable(tokens: Tokens) -> float:
    """WCAG 2.2 for text: AA, and AAA for whoever has asked for high contrast."""
    return 7 if tokens in (LIGHT_STRONG, DARK_STRONG) else 4.5


SURFACES = ("window", "base", "raised", "hover", "selection")
READ_TONES = (Tone.TEXT, Tone.MUTED, Tone.ACCENT, Tone.INFO, Tone.POSITIVE, Tone.WARNING, Tone.NEGATIVE)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#fff")) == pytest.approx(4.54, abs=0.01)


@BOTH
@pytest.mark.parametrize(("tone", "surface"), list(product(READ_TONES, SURFACES)))
def test_text_can_be_read(tokens: Tokens, tone: Tone, surface: str) -> None:
    assert contrast(tokens.colour(tone), QColor(getattr(tokens, surface))) >= readable(tokens)


@BOTH
@pytest.mark.parametrize("tone", sorted(SOFT_TONES))
def test_tone_can_be_read_on_its_own_soft_surface(tokens: Tokens, tone: Tone) -> None:
    assert contrast(tokens.colour(tone), tokens.soft(tone)) >= readable(tokens)
    assert contrast(tokens.colour(Tone.TEXT), tokens.soft(tone)) >= readable(tokens)


@BOTH
@pytest.mark.parametrize("surface", ["accent", "accent_hover", "accent_pressed"])
def test_primary_button_can_be_read(tokens: Tokens, surface: str) -> None:
    assert contrast(tokens.colour(Tone.ON_ACCENT), QColor(getattr(tokens, surface))) >= readable(tokens)


@BOTH
@pytest.mark.parametrize("surface", ["base", "raised", "window"])
def test_edges_of_fields_can_be_seen(tokens: Tokens, surface: str) -> None:
    """WCAG 2.2, 1.4.11: three to one for what marks a control."""
    assert contrast(QColor(tokens.field_border), QColor(getattr(tokens, surface))) >= 3


@BOTH
def test_palette_tells_its_tokens(tokens: Tokens) -> None:
    assert tokens_of(palette_of(tokens)) is tokens


@pytest.mark.parametrize(
    ("appearance", "system", "wanted"),
    [
        (Appearance.SYSTEM, Qt.ColorScheme.Dark, DARK),
        (Appearance.SYSTEM, Qt.ColorScheme.Light, LIGHT),
        (Appearance.SYSTEM, Qt.ColorScheme.Unknown, LIGHT),
        (Appearance.LIGHT, Qt.ColorScheme.Dark, LIGHT),
        (Appearance.DARK, Qt.ColorScheme.Light, DARK),
    ],
)
def test_system_is_followed_unless_something_was_chosen(
    appearance: Appearance, system: Qt.ColorScheme, wanted: Tokens
) -> None:
    assert wanted_tokens(appearance, system) is wanted
    strong = {LIGHT: LIGHT_STRONG, DARK: DARK_STRONG}
    assert wanted_tokens(appearance, system, strong=True) is strong[wanted]


def test_appearance_can_be_fixed_and_follows_the_system_otherwise(qapp: QApplication) -> None:
    theme = Theme(qapp, Appearance.DARK)
    assert tokens_of(qapp.palette()) is DARK
    theme.set_appearance(Appearance.LIGHT)
    assert tokens_of(qapp.palette()) is LIGHT
    theme.set_appearance(Appearance.SYSTEM)
    system = qapp.styleHints().colorScheme()
    assert tokens_of(qapp.palette()) is (DARK if system is Qt.ColorScheme.Dark else LIGHT)


def test_interface_font_is_large_enough(qapp: QApplication) -> None:
    tiny = QFont(qapp.font())
    tiny.setPixelSize(8)
    assert QFontInfo(interface_font(tiny)).pixelSize() >= SMALL


def test_interface_font_keeps_a_larger_size(qapp: QApplication) -> None:
    large = QFont(qapp.font())
    large.setPixelSize(20)
    assert interface_font(large).pixelSize() == 20


@BOTH
def test_disabled_text_differs_from_text(tokens: Tokens) -> None:
    palette = palette_of(tokens)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled != palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
