"""The program as a person starts it, with a keychain of its own: read by tests/ui/test_screen_reader.py."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.client import Client
from tests.desktop.keychains import MemoryKeychain
from ui.application import make_application
from ui.language import install_language
from ui.shell import Shell


def main(folder: Path, server: str, account: str, password: str) -> int:
    application, theme = make_application(folder)
    install_language("zh")
    shell = Shell(theme, folder, Client(folder, keychain=MemoryKeychain()))
    shell.open(server, account, password)
    code = application.exec()
    shell.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:5]))
