"""What the user wants, until the server has said yes or no: an encrypted file of its own."""

from desktop.outbox.op import Op, Verdict
from desktop.outbox.outbox import Outbox

__all__ = ["Op", "Outbox", "Verdict"]
