"""Names of organisations as people say them."""

from domain.organisations import Card, Organisation

_LEAGUE = "共青团"
_BODIES = (
    ("总支部委员会", "团总支"),
    ("支部委员会", "团支部"),
    ("工作委员会", "团工委"),
    ("委员会", "团委"),
)
_CLASS, _BRANCH = "班团支部", "团支部"


def spoken_name(organisation: Card | Organisation) -> str:
    """``共青团示例大学委员会`` as ``示例大学团委``: what tells it apart comes first, and nothing is left out.

    Names that are made otherwise stay as they are.
    """
    place, body = _parts(organisation.full_name)
    return place + body


def listed_name(full_name: str, own: Card) -> str:
    """As short as it can be within a list of ``own``'s: ``示例大学计算机学院2022级1班团支部`` there is
    ``计算机学院2022级1班``."""
    place, body = _parts(full_name)
    home, _ = _parts(own.full_name)
    rest = (place + body).removeprefix(home)
    if not rest or rest == body:
        return place + body
    return rest.removesuffix(_BRANCH) if rest.endswith(_CLASS) else rest


def _parts(full_name: str) -> tuple[str, str]:
    if full_name.startswith(_LEAGUE):
        for ending, said in _BODIES:
            if full_name.endswith(ending):
                return full_name.removeprefix(_LEAGUE).removesuffix(ending), said
    return full_name, ""
