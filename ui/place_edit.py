"""A place by its name: county, township or street, chosen from those that hold what was typed."""

from functools import partial

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop.places import find_places
from ui.bridge import Bridge

MOST = 30
TYPING_PAUSE = 150


class PlaceEdit(QLineEdit):
    """
    Signals
        place_changed: the division's code, or empty while none is chosen.
    """

    place_changed = Signal(str)

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(self.tr("输入县区或乡镇街道名称"))
        self._bridge = bridge
        self._codes: dict[str, str] = {}
        self._names = QStringListModel(self)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._pause.timeout.connect(self._look)
        self.textEdited.connect(lambda _: self._pause.start())
        self.textChanged.connect(lambda _: self.place_changed.emit(self.code))

    @property
    def code(self) -> str:
        return self._codes.get(self.text().strip(), "")

    @property
    def is_unknown(self) -> bool:
        """Something stands here that is no place."""
        return bool(self.text().strip()) and not self.code

    def _look(self) -> None:
        text = self.text().strip()
        self._bridge.run(self, partial(find_places, text, MOST), partial(self._on_found, text))

    def _on_found(self, text: str, places: list[tuple[str, str]]) -> None:
        if text != self.text().strip():
            return
        self._codes |= {name: code for code, name in places}
        self._names.setStringList([name for _, name in places])
        self.place_changed.emit(self.code)
        if places and not self.code and self.hasFocus():
            self.completer().complete()
