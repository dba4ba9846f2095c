"""Full identity numbers that were shown on a client's screen, also while it was offline (SPEC R14)."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from server.database.unit_of_work import UnitOfWork
from server.documents import instant_text
from server.sessions.callers import Caller
from server.state import State

MOST_AT_ONCE = 500

_Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


def _instant(value: object) -> datetime:
    """No number is one, and none lies beyond the calendar's ends."""
    if not isinstance(value, str):
        raise ValueError("not an instant's text")
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond the calendar") from None


class View(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: _Id = Field(description="由客户端生成；同一次查看重复报告时相同。")
    member_id: _Id
    seen_at: Annotated[
        datetime, BeforeValidator(_instant), Field(description="客户端的时间，只作记录，不作依据。")
    ]


class Views(BaseModel):
    model_config = ConfigDict(extra="ignore")

    views: Annotated[list[View], Field(max_length=MOST_AT_ONCE)]


def record_views(state: State, caller: Caller, body: Views) -> None:
    """As they are told: the row may have left the scope since, and the client is not believed as to the time.
    One that is told twice, because an answer was lost, is there twice with the same id."""
    if not body.views:
        return
    organisation = caller.actor.organisation.id
    with state.database.writing() as connection:
        unit = UnitOfWork(connection, state.clock())
        for view in body.views:
            unit.record(
                caller.actor.user_id,
                "identity_shown",
                view.member_id,
                organisation=organisation,
                view=view.id,
                seen_at=instant_text(view.seen_at),
            )
        unit.finish()
