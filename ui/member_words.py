"""How a member is put into words, the same in lists and in the detail."""

from PySide6.QtCore import QCoreApplication

from desktop.values import Delivery, MemberRow
from ui.columns import Words
from ui.icons import Icon
from ui.language import name_of
from ui.theme import Tone
from ui.transfer_words import delivery_words

translate = QCoreApplication.translate


def mark_words(row: MemberRow) -> Words:
    """The column 被标记成员身份 (SPEC R30); empty for who is no graduate."""
    mark = row.member.mark
    if mark is not None:
        return Words(name_of(mark), Tone.INFO)
    return Words(translate("MemberWords", "毕业生")) if row.graduate else Words("")


def business_words(row: MemberRow) -> Words:
    """What is under way: what waits for the server first, then a transfer."""
    if row.delivery is not Delivery.CONFIRMED:
        return delivery_words(row.delivery)
    if row.open_transfer is None:
        return Words("")
    return Words(name_of(row.open_transfer), Tone.INFO, Icon.DEADLINE)
