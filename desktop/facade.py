"""What the parts of ``Client`` build upon; see desktop/client.py."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TypeVar

from desktop.actions import Wish
from desktop.clock import Clock
from desktop.session import Opened
from desktop.values import Outcome
from desktop.workspace import Workspace

T = TypeVar("T")


class Facade(ABC):
    _clock: Clock

    @abstractmethod
    def _read(self, work: Callable[[Workspace], T]) -> T: ...

    @abstractmethod
    def _act_each(self, wishes: Sequence[Wish]) -> list[Outcome]: ...

    @abstractmethod
    def _now_open(self) -> Opened: ...

    @abstractmethod
    def _send_soon(self) -> None: ...
