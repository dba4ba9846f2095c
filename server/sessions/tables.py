from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from server.database.schema import Line, Number, metadata

# SPEC R10: ``login`` is the identity number. ``first_password_until``: when the first password, unused, dies.
account = Table(
    "account",
    metadata,
    Column("id", Line, primary_key=True),
    Column("login", Line, nullable=False, unique=True),
    Column("name", Line, nullable=False),
    Column("password_hash", Line, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("first_password_until", Line),
    Column("disabled", Boolean, nullable=False),
    Column("member_id", Line, ForeignKey("member.id")),
    Column("password_changed_at", Line),
    Index("ix_account_member_id", "member_id"),
)
# SPEC R13: which organisations a person administers, the first one first.
administrator = Table(
    "administrator",
    metadata,
    Column("account_id", Line, ForeignKey("account.id"), primary_key=True),
    Column("organisation_id", Line, ForeignKey("organisation.id"), primary_key=True),
    Column("position", Integer, nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("id", Line, primary_key=True),
    Column("account_id", Line, ForeignKey("account.id"), nullable=False),
    Column("organisation_id", Line, ForeignKey("organisation.id"), nullable=False),
    Column("role", Line, nullable=False),
    Column("device_id", Line, nullable=False),
    Column("device_name", Line, nullable=False),
    Column("access_hash", Line, nullable=False, unique=True),
    Column("access_expires_at", Line, nullable=False),
    Column("started_at", Line, nullable=False),
    Column("ended_at", Line),
    Index("ix_session_account_id", "account_id"),
)

# Every refresh token of a session, so that one that was used before is known when it comes again.
refresh_token = Table(
    "refresh_token",
    metadata,
    Column("hash", Line, primary_key=True),
    Column("session_id", Line, ForeignKey("session.id"), nullable=False),
    Column("expires_at", Line, nullable=False),
    Column("used_at", Line),
    Index("ix_refresh_token_session_id", "session_id"),
)
# SPEC R11: at most one for an account, until it is used or a new one takes its place.
reset_code = Table(
    "reset_code",
    metadata,
    Column("account_id", Line, ForeignKey("account.id"), primary_key=True),
    Column("code_hash", Line, nullable=False),
    Column("expires_at", Line, nullable=False),
)
# RFC 6238. ``secret``: in force; ``pending``: told, not confirmed yet; ``last_step``: of the last code used.
second_factor = Table(
    "second_factor",
    metadata,
    Column("account_id", Line, ForeignKey("account.id"), primary_key=True),
    Column("secret", Line),
    Column("pending", Line),
    Column("last_step", Number),
)
# Each does once instead of a code.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("hash", Line, primary_key=True),
    Column("account_id", Line, ForeignKey("account.id"), nullable=False),
    Index("ix_recovery_code_account_id", "account_id"),
)
# Failed logins by account and address together (SPEC R12); ``key`` is a hash of both.
attempt = Table(
    "attempt",
    metadata,
    Column("key", Line, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Line, nullable=False),
    Column("wait_until", Line, nullable=False),
)
