"""Bugs that can be switched on by name, so that a test proves that it would notice (`./dev test --planted`).

Only the tests' own entry points read the switch: tests/conftest.py, tests/sync/headless.py and
tests/reliability/server.py. The product knows nothing of it.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SWITCH = "XIANJIE_PLANTED"
OURS = ("domain", "desktop", "server", "ui")

PLANTED: dict[str, Callable[[], None]] = {}


def bug(number: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Registers what makes the tests of that fault or invariant fail. Its docstring says what is wrong."""

    def register(plant: Callable[[], None]) -> Callable[[], None]:
        assert number not in PLANTED
        assert plant.__doc__
        PLANTED[number] = plant
        return plant

    return register


def there(place: str) -> Any:
    """What stands at ``package.module:name`` or ``package.module:Class.name``."""
    return _found(place)[2]


def put(place: str, replacement: Any) -> None:
    """Replaces it, also where a module has taken the name over by ``from … import``."""
    holder, name, former = _found(place)
    setattr(holder, name, replacement)
    if "." not in place.partition(":")[2]:
        _replace_copies(name, former, replacement)


def _found(place: str) -> tuple[Any, str, Any]:
    module_name, _, path = place.partition(":")
    holder: Any = importlib.import_module(module_name)
    *outer, name = path.split(".")
    for each in outer:
        holder = getattr(holder, each)
    return holder, name, getattr(holder, name)


def _replace_copies(name: str, former: Any, replacement: Any) -> None:
    for module_name, module in list(sys.modules.items()):
        if module_name.split(".")[0] in OURS and getattr(module, name, None) is former:
            setattr(module, name, replacement)


def all_planted() -> dict[str, Callable[[], None]]:
    from tests.reliability import planted

    for found in pkgutil.iter_modules(planted.__path__):
        importlib.import_module(f"{planted.__name__}.{found.name}")
    return PLANTED


def plant_what_is_asked_for() -> None:
    number = os.environ.get(SWITCH)
    if number:
        all_planted()[number]()


def server_program() -> tuple[str, ...]:
    """How the tests start a server: the product itself, or with the bug that is asked for."""
    return ("-m", "tests.reliability.server" if os.environ.get(SWITCH) else "server")
