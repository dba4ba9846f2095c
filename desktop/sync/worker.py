"""The thread that syncs: a cycle, then waiting for news, for new ops, or for a better moment."""

import random
import threading
from collections.abc import Iterable
from contextlib import suppress

from desktop.api.transport import Call, InterruptedCallError
from desktop.cache.notes import SYNCED_AT, read_note
from desktop.clock import instant_of
from desktop.errors import ClientError, client_error
from desktop.session import Opened
from desktop.sync.cycle import Cycle
from desktop.sync.grace import Grace
from desktop.sync.planner import Reaction, delay, reaction_to
from desktop.values import Changes, Connection, Status
from desktop.workspace import Workspace
from desktop.world import edition_in_force

FAREWELL_SECONDS = 3.0
"""How long leaving may take for what was decided just before."""

HELD_SECONDS = 10.0
"""After which what the server has put off is sent again."""

UNREACHABLE_CODES = frozenset(
    {
        "SERVER_UNREACHABLE",
        "CERTIFICATE_INVALID",
        "NOT_XIANJIE",
        "SERVER_BUSY",
        "SERVER_ERROR",
        "ANSWER_UNREADABLE",
        "ANSWER_TOO_LARGE",
    }
)


class Worker:
    def __init__(self, opened: Opened, grace: float = 0.0) -> None:
        """``grace``: seconds in which what was decided can still be taken back, also when online."""
        self._opened = opened
        self._workspace = opened.workspace
        self._api = opened.api
        self._grace = Grace(grace, self._send_ops)
        self._cycle = Cycle(
            opened.workspace,
            opened.api,
            opened.profile.record.device_id,
            is_wanted=lambda: not self._working_offline,
            fresh=self._grace.fresh,
            ahead=True,
        )
        self._one_cycle = threading.Lock()
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._news = Call()
        self._failures = 0
        self._problem: ClientError | None = None
        self._connection = Connection.CONNECTING
        self._syncing = False
        self._working_offline = False

    # From any thread

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sync", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Breaks off what is under way; ops whose outcome is then unknown are sent again the next time."""
        self._grace.end()
        self._stopping = True
        self._cycle.cancel()
        self._api.close()
        self._wake()
        if self._thread is not None:
            self._thread.join()

    def send_the_last(self) -> None:
        """Whoever decides and leaves at once need not wait for the next time. Bounded by a few seconds; what
        is not sent by then stays in the outbox."""
        if not self._grace.end() or self._working_offline or self._connection is not Connection.ONLINE:
            return
        breaking_off = threading.Timer(FAREWELL_SECONDS, self._api.close)
        breaking_off.start()
        try:
            self._push_rest()
        finally:
            breaking_off.cancel()
            breaking_off.join()

    def _push_rest(self) -> None:
        if not self._one_cycle.acquire(timeout=FAREWELL_SECONDS):
            return
        try:
            # What fails now is sent the next time.
            with suppress(ClientError, InterruptedCallError):
                self._cycle.push_rest()
        finally:
            self._one_cycle.release()

    def ops_added(self, op_ids: Iterable[str] = ()) -> None:
        """They are sent when their grace is over."""
        self._grace.begin(op_ids)

    def reads_added(self) -> None:
        """What was read is told to the other machines."""
        self._send_ops()

    def _send_ops(self) -> None:
        """At once, unless the server has asked for patience."""
        if self._problem is None or self._problem.retry_after is None:
            self._wake()

    def retry(self) -> None:
        """The user wishes it, for what was decided just now as well."""
        self._grace.end()
        if self._connection is Connection.STOPPED:
            self._connection = Connection.CONNECTING
        self._wake()

    def accept_deletion(self) -> None:
        self._cycle.accept_deletion()
        self.retry()

    def cancel(self) -> None:
        self._cycle.cancel()

    def set_working_offline(self, offline: bool) -> None:
        self._working_offline = offline
        if offline:
            self._cycle.cancel()
        self._wake()
        self._tell()

    def run_once(self) -> None:
        with self._one_cycle:
            self._run_cycle()

    def status_of(self, workspace: Workspace) -> Status:
        waiting, attention = workspace.outbox.counts()
        with workspace.cache.read() as snapshot:
            synced_at = read_note(snapshot, SYNCED_AT)
            edition = edition_in_force(snapshot)
        problem = self._problem or workspace.notice
        return Status(
            connection=Connection.WORKING_OFFLINE if self._working_offline else self._connection,
            syncing=self._syncing,
            progress=self._cycle.progress,
            synced_at=instant_of(synced_at) if synced_at else None,
            waiting=waiting,
            attention=attention,
            problem=problem.sentence if problem else "",
            problem_en=problem.sentence_en if problem else "",
            problem_code=problem.code if problem else "",
            edition_name=edition.name if edition else "",
            edition_year=edition.year if edition else None,
        )

    # On its own thread

    def _work(self) -> None:
        while not self._stopping:
            self._woken.clear()
            if self._working_offline or self._connection is Connection.STOPPED:
                self._woken.wait()
                continue
            try:
                self.run_once()
            except InterruptedCallError:
                continue
            except ClientError:
                # What it means was noted where it was raised; status() tells it.
                self._wait_after_failure()
            except Exception as error:
                # A bug must be heard of, but must not be the end of syncing.
                threading.excepthook(
                    threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread))
                )
                self._note(client_error("PROGRAM_ERROR"))
                self._wait_after_failure()
            else:
                self._wait_for_news()

    def _wait_after_failure(self) -> None:
        problem = self._problem
        if problem is None:
            # Cancelled: nothing more until somebody wishes it.
            self._woken.wait()
        elif self._connection is not Connection.STOPPED:
            chance = random.random()  # noqa: S311 - spreads clients out, keeps no secret.
            self._woken.wait(delay(self._failures, problem.retry_after, chance))

    def _wait_for_news(self) -> None:
        """Returns when there is something to do."""
        if self._cycle.has_held:
            self._woken.wait(HELD_SECONDS)
            return
        try:
            while not self._ask_for_news():
                pass
        except InterruptedCallError:
            pass
        except ClientError as error:
            self._note(error)
            self._wait_after_failure()

    def _ask_for_news(self) -> bool:
        cursor = self._cycle.cursor()
        self._news = Call()
        # Whoever wakes sets the event first and then breaks the call off, so that neither order misses it.
        if self._woken.is_set() or self._stopping or cursor is None:
            return True
        return self._api.news(cursor, self._news)

    def _wake(self) -> None:
        self._woken.set()
        self._news.interrupt()

    def _run_cycle(self) -> None:
        self._syncing = True
        self._tell()
        try:
            self._workspace.healed(lambda _: self._cycle.run())
        except ClientError as error:
            self._note(error)
            raise
        else:
            self._failures, self._problem, self._connection = 0, None, Connection.ONLINE
        finally:
            self._syncing = False
            self._tell()

    def _note(self, error: ClientError) -> None:
        reaction = reaction_to(error)
        if reaction is Reaction.PAUSE:
            return
        self._failures += 1
        self._problem = error
        if reaction in (Reaction.STOP, Reaction.PURGE):
            self._connection = Connection.STOPPED
        elif error.code in UNREACHABLE_CODES:
            self._connection = Connection.UNREACHABLE
        if reaction is Reaction.PURGE:
            self._opened.purge()
        self._tell()

    def _tell(self) -> None:
        self._workspace.on_changes(Changes(status=True))
