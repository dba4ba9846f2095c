"""What the main window knows of a screen; inbox, members, outbox and settings are made of this."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.values import Changes


class Screen(QWidget):
    """
    Signals
        acted: the outcomes of what was just decided, for the undo bar and the message bar.
        open_transfer_requested: the id of a transfer to be shown in the inbox.
    """

    acted = Signal(list)
    open_transfer_requested = Signal(str)

    title = ""
    has_organisations = True
    """Whether the tree stands beside it and drives it."""
    is_searchable = True

    def activate(self) -> None:
        """It has come to the front: it takes the focus and offers its verbs."""
        raise NotImplementedError

    def refresh(self, changes: Changes) -> None:
        raise NotImplementedError

    def select_organisation(self, organisation_id: str | None) -> None:
        """None: the whole scope."""

    def find(self, text: str) -> None:  # type: ignore[override]  # QWidget's own is a static look-up.
        """What stands in the header's search field."""
