"""Whether an Excel file can be opened without harm: looked at before the reader sees it.

Excel's files are small and unpack to much, and the reader makes room for everything between a sheet's
first and last cell: a single cell far away would end the whole program (tried).
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from desktop.errors import client_error

LARGEST_FILE = 100 * 2**20
LARGEST_UNPACKED = 400 * 2**20
MOST_PARTS = 2_000
PIECE = 2**20
OVERLAP = 64
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR = re.compile(rb' r="(?:[A-Z]{3}\d|[E-Z][A-Z]\d|D[YZ]\d|[A-Z]*(?:[2-9]\d{5}|\d{7})\d*")')
"""A cell beyond column DX (128) or row 199,999."""
_ODD = (b" r='", b" r =", b" r= ", b"\tr=", b"\nr=", b"\rr=", b"\x00r\x00")
"""How no program writes where a cell stands, though it may; such a sheet is not believed."""


def check_container(file: Path, content: bytes) -> None:
    """Raises ClientError for what is no Excel file or unpacks to too much."""
    try:
        with ZipFile(BytesIO(content)) as book:
            parts = book.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise client_error("FILE_NOT_A_TABLE", file=file.name)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise client_error("FILE_TOO_LARGE", file=file.name)
            _check_parts(file, content, parts)
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError) as error:
        raise client_error("FILE_DAMAGED", file=file.name) from error


def _check_parts(file: Path, content: bytes, parts: list[ZipInfo]) -> None:
    """A directory can say less than there is, so it is not believed: the parts themselves are counted."""
    unpacked = 0
    for part in parts:
        is_sheet, end = part.filename.startswith("xl/worksheets/"), b""
        for piece in _unpacked(content, part):
            unpacked += len(piece)
            if unpacked > LARGEST_UNPACKED or (is_sheet and _is_strange(end + piece)):
                raise client_error("FILE_TOO_LARGE", file=file.name)
            end = piece[-OVERLAP:]


def _is_strange(piece: bytes) -> bool:
    return _FAR.search(piece) is not None or any(odd in piece for odd in _ODD)


def _unpacked(content: bytes, part: ZipInfo) -> Iterator[bytes]:
    """In pieces, whatever size the directory gives."""
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError(part.compress_type)
    names = part.header_offset + 26
    lengths = content[names : names + 2], content[names + 2 : names + 4]
    first = names + 4 + sum(int.from_bytes(length, "little") for length in lengths)
    packed = content[first : first + part.compress_size]
    if part.compress_type == ZIP_STORED:
        yield packed
        return
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    while not unpacking.eof:
        piece = unpacking.decompress(packed, PIECE)
        packed = unpacking.unconsumed_tail
        if not piece and not packed and not unpacking.eof:
            raise EOFError(part.filename)
        yield piece
