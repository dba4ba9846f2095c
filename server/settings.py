"""What an operator can set, read from the environment and checked before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "XIANJIE_"
_EDITIONS = Path(__file__).parents[1] / "resources" / "editions"


class SettingsError(ValueError):
    """A setting that cannot be used; the text says in Chinese which one and how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each field is set by ``XIANJIE_`` and its name in capitals."""

    database_url: str = "sqlite:///xianjie.sqlite3"
    host: str = "127.0.0.1"
    port: int = 8765
    edition: int = 2020
    """The year whose rules are in force (SPEC R90)."""
    editions_folder: Path = _EDITIONS
    threads: int = 8
    """How many requests work on the database at once; the connections are as many and two."""
    waiting: int = 256
    """How many requests may queue for them before others are told to come again later."""
    body_limit: int = 4 * 1024 * 1024
    job_seconds: int = 60
    """How often due work is looked for; 0 never."""
    news_seconds: int = 25
    """How long a question for news may wait for its answer."""
    min_client: str = "0.1.0"
    forwarded_allow_ips: str = "127.0.0.1"
    """From which proxies the address of a client is believed."""


_LIMITS = {
    "port": (0, 65535),
    "edition": (2000, 2199),
    "threads": (1, 64),
    "waiting": (1, 10_000),
    "body_limit": (64 * 1024, 64 * 1024 * 1024),
    "job_seconds": (0, 3600),
    "news_seconds": (1, 60),
}


def from_environment(environment: Mapping[str, str], **given: Any) -> Settings:
    """``given`` are the command line's; None leaves a setting as it is."""
    read: dict[str, Any] = {
        field.name: _read(field.name, environment[PREFIX + field.name.upper()])
        for field in fields(Settings)
        if PREFIX + field.name.upper() in environment
    }
    read |= {name: value for name, value in given.items() if value is not None}
    return checked(replace(Settings(), **read))


def _read(name: str, text: str) -> Any:
    if name not in _LIMITS:
        return Path(text) if name == "editions_folder" else text
    try:
        return int(text)
    except ValueError:
        raise SettingsError(f"设置 {PREFIX}{name.upper()} 必须是整数，现在是“{text}”。") from None


def checked(settings: Settings) -> Settings:
    for name, (least, most) in _LIMITS.items():
        if not least <= getattr(settings, name) <= most:
            raise SettingsError(f"设置 {PREFIX}{name.upper()} 必须在 {least} 到 {most} 之间。")
    if not _is_usable(settings.database_url):
        raise SettingsError(
            f"设置 {PREFIX}DATABASE_URL 须写成 sqlite:///文件 或 postgresql+psycopg://…/数据库，请改正。"
        )
    return settings


def _is_usable(database_url: str) -> bool:
    try:
        url = make_url(database_url)
    except ArgumentError:
        return False
    return url.get_backend_name() in ("sqlite", "postgresql") and bool(url.database)
