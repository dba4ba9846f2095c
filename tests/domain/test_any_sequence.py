"""No sequence of commands by anyone, at any time, breaks what must hold (SPEC R41, R50–R59, R80, R82)."""

from __future__ import annotations

from hypothesis import settings

from tests.domain.machine import AnySequence

AnySequence.TestCase.settings = settings(max_examples=120, stateful_step_count=40)

TestAnySequence = AnySequence.TestCase
