"""The one question that is asked before it is done, because it cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.language import number

translate = QCoreApplication.translate


def ask_to_wipe(parent: QWidget, waiting: int, confirmed: Callable[[], None]) -> None:
    box = QMessageBox(parent)
    box.setObjectName("wipe")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("WipeQuestion", "清除本机数据"))
    box.setText(translate("WipeQuestion", "退出登录，并删除这台电脑上已下载的数据？"))
    box.setInformativeText(_consequences(waiting))
    box.addButton(translate("WipeQuestion", "取消"), QMessageBox.ButtonRole.RejectRole)
    wipe = box.addButton(translate("WipeQuestion", "清除并退出"), QMessageBox.ButtonRole.DestructiveRole)
    wipe.setObjectName("wipe.confirm")
    wipe.clicked.connect(confirmed)
    box.open()


def _consequences(waiting: int) -> str:
    again = translate("WipeQuestion", "下次登录需要联网，并重新下载。")
    if not waiting:
        return again
    kept = translate("WipeQuestion", "还有 {n} 条待同步的操作，它们会保留，下次登录后继续发送。")
    return f"{kept.format(n=number(waiting))}\n{again}"
