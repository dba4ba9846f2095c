"""Every sentence of the window is in the English file, translated, with its braces; and the .qm is current.

New texts get there by
    .venv/bin/pyside6-lupdate ui/*.py -locations none -no-obsolete -ts resources/translations/xianjie_en.ts
then a translation of what is unfinished (Linguist or any editor), then
    .venv/bin/pyside6-lrelease resources/translations/xianjie_en.ts -qm resources/translations/xianjie_en.qm
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from ui.language import TRANSLATIONS, LanguageChoice, install_language, language, name_of, number, resolved
from ui.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

UI = Path(__file__).resolve().parents[2] / "ui"
TS = TRANSLATIONS / "xianjie_en.ts"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BRACES = re.compile(r"\{\w*\}|%n")


OWN_NAMES = ("中文",)
"""A language is called by its own name, whatever language is spoken."""


class Text(NamedTuple):
    context: str
    source: str


class Translated(NamedTuple):
    forms: tuple[str, ...]
    unfinished: bool


class _Finder(ast.NodeVisitor):
    """Finds texts without lupdate, whose reader of Python passes over calls that it does not understand."""

    def __init__(self) -> None:
        self.texts: set[Text] = set()
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        words = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if name == "tr":
            self.texts.add(Text(self._classes[-1], str(words[0])))
        elif name == "translate" and len(node.args) > 1:
            self.texts.add(Text(str(words[0]), str(words[1])))
        self.generic_visit(node)


class _Untranslated(ast.NodeVisitor):
    """Finds Chinese that no translation is asked for. Errors bring both languages along; samples and the
    constants of a module are measured or looked for, and not shown."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Call(self, node: ast.Call) -> None:
        if getattr(node.func, "attr", getattr(node.func, "id", "")) not in ("tr", "translate", "ClientError"):
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A docstring is no text of the window."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg != "sample":
            self.generic_visit(node)

    def visit_Module(self, node: ast.Module) -> None:
        for statement in node.body:
            if not isinstance(statement, ast.Assign | ast.AnnAssign):
                self.visit(statement)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and CHINESE.search(node.value) and node.value not in OWN_NAMES:
            self.found.append(node.value)


def _texts_of_sources() -> set[Text]:
    finder = _Finder()
    for file in UI.glob("*.py"):
        finder.visit(ast.parse(file.read_text("utf-8")))
    return finder.texts


def _translations() -> dict[Text, Translated]:
    # The file is our own, so its XML can be trusted.
    root = ElementTree.parse(TS).getroot()
    return {
        Text(context.findtext("name", ""), message.findtext("source", "")): _translated(message)
        for context in root.iter("context")
        for message in context.iter("message")
    }


def _translated(message: ElementTree.Element) -> Translated:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    return Translated(tuple(forms), translation.get("type") == "unfinished")


@pytest.fixture
def english(qapp: object) -> Iterator[None]:
    install_language("en")
    yield
    install_language("zh")


def test_file_holds_exactly_the_texts_of_the_sources() -> None:
    assert set(_translations()) == _texts_of_sources()


@pytest.mark.parametrize(
    "file", sorted(set(UI.glob("*.py")) - {UI / "self_test.py"}), ids=lambda file: file.stem
)
def test_no_text_goes_round_translation(file: Path) -> None:
    finder = _Untranslated()
    finder.visit(ast.parse(file.read_text("utf-8")))
    assert finder.found == []


def test_everything_is_translated() -> None:
    unfinished = [text for text, each in _translations().items() if each.unfinished or "" in each.forms]
    assert unfinished == []


def test_translations_keep_their_braces_and_are_english() -> None:
    for text, translated in _translations().items():
        for form in translated.forms:
            assert sorted(BRACES.findall(form)) == sorted(BRACES.findall(text.source)), text
            assert not CHINESE.search(form), text


def test_numbers_have_a_singular_and_a_plural() -> None:
    """Qt finds nothing for a number other than 1 when a text with %n has one form only, which lupdate
    makes of it outside of `self.tr`: write {n} there."""
    for text, translated in _translations().items():
        assert len(translated.forms) == (2 if "%n" in text.source else 1), text


def test_compiled_file_is_current(qapp: object) -> None:
    compiled = QTranslator()
    assert compiled.load("xianjie_en", str(TRANSLATIONS))
    for text, translated in _translations().items():
        numbers = (1, 2) if len(translated.forms) == 2 else (-1,)
        told = tuple(compiled.translate(text.context, text.source, None, n) for n in numbers)
        assert told == translated.forms, text


def test_windows_made_afterwards_speak_english(english: None) -> None:
    assert language() == "en"
    assert Verbs().approve.text() == "Approve"


def test_windows_made_afterwards_speak_chinese(qapp: object) -> None:
    install_language("en")
    install_language("zh")
    assert Verbs().approve.text() == "同意"


def test_standard_terms_follow(english: None) -> None:
    from domain.members import Mark

    assert name_of(Mark.TEACHER) == "teacher"


def test_choice_is_chinese_unless_english_is_asked_for() -> None:
    assert resolved(LanguageChoice.CHINESE) == "zh"
    assert resolved(LanguageChoice.ENGLISH) == "en"
    assert resolved(LanguageChoice.SYSTEM) in ("zh", "en")


def test_numbers_have_separators() -> None:
    assert number(1234567) == "1,234,567"
