"""Accounts that are made from outside, by an operator or as sample data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """``organisation_ids``: what they administer, the first one first; ``login``: the identity number."""

    id: str
    login: str
    name: str
    password: str
    organisation_ids: tuple[str, ...] = ()
    member_id: str | None = None
    must_change_password: bool = False
