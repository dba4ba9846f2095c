"""One rate as a large number with its fraction, held against its target (SPEC R100–R105)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.figure_values import FigureRate
from desktop.lifting import needed_for
from domain.policy import Figure
from ui.figure_words import rate_tone, share_text
from ui.language import name_of, number
from ui.target_bar import TargetBar
from ui.theme import GRID


class FigureCard(QFrame):
    """
    Signals
        counting_wanted, counted_wanted: the members behind the numerator and the denominator.
        lifting_wanted: what would bring it to its target.
    """

    counting_wanted = Signal()
    counted_wanted = Signal()
    lifting_wanted = Signal()

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"figure.{figure}")
        self.setProperty("role", "card")
        self._name = name_of(figure)
        title = QLabel(self._name)
        title.setProperty("role", "muted")
        title.setWordWrap(True)
        self._value = QLabel()
        self._value.setObjectName(f"figure.{figure}.value")
        self._value.setProperty("role", "display")
        self._numerator = _link(f"figure.{figure}.numerator")
        self._denominator = _link(f"figure.{figure}.denominator")
        self._bar = TargetBar()
        self._lift = _link(f"figure.{figure}.lift")
        self._arrange(title)
        self._numerator.clicked.connect(self.counting_wanted)
        self._denominator.clicked.connect(self.counted_wanted)
        self._lift.clicked.connect(self.lifting_wanted)

    def _arrange(self, title: QLabel) -> None:
        fraction = _row(self._numerator, QLabel("/"), self._denominator)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(title)
        layout.addWidget(self._value)
        layout.addLayout(fraction)
        layout.addWidget(self._bar)
        layout.addLayout(_row(self._lift))

    def show_rate(self, rate: FigureRate, assumed: float) -> None:
        """``assumed`` stands for a target while none is set."""
        self._value.setText(share_text(rate.value))
        self._numerator.setText(number(rate.numerator))
        self._denominator.setText(number(rate.denominator))
        self._bar.show_share(rate.value, rate.target, rate_tone(rate, rate.target))
        self._lift.setText(self._distance(rate, assumed))
        self._lift.setEnabled(rate.value is not None)
        self._numerator.setAccessibleName(
            self.tr("{figure}的分子：{n} 人").format(figure=self._name, n=rate.numerator)
        )
        self._denominator.setAccessibleName(
            self.tr("{figure}的分母：{n} 人").format(figure=self._name, n=rate.denominator)
        )
        self.setAccessibleName(f"{self._name} {share_text(rate.value)}")

    def _distance(self, rate: FigureRate, assumed: float) -> str:
        if rate.value is None:
            return self.tr("没有人计入")
        target = rate.target if rate.target is not None else assumed
        needed, share = needed_for(rate, target), f"{target * 100:g}%"
        if not needed:
            return self.tr("已达到 {share}").format(share=share)
        return self.tr("到 {share} 还差 {n} 人").format(share=share, n=number(needed))


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID // 2)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _link(name: str) -> QPushButton:
    link = QPushButton()
    link.setObjectName(name)
    link.setProperty("role", "link")
    link.setProperty("flush", True)
    return link
