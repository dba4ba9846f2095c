"""The server's address as people type it."""

from __future__ import annotations

import pytest

from desktop.api import server_address
from desktop.errors import ClientError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xianjie.example.edu.cn", "https://xianjie.example.edu.cn"),
        (" https://Xianjie.Example.edu.cn/ ", "https://xianjie.example.edu.cn"),
        ("https://example.edu.cn:8443/xianjie/", "https://example.edu.cn:8443/xianjie"),
        ("衔接.example", "https://衔接.example"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://localhost:8765/", "http://localhost:8765"),
        ("http://[::1]:8765", "http://[::1]:8765"),
    ],
)
def test_address_has_one_form(typed: str, meant: str) -> None:
    assert server_address(typed) == meant
    assert server_address(meant) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "ftp://example.edu.cn",
        "http://example.edu.cn",
        "http://127.0.0.1.example.edu.cn",
        "https://user:secret@example.edu.cn",
        "https://example.edu.cn?x=1",
        "https://example.edu.cn#x",
        "https://example.edu.cn:port",
        "https://example.edu.cn:99999",
        "https://two words",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(ClientError) as caught:
        server_address(typed)
    assert caught.value.code == "SERVER_ADDRESS_INVALID"
