"""The server with its approval broken on purpose: it says «applied» and approves nothing."""

import sys
from typing import Any

from domain import deciding
from domain.transfers import Transfer
from server.__main__ import main


def approve_nothing(transfer: Transfer, **_: Any) -> Transfer:
    return transfer


if __name__ == "__main__":
    deciding.approve_transfer = approve_nothing
    sys.exit(main(sys.argv[1:]))
