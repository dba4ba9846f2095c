"""The server as the client knows it (docs/sync.md). The only place that speaks HTTP."""

from desktop.api.address import server_address
from desktop.api.answers import Hello, NewSession, Result
from desktop.api.api import Api
from desktop.api.tokens import Tokens
from desktop.api.transport import Transport

__all__ = ["Api", "Hello", "NewSession", "Result", "Tokens", "Transport", "server_address"]
