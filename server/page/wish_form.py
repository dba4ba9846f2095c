"""The form with which a transfer is started, as it stands between one step and the next.

What was entered travels in the form itself, so that nothing has to be remembered here and the browser's
way back works.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.destinations import TransferKind
from domain.organisations import System
from domain.requests import Particulars
from server.own.places import place_name
from server.own.wire import OwnRefusal, Wish
from server.page.asks import ABOUT, About, Ask, Input
from server.page.visit import Fields
from server.page.words import Say

STEPS = ("kind", "details", "destination", "review")

_STEP_OF_FIELD: Mapping[str, str] = {"kind": "kind", "destination": "destination", "system": "destination"}
"""Where a field is filled in; all others in the details."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishForm:
    """``errors``: by the field that they stand beside; "" is the form as a whole."""

    op_id: str
    step: str = "kind"
    kind: TransferKind | None = None
    system: System = System.NATIONAL
    reason: str = ""
    remark: str = ""
    destination_id: str = ""
    destination_name: str = ""
    query: str = ""
    particulars: Mapping[str, str] = field(default_factory=dict)
    queries: Mapping[str, str] = field(default_factory=dict)
    """What was typed to find a place, by the particular that it is for."""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def about(self) -> About:
        return ABOUT[self.kind or TransferKind.ORDINARY]

    @property
    def number(self) -> int:
        return STEPS.index(self.step) + 1

    def value(self, ask: Ask) -> str:
        return self.particulars.get(ask.name, "")

    def place(self, ask: Ask) -> str:
        return place_name(self.value(ask)) if self.value(ask) else ""

    def stated(self) -> list[tuple[Ask, str]]:
        """What was given, as it is read."""
        return [
            (ask, self.place(ask) if ask.input is Input.PLACE else self.value(ask))
            for ask in self.about.asks
            if self.value(ask)
        ]

    def wish(self) -> Wish:
        kind = self.kind or TransferKind.ORDINARY
        given: dict[str, Any] = {
            ask.name: bool(self.value(ask)) if ask.input is Input.FLAG else self.value(ask)
            for ask in ABOUT[kind].asks
        }
        return Wish(
            kind=kind,
            system=self.system,
            reason=self.reason,
            destination_id=self.destination_id or None,
            destination_name=self.destination_name or None,
            remark=self.remark,
            particulars=Particulars(**given),
        )

    def at(self, step: str) -> "WishForm":
        return replace(self, step=step, errors={})

    def moved(self, steps: int) -> "WishForm":
        return self.at(STEPS[min(max(self.number - 1 + steps, 0), len(STEPS) - 1)])

    def refused(self, refusal: OwnRefusal, sentence: str) -> "WishForm":
        """With the sentence beside its field, at the step where that stands."""
        place = refusal.field if refusal.field in self._fields() else ""
        step = _STEP_OF_FIELD.get(place, "details") if place else self.step
        return replace(self, step=step, errors={place: sentence})

    def _fields(self) -> set[str]:
        return {*_STEP_OF_FIELD, "reason", "remark", *(ask.name for ask in self.about.asks)}


def read_form(fields: Fields, op_id: str, kinds: list[TransferKind]) -> WishForm:
    """Whatever is not one of the choices counts as not chosen."""
    kind = next((each for each in kinds if each == fields.get("kind")), None)
    system = next((each for each in System if each == fields.get("system")), System.NATIONAL)
    form = WishForm(
        op_id=op_id,
        step=fields["step"] if fields.get("step") in STEPS else STEPS[0],
        kind=kind,
        system=system,
        reason=fields.get("reason", "").strip(),
        remark=fields.get("remark", "").strip(),
        destination_id=fields.get("destination_id", ""),
        destination_name=fields.get("destination_name", "").strip(),
        query=fields.get("query", "").strip(),
    )
    asks = form.about.asks
    return replace(
        form,
        step=form.step if kind else STEPS[0],
        reason=form.about.reason if form.about.fixed else form.reason or form.about.reason,
        particulars={ask.name: fields.get(ask.name, "").strip() for ask in asks},
        queries={ask.name: fields.get(f"{ask.name}_query", "").strip() for ask in asks},
    )


def missing(form: WishForm, say: Say) -> dict[str, str]:
    """What this step asks for and has not got."""
    checks: Mapping[str, Callable[[], dict[str, str]]] = {
        "kind": lambda: {} if form.kind else {"kind": say("请选择一种情形。", "Choose one.")},
        "details": lambda: _missing_details(form, say),
        "destination": lambda: _missing_destination(form, say),
    }
    return checks[form.step]() if form.step in checks else {}


def _missing_details(form: WishForm, say: Say) -> dict[str, str]:
    asked = {
        ask.name: say(f"请填写{ask.zh}。", f"{ask.en}: please fill this in.")
        for ask in form.about.asks
        if ask.required and not form.value(ask)
    }
    if not form.reason:
        asked["reason"] = say("请填写转出原因。", "The reason for leaving is required.")
    if form.about.remark_zh and not form.remark:
        asked["remark"] = say(form.about.remark_zh, form.about.remark_en)
    return asked


def _missing_destination(form: WishForm, say: Say) -> dict[str, str]:
    if form.destination_id or form.destination_name:
        return {}
    return {"destination": say("请查找并选择转入组织。", "Find and choose the destination.")}
