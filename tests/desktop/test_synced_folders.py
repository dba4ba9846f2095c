"""A profile in a folder that a service copies elsewhere is warned of."""

from pathlib import Path

import pytest

from desktop.synced_folders import sync_service_of
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - 示例大学/衔接", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Library/Mobile Documents/x", "iCloud"),
        ("我的坚果云", ""),
        ("坚果云/衔接", "坚果云"),
        ("AppData/Local/Xianjie/profiles", ""),
    ],
)
def test_F18_services_are_known_by_their_folders(tmp_path: Path, folder: str, service: str) -> None:
    assert sync_service_of(tmp_path / folder / "profiles") == service


def test_F18_whoever_keeps_data_in_one_is_warned_and_can_work(tmp_path: Path) -> None:
    filled = fill_profile(tmp_path / "OneDrive" / "profiles", MemoryKeychain())
    client = filled.client()
    status = client.status()
    assert "OneDrive" in status.problem
    assert "OneDrive" in status.problem_en
    assert client.counts().pending
    client.close()
