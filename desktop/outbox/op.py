"""One decision on its way to the server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from desktop.kinds import KINDS, SUBJECTS, AnyCommand
from desktop.values import Kind, OpState
from domain.refusals import Refusal

UNSETTLED = (OpState.WAITING, OpState.SENDING)
ATTENTION = (OpState.REJECTED, OpState.CONFLICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    op_id: str
    kind: str
    subject_id: str
    seen_version: int
    payload: Mapping[str, Any]
    decided_at: str
    """Raw time of this machine with its offset; kept, never believed."""
    user_id: str
    after: str | None = None
    """An earlier unsettled op on the same subject (decision 5)."""
    device_seq: int | None = None
    """Given when it is sent for the first time, so that what is taken back before leaves no gap."""
    state: OpState = OpState.WAITING
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    """The server's own sentence."""
    seq: int | None = None
    settled_at: str | None = None
    dismissed: bool = False

    @property
    def subject_kind(self) -> Kind:
        return Kind(SUBJECTS[self.kind])

    @property
    def command(self) -> AnyCommand:
        """Raises msgspec.ValidationError for a payload that this version cannot read."""
        return msgspec.convert(self.payload, KINDS[self.kind])

    @property
    def sentences(self) -> tuple[str, str]:
        """Chinese and English; the server's own words where this program does not know the code."""
        if not self.code:
            return "", ""
        try:
            refusal = Refusal(self.code, self.facts)
        except KeyError:
            # Of a newer server: a code that is not in the table, or without a fact that its sentence needs.
            return (
                self.said,
                f"This was not carried out ({self.code}). Look at its present state and decide anew.",
            )
        return refusal.sentence, refusal.sentence_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the server answered to an op, for good."""

    op_id: str
    state: OpState
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    seq: int | None = None
