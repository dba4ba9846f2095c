"""Tells the server which full identity numbers were shown here (SPEC R14)."""

import msgspec

from desktop.api import Api
from desktop.api.problems import ProblemError
from desktop.cache.views import forget_views, waiting_views
from desktop.workspace import Workspace

AT_ONCE = 500


class Views:
    def __init__(self, workspace: Workspace, api: Api) -> None:
        self._workspace = workspace
        self._api = api

    def hand_in(self) -> None:
        """When the answer is lost they are told again, with the same ids."""
        with self._workspace.cache.read() as snapshot:
            waiting = waiting_views(snapshot)
        try:
            for start in range(0, len(waiting), AT_ONCE):
                told = waiting[start : start + AT_ONCE]
                self._api.tell_views([msgspec.structs.asdict(view) for view in told])
                with self._workspace.cache.write() as snapshot:
                    forget_views(snapshot, told)
        except ProblemError as error:
            # A server before this one has no place for them; they are told when it has.
            if error.status not in (404, 405):
                raise
