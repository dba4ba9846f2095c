"""Greeting, pushing and pulling, until nothing is left on either side."""

import threading
from collections.abc import Callable, Collection

from desktop.api import Api, Hello
from desktop.cache.areas import live_area
from desktop.cache.notes import EDITION_IN_FORCE, write_note
from desktop.errors import ClientError, client_error
from desktop.sync.manifests import is_contradicted
from desktop.sync.planner import SCHEMA, Reaction, is_older, reaction_to
from desktop.sync.pulling import Puller
from desktop.sync.pushing import Pusher
from desktop.sync.reads import Reads
from desktop.sync.views import Views
from desktop.values import Progress
from desktop.version import VERSION
from desktop.workspace import Workspace

MOST_GREETINGS = 3
"""In one cycle, so that a server that restores itself over and over does not hold it for ever."""


class Cycle:
    """``is_wanted`` is asked before anything is sent or fetched; ``fresh`` ops are not sent yet. ``ahead``:
    a thread fetches the next page while one is applied."""

    def __init__(
        self,
        workspace: Workspace,
        api: Api,
        device_id: str,
        is_wanted: Callable[[], bool] = lambda: True,
        fresh: Callable[[], Collection[str]] = tuple,
        *,
        ahead: bool = False,
    ) -> None:
        self._workspace = workspace
        self._api = api
        self._pusher = Pusher(workspace, api, device_id)
        self._puller = Puller(workspace, api, device_id, ahead=ahead)
        self._reads = Reads(workspace, api)
        self._views = Views(workspace, api)
        self._is_wanted = is_wanted
        self._fresh = fresh
        self._hello: Hello | None = None
        self._cancelled = threading.Event()
        self._counted = False

    @property
    def progress(self) -> Progress | None:
        return self._puller.progress

    @property
    def has_held(self) -> bool:
        return self._pusher.has_held

    def cancel(self) -> None:
        self._cancelled.set()

    def accept_deletion(self) -> None:
        """The user has been asked: what the server removes may go, until the next sync is over."""
        self._puller.deletion_is_accepted = True

    def run(self) -> None:
        """Raises the first ClientError that stops it; whatever was done until then stays done."""
        self._cancelled.clear()
        self._pusher.release_held()
        greetings = 0
        while True:
            try:
                return self._run()
            except ClientError as error:
                self._hello = None
                greetings += 1
                if reaction_to(error) is not Reaction.GREET_ANEW or greetings == MOST_GREETINGS:
                    raise

    def push_rest(self) -> None:
        """What can be sent without another greeting."""
        while self._hello is not None and self._pusher.push(self._hello.epoch):
            pass

    def cursor(self) -> str | None:
        with self._workspace.cache.read() as snapshot:
            return live_area(snapshot).cursor

    def _run(self) -> None:
        hello = self._hello or self._greet()
        more = True
        while more:
            failed: ClientError | None = None
            self._check_cancelled()
            try:
                more = self._pusher.push(hello.epoch, self._fresh())
            except ClientError as error:
                more, failed = False, error
            # What cannot be sent does not keep anything from being fetched.
            self._pull(hello.epoch)
            if failed is not None:
                raise failed
            self._check_cancelled()
        self._count_rows(hello.epoch)
        self._views.hand_in()
        self._reads.exchange()

    def _pull(self, epoch: str) -> None:
        try:
            self._puller.pull(epoch, self._check_cancelled)
        except ClientError as error:
            if error.code == "MASS_DELETION" and is_contradicted(self._workspace, self._api):
                # The server itself knows better than its answer; nobody need be asked about a mistake.
                raise client_error("CHECK_FAILED") from error
            raise

    def _count_rows(self, epoch: str) -> None:
        """Once in the life of a program, when it has caught up."""
        if not self._counted:
            self._counted = True
            if not self._puller.is_counted and not self._puller.count_rows(epoch):
                self._puller.pull(epoch, self._check_cancelled)

    def _greet(self) -> Hello:
        hello = self._api.hello()
        oldest, newest = hello.schema
        if not oldest <= SCHEMA or is_older(VERSION, hello.min_client):
            raise client_error("CLIENT_TOO_OLD")
        if newest < SCHEMA:
            raise client_error("SERVER_TOO_OLD")
        space = self._workspace
        if hello.server_time is not None:
            space.hear_time(hello.server_time)
        space.outbox.begin_epoch(hello.epoch)
        space.outbox.forget_receipts(space.clock())
        with space.cache.write() as snapshot:
            write_note(snapshot, EDITION_IN_FORCE, str(hello.edition))
        self._pusher.begin(hello)
        self._puller.begin(hello)
        self._hello = hello
        return hello

    def _check_cancelled(self) -> None:
        if self._cancelled.is_set() or not self._is_wanted():
            raise client_error("SYNC_CANCELLED")
