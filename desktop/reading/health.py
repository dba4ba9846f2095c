from collections.abc import Sequence

from desktop.cache.health import Ailing, ailing, names_of
from desktop.cache.organisations import organisations_by_id
from desktop.health_values import Ailment, HealthQuery, HealthRow
from desktop.workspace import Workspace
from domain.instants import china_date


def list_ailing(workspace: Workspace, query: HealthQuery) -> list[str]:
    """An id says all that was counted, so that nothing is counted again for its row."""
    today, own = china_date(workspace.clock()), workspace.session.organisation.id
    wanted = tuple(Ailment) if query.ailment is None else (query.ailment,)
    with workspace.cache.read() as snapshot:
        names = names_of(snapshot, query.text)
        found = [each for ailment in wanted for each in ailing(snapshot, ailment, today)]
    shown = [each for each in found if each.organisation_id in names and each.organisation_id != own]
    order = {ailment: place for place, ailment in enumerate(Ailment)}
    shown.sort(key=lambda each: (order[each.ailment], names[each.organisation_id], each.organisation_id))
    return [f"{each.ailment}:{each.number}:{each.organisation_id}" for each in shown]


def read_ailing(workspace: Workspace, ids: Sequence[str]) -> list[HealthRow]:
    """In the order asked; what is gone is left out."""
    told = {each: _told(each) for each in ids}
    with workspace.cache.read() as snapshot:
        found = organisations_by_id(snapshot, list({each.organisation_id for each in told.values()}))
        above = organisations_by_id(
            snapshot, list({each.parent_id for each in found.values() if each.parent_id})
        )
    return [
        HealthRow(
            id=each,
            ailment=ill.ailment,
            number=ill.number,
            organisation=known,
            above=above[known.parent_id].full_name if known.parent_id in above else "",
        )
        for each, ill in told.items()
        if (known := found.get(ill.organisation_id)) is not None
    ]


def _told(identifier: str) -> Ailing:
    ailment, number, organisation_id = identifier.split(":", 2)
    return Ailing(organisation_id, Ailment(ailment), int(number))
