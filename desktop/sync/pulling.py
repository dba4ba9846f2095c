"""Page by page what changed, each applied with its cursor in one transaction; at the end compared."""

from collections.abc import Callable

from desktop.api import Api, Hello
from desktop.cache import Snapshot
from desktop.cache.applying import Touched, apply_page
from desktop.cache.areas import Area, counted_anew, known_buckets, live_area, read_area, set_buckets
from desktop.cache.notes import SYNCED_AT, write_note
from desktop.cache.swapping import area_to_fill, begin_staging, swap
from desktop.clock import instant_text
from desktop.errors import ClientError, client_error
from desktop.pages import Page
from desktop.sync.ahead import Pages, Question
from desktop.sync.planner import Reaction, is_mass_deletion, reaction_to, rescope
from desktop.values import Changes, Progress
from desktop.workspace import Workspace, changes_of

MOST_REFETCHES = 2
"""In the life of one program: should the difference remain, it is told instead of fetching for ever."""


class Puller:
    def __init__(self, workspace: Workspace, api: Api, device_id: str, *, ahead: bool = False) -> None:
        """``ahead``: the next page is fetched, by a thread, while one is applied."""
        self._workspace = workspace
        self._api = api
        self._device_id = device_id
        self._ahead = ahead
        self._limit = 2000
        self._refetches = 0
        self._rows_at_start = 0
        self._staged_here = False
        self.is_counted = False
        """All rows were fetched in this life of the program and added up as they came, so that counting them
        once more would tell nothing."""
        self.progress: Progress | None = None
        self.deletion_is_accepted = False

    def begin(self, hello: Hello) -> None:
        self._limit = max(1, hello.limits.pull)

    def pull(self, epoch: str, check_cancelled: Callable[[], None]) -> None:
        with self._workspace.cache.read() as snapshot:
            self._rows_at_start = live_area(snapshot).n
        try:
            with Pages(self._api, self._device_id, ahead=self._ahead) as pages:
                while self._pull_page(epoch, pages):
                    check_cancelled()
            self.deletion_is_accepted = False
        finally:
            self.progress = None

    def _pull_page(self, epoch: str, pages: Pages) -> bool:
        """Whether there is more."""
        with self._workspace.cache.read() as snapshot:
            area = area_to_fill(snapshot, epoch)
        area = area or self._begin_anew(epoch)
        try:
            page = pages.ask(Question(epoch, area.cursor, area.buckets_hash, self._limit))
        except ClientError as error:
            if reaction_to(error) is not Reaction.FETCH_ANEW or area.cursor is None:
                raise
            self._begin_anew(epoch)
            return True
        more, changes = self._applied(area, page)
        self._workspace.on_changes(changes)
        return more

    def _begin_anew(self, epoch: str) -> Area:
        with self._workspace.cache.write() as snapshot:
            return self._begin_staging(snapshot, epoch)

    def _begin_staging(self, snapshot: Snapshot, epoch: str) -> Area:
        self._staged_here = True
        return begin_staging(snapshot, epoch)

    def _applied(self, area: Area, page: Page) -> tuple[bool, Changes]:
        space = self._workspace
        with space.turn, space.cache.write() as snapshot:
            state = read_area(snapshot, area.name)
            if state is None or state != area:
                # An answer to a question of an earlier life of this cache (RELIABILITY F23).
                return True, Changes()
            try:
                return self._apply(snapshot, state, page)
            except (OverflowError, ValueError) as error:
                # Of the right type, but nothing that a column can hold.
                raise client_error("ANSWER_UNREADABLE", what=type(error).__name__) from error

    def _apply(self, snapshot: Snapshot, state: Area, page: Page) -> tuple[bool, Changes]:
        rescoped = page.buckets is not None
        if page.buckets is not None:
            scope = rescope(state.cursor, frozenset(known_buckets(snapshot, state)), frozenset(page.buckets))
            state = set_buckets(snapshot, state, scope.buckets)
            if state.name == "live":
                self._rows_at_start = state.n
            if scope.anew:
                self._begin_staging(snapshot, state.epoch)
                return True, self._overlaid(snapshot, Changes(everything=True, status=True))
        touched: Touched = {}
        state = apply_page(snapshot, state, page, self._workspace.cache.viewer, touched)
        if state.name == "staging":
            return self._staged(snapshot, state, page)
        self._check_deletion(self._rows_at_start, state.n)
        more = page.more or not self._is_right(snapshot, state, page)
        changes = Changes(everything=True, status=True) if rescoped else changes_of(touched)
        if not page.more:
            self._note_end(snapshot)
        return more, self._overlaid(snapshot, changes)

    def _staged(self, snapshot: Snapshot, state: Area, page: Page) -> tuple[bool, Changes]:
        live = live_area(snapshot)
        self.progress = Progress(done=state.n, total=live.n or None)
        if page.more:
            return True, Changes(status=True)
        if live.buckets_hash == state.buckets_hash:
            self._check_deletion(live.n, state.n)
        if not self._is_right(snapshot, state, page):
            return True, Changes(status=True)
        swap(snapshot)
        self.is_counted = self._staged_here
        self._note_end(snapshot)
        return False, self._overlaid(snapshot, Changes(everything=True, status=True))

    def _check_deletion(self, before: int, after: int) -> None:
        if is_mass_deletion(before, after) and not self.deletion_is_accepted:
            raise client_error("MASS_DELETION")

    def _is_right(self, snapshot: Snapshot, state: Area, page: Page) -> bool:
        """Compares with the server's sums; if they differ, everything is fetched anew (RELIABILITY I7)."""
        if page.check is None:
            return True
        if (state.n, state.xor) == (page.check.n, int(page.check.xor, 16)):
            self._refetches = 0
            self._forget_notice("CHECK_FAILED")
            return True
        return not self._healing(snapshot, state.epoch)

    def count_rows(self, epoch: str) -> bool:
        """Whether the rows themselves still add up to the sums that are kept as they change, which neither a
        torn nor a tampered cache does (RELIABILITY F53). If not, everything is to be fetched anew."""
        with self._workspace.cache.read() as snapshot:
            live = live_area(snapshot)
            if counted_anew(snapshot, live) == (live.n, live.xor):
                return True
        with self._workspace.cache.write() as snapshot:
            return not self._healing(snapshot, epoch)

    def _healing(self, snapshot: Snapshot, epoch: str) -> bool:
        if self._refetches >= MOST_REFETCHES:
            self._workspace.notice = client_error("CHECK_FAILED")
            return False
        self._refetches += 1
        self._begin_staging(snapshot, epoch)
        return True

    def _note_end(self, snapshot: Snapshot) -> None:
        write_note(snapshot, SYNCED_AT, instant_text(self._workspace.clock()))
        self._forget_notice("CACHE_DAMAGED")

    def _forget_notice(self, code: str) -> None:
        notice = self._workspace.notice
        if notice is not None and notice.code == code:
            self._workspace.notice = None

    def _overlaid(self, snapshot: Snapshot, changes: Changes) -> Changes:
        """What the outbox holds is predicted upon the new rows in the same transaction."""
        space = self._workspace
        touched = changes_of(space.rebuild_overlay(snapshot, space.ops_in_view(snapshot)))
        return Changes(
            members=changes.members | touched.members,
            transfers=changes.transfers | touched.transfers,
            organisations=changes.organisations,
            entries=changes.entries | touched.entries,
            messages=changes.messages,
            status=True,
            everything=changes.everything,
        )
