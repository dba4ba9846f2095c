"""What the main window knows of a screen."""

from typing import NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from desktop.values import Changes


class Screen(Protocol):
    title: str

    def activate(self) -> None:
        """It has come to the front: it takes the focus and offers its verbs."""
        ...

    def refresh(self, changes: Changes) -> None: ...

    def select_organisation(self, organisation_id: str | None) -> None:
        """None: the whole scope."""
        ...

    def look_for(self, text: str) -> None:
        """What stands in the header's search field."""
        ...


class Page(NamedTuple):
    """A screen as it stands in the window. Python has no word for «a widget and a screen»."""

    widget: QWidget
    screen: Screen
    has_tree: bool = False
    """Whether the organisation tree stands beside it and drives it."""
    is_searchable: bool = True
