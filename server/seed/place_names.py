"""What the League's committees of places are called.

A government's own level has a 委员会; what is only its agency (街道, development zones) a 工作委员会.
"""

from domain.divisions import Division

_FUNCTIONAL_ZONES = range(70, 80)
"""The last two digits of the codes of development zones among the counties."""
_AGENCIES = ("街道", "地区", "区", "园", "城", "办事处", "办公室", "管理处", "中心", "谷", "港", "岛", "海域")
_GOVERNING_BODIES = ("管理委员会", "管委会", "办事处")
_GOVERNED = ("街道", "地区", "区", "园", "城")


def own_name(division: Division, parent: str) -> str:
    """Without the parent's name before it and without the body that governs it behind it."""
    name = division.name
    if division.level >= 2 and name != parent:
        name = name.removeprefix(parent)
    for body in _GOVERNING_BODIES:
        if name.endswith(body) and name.removesuffix(body).endswith(_GOVERNED):
            return name.removesuffix(body)
    return name


def is_agency(division: Division) -> bool:
    if division.level < 2:
        return False
    if division.level == 2:
        return int(division.code[4:]) in _FUNCTIONAL_ZONES or division.name.endswith(("岛", "海域"))
    return division.name.removesuffix("管理委员会").removesuffix("管委会").endswith(_AGENCIES)


def full_name(place: str, agency: bool) -> str:
    """``place`` is the whole chain of names from the province on."""
    return f"共青团{place}{'工作' if agency else ''}委员会"


def short_name(division: Division, name: str, agency: bool) -> str:
    if agency:
        return f"{name}团工委"
    if division.level == 3:
        return f"{name}团委"
    if name.endswith("地区"):
        return f"团{name.removesuffix('地区')}地委"
    return f"团{name}委"
