"""The screens of the main window, made for one session."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.bridge import Bridge
from ui.figure_view import FigureView
from ui.guidance_view import GuidanceView
from ui.health_view import HealthView
from ui.inbox_view import InboxView
from ui.member_view import MemberView
from ui.message_view import MessageView
from ui.organisation_tree import OrganisationTree
from ui.organiser import Organiser
from ui.outbox_view import OutboxView
from ui.radar_view import RadarView
from ui.register_view import RegisterView
from ui.screen import Page
from ui.settings_view import SettingsView
from ui.verbs import Verbs

if TYPE_CHECKING:
    from desktop.client import Client


class Screens(NamedTuple):
    inbox: InboxView
    members: MemberView
    outbox: OutboxView
    messages: MessageView
    registers: RegisterView
    figures: FigureView
    radar: RadarView
    health: HealthView
    guidance: GuidanceView
    settings: SettingsView
    tree: OrganisationTree
    organiser: Organiser

    def pages(self) -> tuple[Page, ...]:
        """In the order of ``Verbs.screens``."""
        return (
            Page(self.inbox, self.inbox, has_tree=True),
            Page(self.members, self.members, has_tree=True),
            Page(self.outbox, self.outbox),
            Page(self.messages, self.messages, is_searchable=False),
            Page(self.registers, self.registers, has_tree=True),
            Page(self.figures, self.figures, is_searchable=False),
            Page(self.radar, self.radar, is_searchable=False),
            Page(self.health, self.health),
            Page(self.guidance, self.guidance),
            Page(self.settings, self.settings, is_searchable=False),
        )


def make_screens(client: "Client", bridge: Bridge, verbs: Verbs, folder: Path) -> Screens:
    tree = OrganisationTree(client, bridge)
    return Screens(
        InboxView(client, bridge, verbs),
        MemberView(client, bridge, verbs),
        OutboxView(client, bridge, verbs),
        MessageView(client, bridge, verbs),
        RegisterView(client, bridge, verbs),
        FigureView(client, bridge, verbs),
        RadarView(client, bridge, verbs),
        HealthView(client, bridge, verbs),
        GuidanceView(client, bridge, verbs),
        SettingsView(folder, verbs),
        tree,
        Organiser(client, bridge, verbs, tree),
    )
