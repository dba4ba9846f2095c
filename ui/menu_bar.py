"""The menu bar: every verb once, in the groups of ``Verbs``."""

from PySide6.QtWidgets import QMenuBar

from ui.verbs import Verbs


def fill_menu_bar(bar: QMenuBar, verbs: Verbs) -> None:
    breaks = {
        verbs.change_password,
        verbs.lock,
        verbs.quit,
        verbs.next_row,
        verbs.find,
        verbs.show_inbox,
        verbs.take_back,
        verbs.chase,
        verbs.mark_read,
        verbs.export,
        verbs.import_sheet,
        verbs.print_list,
        verbs.create_organisation,
        verbs.dissolve_organisation,
    }
    for title, actions in verbs.groups:
        menu = bar.addMenu(title)
        for action in actions:
            if action in breaks:
                menu.addSeparator()
            menu.addAction(action)
