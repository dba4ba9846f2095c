"""What a kind of transfer asks for beside reason, destination and remark (SPEC R42, section 7)."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QVBoxLayout, QWidget

from domain.destinations import Particulars, TransferKind
from ui.bridge import Bridge
from ui.field import Field
from ui.place_edit import PlaceEdit
from ui.theme import GRID

translate = QCoreApplication.translate

LONGEST = 100
_WORK = ("employer", "workplace")
ASKED: Mapping[TransferKind, tuple[str, ...]] = {
    TransferKind.EMPLOYED: (*_WORK, "agency_worker"),
    TransferKind.FURTHER_STUDY: ("enrolled_on",),
    TransferKind.UNEMPLOYED: ("parents_residence",),
    TransferKind.STUDY_ABROAD: ("country", "period", "purpose", "home_contact", "home_phone"),
    TransferKind.WORK_ABROAD: ("sent_by_employer", "parents_residence"),
    TransferKind.TOWNSHIP: _WORK,
}
PLACES = frozenset({"workplace", "parents_residence"})
TICKS = frozenset({"agency_worker", "sent_by_employer"})


def particular_name(name: str) -> str:
    names = {
        "employer": translate("Particulars", "工作单位"),
        "workplace": translate("Particulars", "工作单位所在地"),
        "agency_worker": translate("Particulars", "劳务派遣"),
        "sent_by_employer": translate("Particulars", "由单位派出（因公）"),
        "enrolled_on": translate("Particulars", "入学日期"),
        "country": translate("Particulars", "前往国家（地区）"),
        "period": translate("Particulars", "期限"),
        "purpose": translate("Particulars", "事由"),
        "home_contact": translate("Particulars", "国内联系人"),
        "home_phone": translate("Particulars", "国内联系人电话"),
        "parents_residence": translate("Particulars", "父母居住地（转往父母处时填写）"),
    }
    return names[name]


class ParticularsForm(QWidget):
    """
    Signals
        changed: something else stands in it.
    """

    changed = Signal()

    def __init__(self, bridge: Bridge, kind: TransferKind | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("particulars")
        self._bridge = bridge
        self._read: dict[str, Callable[[], str | bool]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        for name in ASKED.get(kind, ()) if kind is not None else ():
            self._layout.addWidget(self._field(name))
        # Nothing is shown before it has a parent, or it would come up as a window of its own.
        if not self._read:
            self.hide()

    @property
    def particulars(self) -> Particulars:
        given = {name: read() for name, read in self._read.items()}
        return Particulars(**given)  # type: ignore[arg-type]

    def _field(self, name: str) -> QWidget:
        if name in TICKS:
            return self._tick(name)
        if name in PLACES:
            return self._place(name)
        return self._day(name) if name == "enrolled_on" else self._text(name)

    def _tick(self, name: str) -> QWidget:
        box = QCheckBox(particular_name(name))
        box.setObjectName(f"particulars.{name}")
        box.toggled.connect(lambda _: self.changed.emit())
        self._read[name] = box.isChecked
        return box

    def _text(self, name: str) -> QWidget:
        edit = QLineEdit()
        edit.setObjectName(f"particulars.{name}")
        edit.setMaxLength(LONGEST)
        edit.textChanged.connect(lambda _: self.changed.emit())
        self._read[name] = lambda: edit.text().strip()
        return Field(particular_name(name), edit)

    def _place(self, name: str) -> QWidget:
        edit = PlaceEdit(self._bridge, f"particulars.{name}")
        field = Field(particular_name(name), edit)
        edit.place_changed.connect(lambda _: self.changed.emit())
        edit.editingFinished.connect(
            lambda: field.set_problem(self.tr("请从列表中选择一个地方。") if edit.is_unknown else "")
        )
        edit.textEdited.connect(lambda _: field.set_problem(""))
        self._read[name] = lambda: edit.code
        return field

    def _day(self, name: str) -> QWidget:
        edit = QDateEdit(QDate.currentDate())
        edit.setObjectName(f"particulars.{name}")
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        edit.dateChanged.connect(lambda _: self.changed.emit())
        self._read[name] = lambda: edit.date().toString("yyyy-MM-dd")
        return Field(particular_name(name), edit)
