"""One word from button to table: a command's name on the wire is its class's."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path

import domain
from domain.commands import COMMAND_NAMES, COMMANDS, SUBJECT_ENTITIES
from domain.registers import Register


def _tables() -> dict[str, type]:
    """Every command that some module of the domain gives a name to."""
    found: dict[str, type] = {}
    for path in sorted(Path(*domain.__path__).glob("[!_]*.py")):
        for name, value in vars(importlib.import_module(f"domain.{path.stem}")).items():
            if name.endswith("COMMANDS") and isinstance(value, Mapping):
                found |= value
    return found


def test_every_command_is_called_what_it_is() -> None:
    for name, command in _tables().items():
        words = re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()
        assert name == words
        assert is_dataclass(command)


def test_all_of_them_are_there() -> None:
    assert set(_tables()) >= {
        "mark_member", "revoke_mark", "set_graduation_month", "set_member_month",
        "start_transfer", "approve_transfer", "refuse_transfer", "allocate_transfer", "withdraw_transfer",
        "delete_member", "restore_member", "name_deputy", "revoke_deputy",
        "create_organisation", "rename_organisation", "move_organisation", "dissolve_organisation",
    }  # fmt: skip


def test_every_command_changes_one_kind_of_thing() -> None:
    assert set(SUBJECT_ENTITIES) == set(COMMANDS) == set(COMMAND_NAMES.values())
    for name, entity in SUBJECT_ENTITIES.items():
        assert entity in {"member", "organisation", "transfer", *Register}
        assert entity in name or name in {
            "revoke_mark", "set_graduation_month", "retain_member", "record_report",
        }  # fmt: skip
