"""A part of a detail pane under its heading."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import GRID


class Section(QWidget):
    def __init__(self, title: str, *contents: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(title)
        heading.setProperty("role", "strong")
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        for each in contents:
            layout.addWidget(each)
