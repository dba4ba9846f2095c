"""What the file system's and the readers' faults mean to somebody who has a file open in Excel."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import client_error

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_IN_USE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})
"""Windows answers «access denied» while Excel holds a file."""


@contextmanager
def file_faults_told(file: Path) -> Iterator[None]:
    """Raises ClientError instead of OSError."""
    try:
        yield
    except FileNotFoundError as error:
        raise client_error("FILE_GONE", file=file.name) from error
    except OSError as error:
        if error.errno in _FULL:
            raise client_error("DISK_FULL") from error
        if error.errno in _IN_USE:
            raise client_error("FILE_IN_USE", file=file.name) from error
        raise client_error("FILE_NOT_ACCESSIBLE", file=file.name) from error
