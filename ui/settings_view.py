"""The screen 设置: how the window looks and speaks, where the data are, and how to remove them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.values import Changes
from ui import preferences
from ui.language import LanguageChoice
from ui.theme import GRID, Appearance
from ui.verb_button import VerbButton
from ui.verbs import Verbs

WIDEST = GRID * 80
LOCK_CHOICES = (5, 10, 30)
"""Minutes."""


class SettingsView(QWidget):
    """
    Signals
        appearance_chosen, language_chosen: take effect at once.
        lock_chosen: minutes without a touch; zero: never.
    """

    appearance_chosen = Signal(object)
    language_chosen = Signal(object)
    lock_chosen = Signal(int)

    def __init__(self, folder: Path, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("设置")
        self._verbs = verbs
        self._appearance = QButtonGroup(self)
        self._language = QButtonGroup(self)
        self._lock = QButtonGroup(self)
        page = QWidget()
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 4)
        self._page.setSpacing(GRID)
        self._add_appearance()
        self._add_language()
        self._add_lock()
        self._add_data(folder)
        self._add_about()
        self._page.addStretch(1)
        page.setMaximumWidth(WIDEST)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # Sections

    def _add_title(self, title: str) -> None:
        if self._page.count():
            self._page.addSpacing(GRID * 3)
        label = QLabel(title)
        label.setProperty("role", "title")
        self._page.addWidget(label)

    def _add_hint(self, text: str) -> None:
        label = QLabel(text, wordWrap=True)
        label.setProperty("role", "muted")
        self._page.addWidget(label)

    def _add_choices(self, group: QButtonGroup, choices: dict[str, str], chosen: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        for number, (value, text) in enumerate(choices.items()):
            button = QRadioButton(text)
            button.setObjectName(f"settings.{value}")
            button.setChecked(value == chosen)
            group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._page.addLayout(row)

    def _add_appearance(self) -> None:
        self._add_title(self.tr("外观"))
        choices = {
            Appearance.SYSTEM.value: self.tr("跟随系统"),
            Appearance.LIGHT.value: self.tr("浅色"),
            Appearance.DARK.value: self.tr("深色"),
        }
        self._add_choices(self._appearance, choices, preferences.appearance().value)
        self._appearance.idClicked.connect(
            lambda number: self.appearance_chosen.emit(Appearance(list(choices)[number]))
        )

    def _add_language(self) -> None:
        self._add_title(self.tr("语言"))
        choices = {
            f"language.{LanguageChoice.SYSTEM.value}": self.tr("跟随系统"),
            f"language.{LanguageChoice.CHINESE.value}": "中文",
            f"language.{LanguageChoice.ENGLISH.value}": "English",
        }
        self._add_choices(self._language, choices, f"language.{preferences.language_choice().value}")
        self._language.idClicked.connect(
            lambda number: self.language_chosen.emit(LanguageChoice(list(choices)[number][9:]))
        )
        self._add_hint(self.tr("立即生效。姓名、组织名和填写的内容不翻译。"))

    def _add_lock(self) -> None:
        self._add_title(self.tr("自动锁定"))
        choices = {f"lock.{minutes}": self.tr("{n} 分钟").format(n=minutes) for minutes in LOCK_CHOICES}
        choices["lock.0"] = self.tr("不自动锁定")
        self._add_choices(self._lock, choices, f"lock.{preferences.lock_minutes()}")
        self._lock.idClicked.connect(
            lambda number: self.lock_chosen.emit(int(list(choices)[number].removeprefix("lock.")))
        )
        self._add_hint(self.tr("无人操作这么久，或系统锁屏、休眠时，收起所有内容，输入密码才能继续。"))

    def _add_data(self, folder: Path) -> None:
        self._add_title(self.tr("本机数据"))
        path = QLabel(str(folder), wordWrap=True)
        path.setTextFormat(Qt.TextFormat.PlainText)
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._page.addWidget(path)
        self._add_hint(self.tr("已加密保存，只有用您的账号和密码、在这台电脑上才能打开。"))
        show = QPushButton(self.tr("打开文件夹"))
        show.setObjectName("settings.folder")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        wipe = VerbButton(self._verbs.sign_out_and_wipe, "settings.wipe")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(show)
        row.addWidget(wipe)
        row.addStretch(1)
        self._page.addLayout(row)

    def _add_about(self) -> None:
        self._add_title(self.tr("关于"))
        version = QCoreApplication.applicationVersion()
        self._page.addWidget(QLabel(self.tr("衔接 {version}").format(version=version).strip()))

    # As a screen

    def activate(self) -> None:
        chosen = self._appearance.checkedButton()
        if chosen is not None:
            chosen.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Nothing here is the client's, so nothing here changes with it."""

    def select_organisation(self, organisation_id: str | None) -> None:
        """No setting is an organisation's."""

    def look_for(self, text: str) -> None:
        """The search field is off while this screen is in front."""
