"""What an operator can set: by a TOML file, over it the environment, over both the command line.

Everything is checked before anything starts, and every entry that cannot be used is named.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from server.sessions.first_passwords import FirstPasswordKind
from server.sessions.password_needs import PasswordNeeds

PREFIX = "XIANJIE_"
CONFIG = f"{PREFIX}CONFIG"
_EDITIONS = Path(__file__).parents[1] / "resources" / "editions"


class SettingsError(ValueError):
    """Settings that cannot be used; each line says in Chinese which one and how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each field is set by its name in the file, or by ``XIANJIE_`` and its name in capitals."""

    database_url: str = "sqlite:///xianjie.sqlite3"
    host: str = "127.0.0.1"
    port: int = 8765
    certificate_file: Path | None = None
    """With ``key_file``: the server speaks TLS itself, without a proxy before it."""
    key_file: Path | None = None
    edition: int = 2020
    """The year whose rules are in force (SPEC R90)."""
    editions_folder: Path = _EDITIONS
    threads: int = 8
    """How many requests work on the database at once; the connections are as many and four."""
    waiting: int = 256
    """How many requests may queue for them before others are told to come again later."""
    body_limit: int = 4 * 1024 * 1024
    calls_per_minute: int = 3000
    """Of one session; an account has twice as many, an address twenty times. 0: without a limit."""
    job_seconds: int = 60
    """How often due work is looked for; 0 never."""
    news_seconds: int = 25
    """How long a question for news may wait for its answer."""
    min_client: str = "0.1.0"
    forwarded_allow_ips: str = "127.0.0.1"
    """From which proxies the address of a client is believed."""
    metrics_allow: str = "127.0.0.1,::1"
    """From which addresses and networks the metrics may be read."""
    log_level: str = "info"
    first_password: FirstPasswordKind = FirstPasswordKind.ID_SUFFIX
    """Of members who are loaded (SPEC R10). What ``id-suffix`` says stands on every identity card."""

    password_needs: PasswordNeeds = PasswordNeeds.NOTHING
    password_days: int = 0
    """After how many days a new password must be chosen at the next login; 0 never."""
    audit_key_file: Path | None = None
    """The key of the audit trail, made at the first start; a folder: named by the instance in it."""
    second_factor_required: bool = False
    """Whether administrators must set up two-step verification before anything else."""


class _Entry(NamedTuple):
    where: str
    """What the operator has to look at, as the sentence begins."""
    value: object


def from_environment(
    environment: Mapping[str, str], *, config: Path | None = None, **given: object
) -> Settings:
    """``given`` are the command line's; None leaves a setting as it is. Raises SettingsError."""
    if config is None and environment.get(CONFIG):
        config = Path(environment[CONFIG])
    entries = {} if config is None else _file_entries(config)
    for field in fields(Settings):
        variable = PREFIX + field.name.upper()
        if variable in environment:
            entries[field.name] = _Entry(f"设置 {variable}", environment[variable])
        if given.get(field.name) is not None:
            entries[field.name] = _Entry(f"设置 {variable}", given[field.name])
    return _checked(entries)


def _file_entries(path: Path) -> dict[str, _Entry]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"配置文件 {path} 无法读取：{error.strerror}。") from None
    except UnicodeDecodeError:
        raise SettingsError(f"配置文件 {path} 不是 UTF-8 编码，请另存为 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"配置文件 {path} 不符合 TOML 格式：{error}。") from None
    return {name: _Entry(f"配置文件 {path} 中的 {name}", value) for name, value in content.items()}


def _checked(entries: Mapping[str, _Entry]) -> Settings:
    read: dict[str, Any] = {}
    complaints = []
    for name, entry in entries.items():
        try:
            read[name] = _READERS[name](entry.value)
        except KeyError:
            complaints.append(f"{entry.where} 不是已知的设置，请改正或删去。")
        except ValueError as error:
            complaints.append(f"{entry.where} {error}。")
    if ("certificate_file" in entries) != ("key_file" in entries):
        complaints.append("设置 certificate_file 与 key_file 须同时给出，或都不给出。")
    if complaints:
        raise SettingsError("\n".join(complaints))
    return replace(Settings(), **read)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("必须是不为空的文字")
    return value


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        # What TOML calls true is an int to Python.
        if isinstance(value, bool) or not re.fullmatch(r"-?[0-9]{1,18}", str(value)):
            raise ValueError(f"必须是整数，现在是“{value}”")
        if not least <= int(str(value)) <= most:
            raise ValueError(f"必须在 {least} 到 {most} 之间，现在是 {value}")
        return int(str(value))

    return read


def _database_url(value: object) -> str:
    """What was given is not repeated, since it may hold a password."""
    try:
        url = make_url(_text(value))
        usable = url.drivername in ("sqlite", "postgresql+psycopg") and bool(url.database)
    except (ValueError, ArgumentError):
        usable = False
    if not usable:
        raise ValueError("须写成 sqlite:///文件 或 postgresql+psycopg://…/数据库")
    return str(value)


def _file(value: object) -> Path:
    path = Path(_text(value))
    if not path.is_file():
        raise ValueError(f"指的文件“{path}”不存在")
    return path


def _folder(value: object) -> Path:
    path = Path(_text(value))
    if not path.is_dir():
        raise ValueError(f"指的文件夹“{path}”不存在")
    return path


def _networks(value: object) -> str:
    for network in networks_in(_text(value)):
        if network != "*":
            try:
                ip_network(network)
            except ValueError:
                raise ValueError(f"必须是以逗号分隔的地址或网段，“{network}”不是") from None
    return str(value)


def networks_in(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(","))


def _version(value: object) -> str:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+){1,3}", _text(value)):
        raise ValueError(f"必须是 1.2.3 样的版本号，现在是“{value}”")
    return str(value)


_LEVELS = ("debug", "info", "warning", "error")


def _level(value: object) -> str:
    if value not in _LEVELS:
        raise ValueError(f"必须是 {'、'.join(_LEVELS)} 之一，现在是“{value}”")
    return str(value)


def _truth(value: object) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise ValueError(f"必须是 true 或 false，现在是“{value}”")
    return str(value).lower() == "true"


def _one_of(choices: type[StrEnum]) -> Callable[[object], StrEnum]:
    def read(value: object) -> StrEnum:
        try:
            return choices(str(value))
        except ValueError:
            raise ValueError(f"必须是 {'、'.join(choices)} 之一，现在是“{value}”") from None

    return read


_READERS: Mapping[str, Callable[[object], Any]] = {
    "database_url": _database_url,
    "host": _text,
    "port": _whole(0, 65535),
    "certificate_file": _file,
    "key_file": _file,
    "edition": _whole(2000, 2199),
    "editions_folder": _folder,
    "threads": _whole(1, 64),
    "waiting": _whole(1, 10_000),
    "body_limit": _whole(64 * 1024, 64 * 1024 * 1024),
    "calls_per_minute": _whole(0, 1_000_000),
    "job_seconds": _whole(0, 3600),
    "news_seconds": _whole(1, 60),
    "min_client": _version,
    "forwarded_allow_ips": _networks,
    "metrics_allow": _networks,
    "log_level": _level,
    "first_password": _one_of(FirstPasswordKind),
    "password_needs": _one_of(PasswordNeeds),
    "password_days": _whole(0, 3650),
    "second_factor_required": _truth,
    "audit_key_file": lambda value: Path(_text(value)),
}
