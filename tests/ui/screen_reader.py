"""What a screen reader sees and does: run by the system's Python, which has Debian's ``python3-pyatspi``.

One JSON array per line on standard input, ``[verb, argument, …]``; one JSON object per line as answer,
``{"answer": …}`` or ``{"error": …}`` with all that could be read then. Knows nothing of
this project.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pyatspi
from gi.repository import GLib

PATIENCE = 20.0
"""Seconds in which something must become readable."""
PAUSE = 0.05
ROWS_READ = 10
PRESSING = ("Press", "Toggle")
TABLES = frozenset({"table", "tree", "tree table"})
Thing = Any


def applications() -> list[Thing]:
    return [each for each in pyatspi.Registry.getDesktop(0) if each is not None]


def readable(thing: Thing) -> Iterator[Thing]:
    """What is shown, from the outside in. The cells of a table are asked for by row."""
    # What is remembered here would be what stood there before.
    thing.clear_cache()
    if not thing.getState().contains(pyatspi.STATE_SHOWING):
        return
    yield thing
    if thing.getRoleName() not in TABLES:
        for child in thing:
            if child is not None:
                yield from readable(child)


def everything() -> Iterator[Thing]:
    for application in applications():
        for window in application:
            if window is not None:
                yield from readable(window)


def matches(thing: Thing, role: str, name: str) -> bool:
    """A name that ends with a star is the beginning of one."""
    whole = thing.name.startswith(name[:-1]) if name.endswith("*") else thing.name == name
    return bool(whole) and thing.getRoleName() == role


def found(role: str, name: str) -> Thing | None:
    return next((each for each in everything() if matches(each, role, name) and usable(each)), None)


def usable(thing: Thing) -> bool:
    return bool(thing.getState().contains(pyatspi.STATE_ENABLED))


def awaited(look: Callable[[], Any], what: str) -> Any:
    latest = time.monotonic() + PATIENCE
    while True:
        with suppress(GLib.Error):
            # What is read goes away while it is read; then it is read again.
            if answer := look():
                return answer
        if time.monotonic() > latest:
            raise LookupError(f"nobody can read {what}")
        time.sleep(PAUSE)


def thing_of(role: str, name: str) -> Thing:
    return awaited(lambda: found(role, name), f"{role} {name}")


# Verbs


def press(role: str, name: str) -> None:
    thing = thing_of(role, name)
    actions = thing.queryAction()
    names = [actions.getName(place) for place in range(actions.nActions)]
    actions.doAction(next(names.index(each) for each in PRESSING if each in names))
    awaited(lambda: not is_down(thing), f"{role} {name} letting go")


def is_down(thing: Thing) -> bool:
    """Qt holds a button for a moment, and only then does what it is for."""
    try:
        thing.clear_cache()
        return bool(thing.getState().contains(pyatspi.STATE_PRESSED))
    except GLib.Error:
        # It has gone with its window.
        return False


def write(name: str, text: str) -> None:
    thing_of("text", name).queryEditableText().setTextContents(text)


def focus(role: str, name: str) -> None:
    thing_of(role, name).queryComponent().grabFocus()


def key(symbol: int) -> None:
    """Through the registry, as a screen reader's own keyboard."""
    pyatspi.Registry.generateKeyboardEvent(symbol, None, pyatspi.KEY_SYM)


def read(role: str, name: str) -> str:
    return str(thing_of(role, name).name)


def rows(name: str, word: str) -> list[list[str]]:
    """What its cells say, row by row, as soon as there are any and ``word`` stands in each of them."""
    texts: list[list[str]] = awaited(lambda: _rows(thing_of("table", name), word), f"a row of {name}, {word}")
    return texts


def _rows(thing: Thing, word: str) -> list[list[str]]:
    table = thing.queryTable()
    lines = range(min(ROWS_READ, table.nRows))
    cells = [[table.getAccessibleAt(row, column) for column in range(table.nColumns)] for row in lines]
    # A row that goes away meanwhile has no cells any more.
    texts = [[str(cell.name) if cell is not None else "" for cell in row] for row in cells]
    return texts if all(not word or word in row for row in texts) else []


def selected(name: str) -> list[int]:
    table = thing_of("table", name).queryTable()
    return [row for row in range(table.nRows) if table.isRowSelected(row)]


def choices(name: str) -> list[str]:
    """What a list offers, as soon as it does."""
    return [str(each.name) for each in awaited(lambda: _choices(name), f"a choice in {name}")]


def _choices(name: str) -> list[Thing]:
    lists = (each for each in everything() if each.name == name and each.getRoleName() == "list")
    return [choice for each in lists for choice in each if choice is not None]


def sight() -> list[str]:
    return [f"{each.getRoleName()} {each.name}" for each in everything() if each.name]


def nameless() -> list[str]:
    """What can take the focus and does not say what it is, when the window has come to rest."""
    with suppress(LookupError):
        awaited(lambda: not _nameless(), "names for everything")
    return _nameless()


def _nameless() -> list[str]:
    focusable = (each for each in everything() if each.getState().contains(pyatspi.STATE_FOCUSABLE))
    return [" < ".join(_ancestry(each)) for each in focusable if not each.name]


def _ancestry(thing: Thing) -> list[str]:
    parent = thing.parent
    return [f"{thing.getRoleName()} {thing.name}", f"{parent.getRoleName()} {parent.name}"]


VERBS: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (press, write, focus, key, read, rows, selected, choices, sight, nameless)
}


def answered(line: str) -> dict[str, Any]:
    verb, *arguments = json.loads(line)
    try:
        return {"answer": VERBS[verb](*arguments)}
    except Exception as error:
        # Whatever it was, the test shall say it and what the window said then.
        return {"error": f"{type(error).__name__}: {error}", "sight": sight()}


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answered(line), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
