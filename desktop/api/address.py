"""What the user types as the server's address, as the one form in which it is kept."""

import ipaddress
from urllib.parse import urlsplit

from desktop.errors import client_error


def server_address(text: str) -> str:
    """``https://host[:port][/path]``. Without a scheme https is meant; plain http only on this machine."""
    typed = text.strip()
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise client_error("SERVER_ADDRESS_INVALID", address=typed) from None
    allowed = parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))
    unwanted = parts.query or parts.fragment or parts.username or parts.password
    if not allowed or unwanted or not _is_host(host):
        raise client_error("SERVER_ADDRESS_INVALID", address=typed)
    shown = f"[{host}]" if ":" in host else host
    numbered = "" if port is None else f":{port}"
    return f"{parts.scheme}://{shown}{numbered}{parts.path.rstrip('/')}"


def _is_host(host: str) -> bool:
    return bool(host) and not any(character.isspace() or character in "<>\"'\\^`{|}" for character in host)


def is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
