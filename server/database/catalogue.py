"""All tables of all features, imported so that ``metadata`` is complete."""

from server.database.schema import metadata
from server.database.tables import audit, bucket, counter, feed, instance
from server.deputies.tables import deputation
from server.figures.tables import figure_case, figure_count, figure_day, figure_since, figure_target
from server.jobs.tables import heartbeat
from server.members.tables import deletion, member
from server.messages.tables import read_message, reading
from server.organisations.tables import organisation
from server.policies.tables import edition
from server.registers.tables import entry
from server.sessions.tables import account, administrator, attempt, refresh_token, reset_code, session
from server.sync.tables import op
from server.transfers.tables import transfer

__all__ = [
    "account", "administrator", "attempt", "audit", "bucket", "counter", "deletion", "deputation", "edition",
    "entry",
    "feed", "figure_case", "figure_count", "figure_day", "figure_since", "figure_target", "heartbeat",
    "instance", "member", "metadata", "op", "organisation", "read_message",
    "reading", "refresh_token", "reset_code", "session",
    "transfer",
]  # fmt: skip
