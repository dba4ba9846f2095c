"""Small files that are either the old or the new whole, and what the file system's faults mean."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import client_error

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR})


def write_whole(file: Path, content: bytes) -> None:
    beside = file.with_name(f"{file.name}.new")
    with disk_faults_told(file.parent):
        with beside.open("wb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        beside.replace(file)


@contextmanager
def disk_faults_told(folder: Path) -> Iterator[None]:
    """Raises ClientError instead of OSError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise client_error("DISK_FULL") from error
        if error.errno in _READ_ONLY:
            raise client_error("DISK_READ_ONLY", folder=str(folder)) from error
        raise client_error("DISK_FAILED") from error
