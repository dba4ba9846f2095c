"""Filters at hand beside the list: by any column, by a name that the user gave one (SPEC R120)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.filters import SavedFilter
from desktop.member_fields import FIELD_NAMES, MemberField
from domain.identity import Gender
from domain.members import Mark
from domain.transfers import OPEN_STATES, TransferState
from ui.icons import BESIDE_TEXT, Icon, icon
from ui.language import language, name_of

WORDS = {"zh": ("有", "无", "是", "否", "毕业生"), "en": ("any", "none", "yes", "no", "graduate")}


def _terms() -> dict[MemberField, tuple[str, ...]]:
    """As the search understands them, in the present language."""
    some, none, yes, no, graduate = WORDS[language()]
    open_states = [state for state in TransferState if state in OPEN_STATES]
    return {
        MemberField.GENDER: tuple(map(name_of, Gender)),
        MemberField.MARK: (graduate, *map(name_of, Mark), none),
        MemberField.UNDER_WAY: (some, none, *map(name_of, open_states)),
        MemberField.PARTY: (yes, no),
    }


class FilterButton(QToolButton):
    """
    Signals
        wanted: the text of a filter; with a colon at its end it waits for a value.
        forgotten: the name of a filter that the user does not want any longer.
    """

    wanted = Signal(str)
    forgotten = Signal(str)

    def __init__(self, save: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("member.filter")
        self.setProperty("role", "quiet")
        self.setText(self.tr("筛选"))
        self.setIcon(icon(Icon.FILTER))
        self.setIconSize(BESIDE_TEXT)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("按列筛选，例如：班级:1班 标记:教师；加“-”表示排除"))
        self._save = save
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.show_filters(())

    def show_filters(self, filters: Sequence[SavedFilter]) -> None:
        self._menu.clear()
        for each in filters:
            self._add(self._menu, each.name, each.text, picture=Icon.FILTER)
        if filters:
            self._menu.addSeparator()
        by_column = self._menu.addMenu(self.tr("按列"))
        for field in MemberField:
            self._add_field(by_column, field)
        self._menu.addSeparator()
        self._menu.addAction(self._save)
        if filters:
            forgetting = self._menu.addMenu(self.tr("删除已存的筛选"))
            for each in filters:
                forgetting.addAction(each.name, partial(self.forgotten.emit, each.name))

    def _add_field(self, menu: QMenu, field: MemberField) -> None:
        name = spoken_field(field)
        values = _terms().get(field, ())
        if not values:
            self._add(menu, f"{name}:", f"{name}:")
            return
        below = menu.addMenu(name)
        for value in values:
            spaced = f'"{value}"' if " " in value else value
            self._add(below, value, f"{name}:{spaced}")

    def _add(self, menu: QMenu, title: str, text: str, picture: Icon | None = None) -> None:
        action = menu.addAction(title, partial(self.wanted.emit, text))
        if picture is not None:
            action.setIcon(icon(picture))


def spoken_field(field: MemberField) -> str:
    return FIELD_NAMES[field][0] if language() == "zh" else field.value
