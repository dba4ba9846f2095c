"""The client's part for going anywhere: whatever a few letters or digits mean (SPEC R111)."""

from dataclasses import dataclass

from desktop.facade import Facade
from desktop.reading import members, organisations, transfers
from desktop.values import (
    MemberList,
    MemberQuery,
    MemberRow,
    OrganisationNode,
    Tab,
    TransferQuery,
    TransferRow,
)
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    members: tuple[MemberRow, ...] = ()
    organisations: tuple[OrganisationNode, ...] = ()
    transfers: tuple[TransferRow, ...] = ()


class Finding(Facade):
    def find_anywhere(self, text: str, limit: int = 6) -> Finds:
        """The first few of each kind, by name, pinyin, initials or last digits; of nothing, nothing."""
        wanted = text.strip()
        return self._read(lambda space: _find(space, wanted, limit)) if wanted else Finds()


def _find(space: Workspace, text: str, limit: int) -> Finds:
    queries = (MemberQuery(list=which, text=text) for which in MemberList)
    member_ids = [each for query in queries for each in members.list_members(space, query, limit)]
    tabs = (TransferQuery(tab=tab, text=text) for tab in Tab)
    transfer_ids = dict.fromkeys(each for query in tabs for each in transfers.list_transfers(space, query))
    return Finds(
        members=tuple(members.read_members(space, member_ids[:limit])),
        organisations=tuple(organisations.search_organisations(space, text, limit)),
        transfers=tuple(transfers.read_transfers(space, list(transfer_ids)[:limit])),
    )
