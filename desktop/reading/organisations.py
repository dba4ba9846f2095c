from collections.abc import Sequence

from desktop.cache import Snapshot
from desktop.cache.organisations import (
    Below,
    children_of,
    count_below,
    find_organisations,
    organisations_by_id,
    path_to,
)
from desktop.values import Delivery, OrganisationNode
from desktop.workspace import Workspace
from desktop.world import edition_in_force
from domain.organisations import Organisation
from domain.policy import Edition


def read_roots(workspace: Workspace) -> list[OrganisationNode]:
    """The administrator's own organisation: the scope is it and what lies below (SPEC R5)."""
    own = workspace.session.organisation.id
    with workspace.cache.read() as snapshot:
        stored = organisations_by_id(snapshot, [own])
        return [
            _node(workspace, snapshot, each) for each in {**stored, **_predicted(workspace, own)}.values()
        ]


def read_children(workspace: Workspace, organisation_id: str) -> list[OrganisationNode]:
    with workspace.cache.read() as snapshot:
        stored = children_of(snapshot, organisation_id)
        children = _with_predicted(workspace, stored, organisation_id)
        return [_node(workspace, snapshot, each) for each in children]


def read_path(workspace: Workspace, organisation_id: str) -> list[str]:
    with workspace.cache.read() as snapshot:
        predicted = workspace.predicted_organisations.get(organisation_id)
        if predicted is None or predicted.parent_id is None:
            return path_to(snapshot, organisation_id)
        return [*path_to(snapshot, predicted.parent_id), organisation_id]


def read_organisation(workspace: Workspace, organisation_id: str) -> OrganisationNode | None:
    with workspace.cache.read() as snapshot:
        found = workspace.world(snapshot).organisation_if_known(organisation_id)
        return None if found is None else _node(workspace, snapshot, found)


def search_organisations(workspace: Workspace, text: str, limit: int) -> list[OrganisationNode]:
    with workspace.cache.read() as snapshot:
        return [_node(workspace, snapshot, each) for each in find_organisations(snapshot, text, limit)]


def read_policy(workspace: Workspace) -> Edition | None:
    with workspace.cache.read() as snapshot:
        return edition_in_force(snapshot)


def _predicted(workspace: Workspace, organisation_id: str) -> dict[str, Organisation]:
    found = workspace.predicted_organisations.get(organisation_id)
    return {} if found is None else {organisation_id: found}


def _with_predicted(
    workspace: Workspace, stored: Sequence[Organisation], parent_id: str
) -> list[Organisation]:
    """In their places; what is new there comes last, until the server has said that it is there."""
    predicted = workspace.predicted_organisations
    known = {each.id for each in stored}
    changed = [predicted.get(each.id, each) for each in stored]
    new = [each for each in predicted.values() if each.id not in known]
    return [each for each in (*changed, *new) if each.active and each.parent_id == parent_id]


def _node(workspace: Workspace, snapshot: Snapshot, each: Organisation) -> OrganisationNode:
    """What lies below is counted where the server says that it lies."""
    predicted = workspace.predicted_organisations
    stored = organisations_by_id(snapshot, [each.id]).get(each.id) if each.id in predicted else each
    below = Below(0, 0, False) if stored is None else count_below(snapshot, stored)
    new = any(other.active and other.parent_id == each.id for other in predicted.values())
    return OrganisationNode(
        organisation=each,
        members=below.members,
        pending=below.pending,
        has_children=below.has_children or new,
        delivery=Delivery.WAITING if each.id in predicted else Delivery.CONFIRMED,
    )
