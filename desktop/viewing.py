"""The client's part for what was shown of members (SPEC R14)."""

from desktop.cache.views import View, add_view
from desktop.clock import instant_text
from desktop.facade import Facade
from desktop.identifiers import new_id
from desktop.workspace import Workspace


class Viewing(Facade):
    def note_identity_shown(self, member_id: str) -> None:
        """To be called when a full identity number comes onto the screen. The server's audit trail is told of
        it, at once or when there is a network again."""
        now = self._clock()
        view = View(new_id(now), member_id, instant_text(now))

        def note(space: Workspace) -> None:
            with space.cache.write() as snapshot:
                add_view(snapshot, view)

        self._read(note)
        self._send_soon()
