"""The language that the window speaks: Chinese, the source texts' own, or English by Linguist's files."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from domain.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterable

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"

Language = Literal["zh", "en"]


class LanguageChoice(StrEnum):
    SYSTEM = "system"
    CHINESE = "zh"
    ENGLISH = "en"


class _Sentenced(Protocol):
    """A refusal, an error of the client, an item of the outbox."""

    @property
    def sentence(self) -> str: ...
    @property
    def sentence_en(self) -> str: ...


_QT_FILES: dict[Language, str] = {"zh": "qtbase_zh_CN", "en": "qtbase_en"}
_installed: list[QTranslator] = []
_present: Language = "zh"


def language() -> Language:
    return _present


def resolved(choice: LanguageChoice) -> Language:
    """Chinese unless English was asked for, by the user or by the system's first language."""
    if choice is not LanguageChoice.SYSTEM:
        return "en" if choice is LanguageChoice.ENGLISH else "zh"
    first = next(iter(QLocale.system().uiLanguages()), "")
    return "en" if first.startswith("en") else "zh"


def install_language(wanted: Language) -> None:
    """Widgets that exist already keep their texts; whoever switches builds them anew."""
    global _present
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _install(_QT_FILES[wanted], qt_folder)
    if wanted == "en":
        _install("xianjie_en", str(TRANSLATIONS))
    QLocale.setDefault(
        QLocale(QLocale.Language.Chinese, QLocale.Country.China)
        if wanted == "zh"
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    )
    _present = wanted


def _install(name: str, folder: str) -> None:
    translator = QTranslator()
    if translator.load(name, folder):
        QCoreApplication.installTranslator(translator)
        _installed.append(translator)


def sentence_of(refused: _Sentenced) -> str:
    return refused.sentence if _present == "zh" else refused.sentence_en or refused.sentence


def name_of(value: StrEnum) -> str:
    """The standard term (domain.terms) for a state, kind, mark … in the present language."""
    return term(value, _present)


def number(value: int) -> str:
    return f"{value:,}"


def listed(words: "Iterable[str]") -> str:
    return ("、" if _present == "zh" else ", ").join(words)
