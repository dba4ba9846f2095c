"""Folders that a service copies to other machines, where a half-copied database is a damaged one."""

from pathlib import Path

_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "mobile documents": "iCloud",
    "icloud": "iCloud",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "baidusyncdisk": "百度网盘",
    "百度网盘": "百度网盘",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "weiyun": "微云",
    "微云": "微云",
}
"""By the beginning of their folder's name, in small letters; what follows is often the company's name."""


def sync_service_of(folder: Path) -> str:
    """The name of the service that copies this folder; empty if none is known to."""
    for part in reversed(folder.absolute().parts):
        for beginning, service in _SERVICES.items():
            if part.lower().startswith(beginning):
                return service
    return ""
