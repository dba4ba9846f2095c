from collections.abc import Sequence

from desktop.cache import Snapshot
from desktop.cache.organisations import (
    children_of,
    count_below,
    find_organisations,
    organisations_by_id,
    path_to,
)
from desktop.values import OrganisationNode
from desktop.workspace import Workspace
from desktop.world import edition_in_force
from domain.organisations import Organisation
from domain.policy import Edition


def read_roots(workspace: Workspace) -> list[OrganisationNode]:
    """The administrator's own organisation: the scope is it and what lies below (SPEC R5)."""
    own = workspace.session.organisation.id
    with workspace.cache.read() as snapshot:
        return _nodes(snapshot, list(organisations_by_id(snapshot, [own]).values()))


def read_children(workspace: Workspace, organisation_id: str) -> list[OrganisationNode]:
    with workspace.cache.read() as snapshot:
        return _nodes(snapshot, children_of(snapshot, organisation_id))


def read_path(workspace: Workspace, organisation_id: str) -> list[str]:
    with workspace.cache.read() as snapshot:
        return path_to(snapshot, organisation_id)


def search_organisations(workspace: Workspace, text: str, limit: int) -> list[OrganisationNode]:
    with workspace.cache.read() as snapshot:
        return _nodes(snapshot, find_organisations(snapshot, text, limit))


def read_policy(workspace: Workspace) -> Edition | None:
    with workspace.cache.read() as snapshot:
        return edition_in_force(snapshot)


def _nodes(snapshot: Snapshot, organisations: Sequence[Organisation]) -> list[OrganisationNode]:
    return [_node(snapshot, each) for each in organisations]


def _node(snapshot: Snapshot, each: Organisation) -> OrganisationNode:
    below = count_below(snapshot, each)
    return OrganisationNode(
        organisation=each,
        members=below.members,
        pending=below.pending,
        has_children=below.has_children,
    )
