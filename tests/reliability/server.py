"""The server in a process of its own, with the bug that is asked for."""

import sys

from server.__main__ import main
from tests.reliability.planting import plant_what_is_asked_for

if __name__ == "__main__":
    plant_what_is_asked_for()
    sys.exit(main(sys.argv[1:]))
