"""Names of organisations as people say them."""

from domain.organisations import Card, Organisation

_LEAGUE = "共青团"
_BODIES = (
    ("总支部委员会", "团总支"),
    ("支部委员会", "团支部"),
    ("工作委员会", "团工委"),
    ("委员会", "团委"),
)


def spoken_name(organisation: Card | Organisation) -> str:
    """``共青团示例大学委员会`` as ``示例大学团委``: what tells it apart comes first, and nothing is left out.

    Names that are made otherwise stay as they are.
    """
    name = organisation.full_name
    if not name.startswith(_LEAGUE):
        return name
    for ending, said in _BODIES:
        if name.endswith(ending):
            return name.removeprefix(_LEAGUE).removesuffix(ending) + said
    return name
