"""What has been read of the messages, to and from the person's other machines.

Marks only grow, and of «everything until then» the later instant counts: so whatever order they come in,
all machines end with the same.
"""

from desktop.api import Api
from desktop.api.problems import ProblemError
from desktop.cache.areas import live_area
from desktop.cache.messages import (
    READ_UNTIL_TOLD,
    READS_KNOWN,
    Keyed,
    Untold,
    mark_all_read,
    mark_read,
    untold,
)
from desktop.cache.notes import read_note, write_note
from desktop.values import Changes
from desktop.workspace import Workspace

AT_ONCE = 500


class Reads:
    def __init__(self, workspace: Workspace, api: Api) -> None:
        self._workspace = workspace
        self._api = api
        self._seq: int | None = None
        """How far the cache had come when it was asked last. Where nothing has come since, and nothing is to
        be told, nobody is asked."""

    def exchange(self) -> None:
        try:
            while self._exchange_some():
                pass
        except ProblemError as error:
            # A server before this one has no place for them; they are told when it has.
            if error.status != 404:
                raise

    def _exchange_some(self) -> bool:
        """Whether there is more."""
        with self._workspace.cache.read() as snapshot:
            seq = live_area(snapshot).seq
            mine = untold(snapshot, AT_ONCE)
            known = read_note(snapshot, READS_KNOWN)
        if known is not None and seq == self._seq and not mine.until and not mine.read:
            return False
        more = self._told(mine, int(known or 0)) or len(mine.read) == AT_ONCE
        if not more:
            self._seq = seq
        return more

    def _told(self, mine: Untold, known: int) -> bool:
        answer = self._api.exchange_reads(
            mine.until or None, [(each.id, each.at) for each in mine.read], known
        )
        with self._workspace.cache.write() as snapshot:
            mark_read(snapshot, mine.read, told=True)
            mark_read(snapshot, [Keyed(at, each) for each, at in answer.read], told=True)
            mark_all_read(snapshot, answer.until or "")
            write_note(snapshot, READ_UNTIL_TOLD, answer.until or "")
            write_note(snapshot, READS_KNOWN, str(answer.known))
        if answer.read or answer.until:
            self._workspace.on_changes(Changes(messages=True))
        return answer.more
