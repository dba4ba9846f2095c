"""Words for transfers: deadlines, what happened by itself, and what only the server may call done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.values import Delivery, TransferRow
from domain.commands import ApproveTransfer
from domain.deciding import lapse_transfer
from domain.destinations import TransferKind
from domain.standstill import give_days_back
from domain.transfers import Action, TransferState
from tests.desktop.samples import sample_id, sample_world
from tests.domain.examples import NOON, act
from tests.domain.world import EDITIONS
from ui.theme import Tone
from ui.transfer_words import action_words, deadline_words, kind_words, progress_words, state_words

if TYPE_CHECKING:
    from domain.transfers import Transfer


@pytest.fixture(scope="module")
def fresh() -> Transfer:
    return sample_world().transfers[sample_id("transfer-source-6")]


def row_of(transfer: Transfer, left: int | None = 12, delivery: Delivery = Delivery.CONFIRMED) -> TransferRow:
    return TransferRow(transfer=transfer, days_left=left, delivery=delivery)


@pytest.mark.parametrize(
    ("left", "text", "tone"),
    [
        (12, "剩 12 天", Tone.TEXT),
        (5, "剩 5 天", Tone.WARNING),
        (0, "今天到期", Tone.NEGATIVE),
        (-2, "已超期 2 天", Tone.NEGATIVE),
        (None, "—", Tone.MUTED),
    ],
)
def test_deadlines(fresh: Transfer, left: int | None, text: str, tone: Tone) -> None:
    words = deadline_words(row_of(fresh, left))
    assert (words.text, words.tone) == (text, tone)


def test_R82_what_the_deadline_did_is_never_shown_as_a_persons_doing(fresh: Transfer) -> None:
    lapsed = lapse_transfer(fresh, EDITIONS[2020], NOON + timedelta(days=20))
    assert state_words(row_of(lapsed)).text == "待转入审批·自动"
    assert state_words(row_of(lapsed)).tip == "到期自动通过"
    assert action_words(lapsed.history[-1]).text == "到期自动通过"
    done = lapse_transfer(lapsed, EDITIONS[2020], NOON + timedelta(days=40))
    assert done.state is TransferState.COMPLETED
    assert deadline_words(row_of(done, None)).text == "已自动通过"


def test_R90_a_return_at_the_deadline_is_called_one(fresh: Transfer) -> None:
    at_destination = replace(
        fresh,
        state=TransferState.AWAITING_DESTINATION,
        acting=fresh.destination,
        deadline=(NOON + timedelta(days=10)).date(),
        edition=2024,
    )
    returned = lapse_transfer(at_destination, EDITIONS[2024], NOON + timedelta(days=20))
    assert action_words(returned.history[-1]).text == "到期自动退回"
    assert deadline_words(row_of(returned, None)).text == "已自动退回"


def test_nothing_is_called_done_before_the_server_has_said_so() -> None:
    world = sample_world()
    transfer_id = sample_id("transfer-released")
    approved = act(world, ApproveTransfer(), transfer_id, "floating").transfer
    assert approved is not None
    assert approved.state is TransferState.COMPLETED
    waiting = row_of(approved, None, Delivery.WAITING)
    assert state_words(waiting).text == "同意"
    assert progress_words(waiting).text == "同意·待同步"
    assert progress_words(row_of(approved, None)).text == "已完成"
    refused = row_of(approved, None, Delivery.ATTENTION)
    assert progress_words(refused).text == "未生效"
    assert progress_words(refused).tip == "已完成"


@pytest.mark.parametrize("kind", TransferKind)
def test_every_kind_has_a_short_name_and_its_whole_one(kind: TransferKind) -> None:
    words = kind_words(kind)
    assert 2 <= len(words.text) <= 4
    assert words.tip


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("automatic", [False, True])
def test_everything_that_can_happen_has_words(fresh: Transfer, action: Action, automatic: bool) -> None:
    event = replace(fresh.history[0], action=action, automatic=automatic)
    assert action_words(event).text


def test_R83_a_reminder_hides_nothing_that_the_deadline_did(fresh: Transfer) -> None:
    later = NOON + timedelta(days=20)
    lapsed = lapse_transfer(fresh, EDITIONS[2020], later)
    nudge = replace(lapsed.history[0], version=lapsed.version + 1, action=Action.NUDGED, at=later)
    nudged = replace(lapsed, version=nudge.version, history=(*lapsed.history, nudge))
    assert state_words(row_of(nudged)).text == "待转入审批·自动"


def test_R82_days_given_back_are_no_decision(fresh: Transfer) -> None:
    later = NOON + timedelta(days=30)
    prolonged = give_days_back(fresh, EDITIONS[2020], NOON, later, later)
    assert action_words(prolonged.history[-1]).text == "顺延期限"
    assert "自动" not in state_words(row_of(prolonged)).text
