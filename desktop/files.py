"""Small files that are either the old or the new whole, whatever happens in between."""

import os
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as output:
        output.write(content)
        output.flush()
        os.fsync(output.fileno())
    beside.replace(file)
