"""One situation: what to do, step by step, and the way to where it is done."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.guidance import Situation
from ui.facts import value_label
from ui.guidance_model import title_of
from ui.language import language
from ui.theme import GRID
from ui.verbs import Verbs

translate = QCoreApplication.translate
WIDEST = 90 * GRID


def action_words(verb: str) -> str:
    """What the button says that leads to where the verb is used; empty: there is none."""
    words = {
        "start_transfer": translate("Guidance", "去选择团员，发起转接"),
        "mark_member": translate("Guidance", "去选择毕业生，标记延迟毕业"),
        "reset_code": translate("Guidance", "去选择团员，生成验证码"),
        "set_graduation_month": translate("Guidance", "去组织树标记毕业时间"),
        "show_registers": translate("Guidance", "打开登记"),
        "show_inbox": translate("Guidance", "打开待我审批"),
        "show_started": translate("Guidance", "打开我发起的业务"),
        "show_settings": translate("Guidance", "打开设置"),
    }
    return words.get(verb, "")


def advised_words(verbs: Verbs, verb: str) -> str:
    """What is to be chosen first, and which key then does it."""
    if verb == "set_graduation_month":
        words = translate("Guidance", "在组织树中选中团支部，再选“{action}”（{key}）。")
        action = verbs.set_graduation_month
    else:
        words = translate("Guidance", "在列表中选中团员，再选“{action}”（{key}）。")
        known = {"mark_member": verbs.mark, "reset_code": verbs.reset_code}
        action = known.get(verb, verbs.start_transfer)
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return words.format(action=action.text().removesuffix("…"), key=key)


class GuidancePage(QScrollArea):
    """Signals ``wanted``: the verb that the situation advises."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidance.page")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_situation(None)

    def show_situation(self, situation: Situation | None) -> None:
        body = QWidget()
        body.setMaximumWidth(WIDEST)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        if situation is not None:
            self._fill(layout, situation)
        layout.addStretch(1)
        self.setWidget(body)
        self.setAccessibleName("" if situation is None else title_of(situation))

    def _fill(self, layout: QVBoxLayout, situation: Situation) -> None:
        title = value_label(title_of(situation))
        title.setObjectName("guidance.title")
        title.setProperty("role", "title")
        layout.addWidget(title)
        layout.addWidget(_steps(situation.steps if language() == "zh" else situation.steps_en))
        # The guide is Chinese, and so are the names of its parts.
        if language() == "zh":
            source = value_label(self.tr("依据：{source}").format(source=situation.source))
            source.setProperty("role", "muted")
            layout.addWidget(source)
        if action_words(situation.verb):
            button = QPushButton(action_words(situation.verb))
            button.setObjectName("guidance.act")
            button.setProperty("role", "primary")
            button.clicked.connect(lambda: self.wanted.emit(situation.verb))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _steps(steps: tuple[str, ...]) -> QWidget:
    listed = QWidget()
    grid = QGridLayout(listed)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID + 4)
    grid.setVerticalSpacing(GRID + 4)
    grid.setColumnStretch(1, 1)
    for number, step in enumerate(steps):
        place = QLabel(f"{number + 1}.")
        place.setProperty("role", "strong")
        grid.addWidget(place, number, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(value_label(step), number, 1)
    return listed
