"""Brings the editions' files into the database, so that they are synced as everything else (SPEC R90)."""

import logging
from dataclasses import replace

from domain.policy import Edition, EditionError
from server.database.unit_of_work import UnitOfWork
from server.policies.files import read_edition
from server.policies.repository import find_edition
from server.state import State

log = logging.getLogger("xianjie.server")


def load_editions(state: State) -> list[str]:
    """Answers the sentences about files that cannot be used; what was loaded before stays in force."""
    complaints: list[str] = []
    editions: dict[int, tuple[str, Edition]] = {}
    for path in sorted(state.settings.editions_folder.glob("*.toml")):
        try:
            edition = read_edition(path)
            first, _ = editions.setdefault(edition.year, (path.name, edition))
            _check_only_one(edition.year, first, path.name)
        except EditionError as error:
            complaints.append(str(error))
            log.error("%s", error)
    _store(state, [edition for _, edition in editions.values()])
    _check_in_force(state)
    return complaints


def _check_only_one(year: int, first: str, name: str) -> None:
    if first != name:
        raise EditionError(
            f"年度规则文件 {first} 与 {name} 写的都是 {year} 年，只采用 {first}。请删除其中一个，或改正年份。"
        )


def _store(state: State, editions: list[Edition]) -> None:
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        for edition in editions:
            known = find_edition(connection, edition.year)
            version = 1 if known is None else known.version
            if known is not None and replace(edition, version=version) == known:
                continue
            unit.save_edition(replace(edition, version=version if known is None else version + 1))
            unit.record("system", "edition_loaded", edition.id)
        unit.finish()


def _check_in_force(state: State) -> None:
    year = state.settings.edition
    with state.database.reading() as connection:
        if find_edition(connection, year) is None:
            raise EditionError(f"没有 {year} 年的年度规则，服务器不能启动。请补上它的文件，或改用其他年份。")
