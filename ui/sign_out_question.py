"""Asked before signing out while something waits, which would then wait for the next time."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.language import number

translate = QCoreApplication.translate
Role = QMessageBox.ButtonRole


def ask_to_sign_out(
    parent: QWidget, waiting: int, confirmed: Callable[[], object], sync: Callable[[], object] | None
) -> None:
    """``sync`` None: nothing can be sent at present, so it is not offered."""
    box = QMessageBox(parent)
    box.setObjectName("sign_out")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("SignOutQuestion", "退出登录"))
    words = translate("SignOutQuestion", "还有 {n} 条待同步，退出后要等下次登录才发送。")
    box.setText(words.format(n=number(waiting)))
    stay = box.addButton(translate("SignOutQuestion", "取消"), Role.RejectRole)
    stay.setObjectName("sign_out.cancel")
    box.setEscapeButton(stay)
    # Whoever presses Enter without reading loses nothing.
    box.setDefaultButton(stay)
    if sync is not None:
        first = box.addButton(translate("SignOutQuestion", "先同步"), Role.AcceptRole)
        first.setObjectName("sign_out.sync")
        first.clicked.connect(sync)
        box.setDefaultButton(first)
    leave = box.addButton(translate("SignOutQuestion", "仍然退出"), Role.DestructiveRole)
    leave.setObjectName("sign_out.confirm")
    leave.clicked.connect(confirmed)
    box.open()
