"""All that is said of the operations; tests/server/contract holds it against what there is."""

from collections.abc import Mapping

from server.contract import figures, lookups, messages, own, running, sessions, sync
from server.contract.entry import Entry

ENTRIES: Mapping[str, Entry] = {
    **running.ENTRIES,
    **sessions.ENTRIES,
    **lookups.ENTRIES,
    **sync.ENTRIES,
    **messages.ENTRIES,
    **own.ENTRIES,
    **figures.ENTRIES,
}
