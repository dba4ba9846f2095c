"""The key of the audit trail, kept in a file and not in the database (decision 17).

Whoever can write to the database could otherwise write the trail anew, hash by hash. The file also says where
the trail stood when the key came into force: what is before that was chained with the instance's secret, and
is held by the last hash of it.
"""

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Connection, select

from server.database import tables
from server.database.instance import Instance, read_instance

OPTION = "xianjie_audit_key"


class AuditKeyError(RuntimeError):
    """The key cannot be used; says in Chinese why and what to do."""


class TrailKey(NamedTuple):
    key: bytes
    former: bytes
    """Of the records up to number ``after``, the last of which has the hash ``after_hash``."""
    after: int = 0
    after_hash: str = ""


def key_of(connection: Connection) -> TrailKey:
    """Raises AuditKeyError."""
    key: TrailKey | None = connection.get_execution_options().get(OPTION)
    return key or found_key(connection, read_instance(connection), None)


def place_of(url: URL, configured: Path | None, instance_id: str) -> Path:
    """``configured`` may be a folder: there, as beside the database, the file is named by the instance."""
    if configured is not None and not configured.is_dir():
        return configured
    is_file = url.get_backend_name() == "sqlite"
    beside = Path(str(url.database)).parent if is_file else _state_folder()
    return (configured or beside) / f"audit-{instance_id}.key"


def _state_folder() -> Path:
    """Of whoever runs the server; where programs keep what they must not lose."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "xianjie"


def found_key(connection: Connection, instance: Instance, configured: Path | None) -> TrailKey:
    check = check_in_database(connection)
    if check is None:
        return TrailKey(instance.secret, instance.secret)
    place = place_of(connection.engine.url, configured, instance.instance_id)
    found = read_key(place, instance)
    if not hmac.compare_digest(check_of(found.key, instance), check):
        raise AuditKeyError(f"审计密钥文件“{place}”里的密钥不是这个数据库的。{_REMEDY}")
    return found


_REMEDY = "请从其他服务器或备份中取回原来的文件（设置 audit_key_file），不要新建。"


def check_in_database(connection: Connection) -> str | None:
    return connection.scalar(select(tables.instance.c.audit_key_check))


def check_of(key: bytes, instance: Instance) -> str:
    return hmac.new(key, instance.instance_id.encode(), hashlib.sha256).hexdigest()


def read_key(place: Path, instance: Instance) -> TrailKey:
    try:
        content = json.loads(place.read_text("utf-8"))
        key = TrailKey(
            bytes.fromhex(content["key"]), instance.secret, int(content["after"]), str(content["after_hash"])
        )
    except FileNotFoundError:
        raise AuditKeyError(f"审计密钥文件“{place}”不存在。{_REMEDY}") from None
    except OSError as error:
        raise AuditKeyError(f"审计密钥文件“{place}”无法读取：{error.strerror}。请检查权限。") from None
    except (ValueError, KeyError, TypeError):
        raise AuditKeyError(f"审计密钥文件“{place}”已损坏。{_REMEDY}") from None
    if content.get("instance_id") != instance.instance_id:
        raise AuditKeyError(f"审计密钥文件“{place}”属于另一个数据库。{_REMEDY}")
    return key


def write_key(place: Path, instance: Instance, new: TrailKey) -> None:
    content = {
        "instance_id": instance.instance_id,
        "key": new.key.hex(),
        "after": new.after,
        "after_hash": new.after_hash,
    }
    draft = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            json.dump(content, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except OSError as error:
        raise AuditKeyError(
            f"审计密钥文件“{place}”无法写入：{error.strerror}。请检查文件夹和权限。"
        ) from None
