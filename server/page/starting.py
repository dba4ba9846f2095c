"""Starting a transfer, step by step: kind, what it asks for, where to, and the rules before it is sent."""

from dataclasses import replace

from fastapi import Response

from domain.destinations import Outcome
from domain.organisations import Card
from server.organisations import service as organisations
from server.own import acting, service
from server.own.places import find_places
from server.own.wire import Evaluation, OwnRecord, OwnRefusal, Start
from server.page.asks import Input
from server.page.rendering import go, show
from server.page.visit import Fields, Visit, op_id_of
from server.page.wish_form import STEPS, WishForm, missing, read_form
from server.state import new_id

MOST = 12


def start_page(visit: Visit, _: Fields) -> Response:
    record = service.record(visit.state, visit.member)
    return _shown(visit, record, WishForm(op_id=new_id()))


def start(visit: Visit, fields: Fields) -> Response:
    """One form for all steps; ``do`` is the button that was pressed."""
    record = service.record(visit.state, visit.member)
    form = read_form(fields, op_id_of(fields), record.kinds)
    do = fields.get("do", "next")
    if do == "send" and form.step == "review":
        return _sent(visit, record, form)
    if do in STEPS and STEPS.index(do) < form.number:
        form = form.at(do)
    elif do == "next":
        form = _next(visit, form)
    return _shown(visit, record, form)


def _next(visit: Visit, form: WishForm) -> WishForm:
    errors = missing(form, visit.say)
    if errors:
        return replace(form, errors=errors)
    if form.step == "destination":
        evaluation = _evaluation(visit, form)
        if evaluation.refusal is not None:
            return _refused(visit, form, evaluation.refusal)
    return form.moved(1)


def _sent(visit: Visit, record: OwnRecord, form: WishForm) -> Response:
    """The same form sent twice starts one transfer; one that was refused gets a new id for the next try."""
    wish = form.wish()
    body = Start(op_id=form.op_id, **{name: getattr(wish, name) for name in wish.__struct_fields__})
    result = acting.start(visit.state, visit.member, body)
    if result.refusal is None:
        return go(visit, "/my?said=started")
    form = replace(form, op_id=new_id())
    return _shown(visit, record, _refused(visit, form, result.refusal))


def _refused(visit: Visit, form: WishForm, refusal: OwnRefusal) -> WishForm:
    if refusal.code != "RULE_MISSED":
        return form.refused(refusal, visit.sentence(refusal))
    missed = [
        visit.say(f"{check.sentence}（依据：{check.source}）", f"{check.sentence_en} (Guide: {check.source})")
        for check in _evaluation(visit, form).checks
        if check.must and check.outcome is Outcome.MISSED
    ]
    return form.refused(refusal, " ".join(missed) or visit.sentence(refusal))


def _evaluation(visit: Visit, form: WishForm) -> Evaluation:
    return service.evaluation(visit.state, visit.member, form.wish())


def _shown(visit: Visit, record: OwnRecord, form: WishForm) -> Response:
    if record.obstacle is not None:
        return show(visit, "barred.html", 409, obstacle=record.obstacle)
    status = 422 if form.errors else 200
    content = _content(visit, form)
    return show(visit, f"start_{form.step}.html", status, way_back=True, record=record, form=form, **content)


def _content(visit: Visit, form: WishForm) -> dict[str, object]:
    """What a step shows beside the form itself."""
    if form.step == "details":
        return {"places": {ask.name: _places(form, ask.name) for ask in form.about.asks}}
    if form.step not in ("destination", "review"):
        return {}
    return {
        "cards": _cards(visit, form),
        "chosen": _chosen(visit, form),
        "evaluation": _held(visit, form),
        "most": MOST,
    }


def _places(form: WishForm, name: str) -> list[object]:
    return list(find_places(form.queries.get(name, "")))


def _cards(visit: Visit, form: WishForm) -> list[Card]:
    if not form.query:
        return service.suggestions(visit.state, visit.member, form.wish())
    return organisations.found_cards(visit.state, form.query, form.system, None, MOST)


def _chosen(visit: Visit, form: WishForm) -> Card | None:
    return organisations.active_card(visit.state, form.destination_id) if form.destination_id else None


def _held(visit: Visit, form: WishForm) -> Evaluation | None:
    """None as long as nothing was chosen that the rules could be held against."""
    named = form.destination_id or form.destination_name
    return _evaluation(visit, form) if named else None


# Parts of the page, for its script


def part(visit: Visit, fields: Fields, name: str) -> Response:
    record = service.record(visit.state, visit.member)
    form = read_form(fields, "", record.kinds)
    if name == "destinations":
        return show(
            visit, "part_destinations.html", form=form, cards=_cards(visit, form), chosen=None, most=MOST
        )
    if name == "checks":
        return show(visit, "part_checks.html", evaluation=_held(visit, form))
    ask = next(each for each in form.about.asks if each.input is Input.PLACE and each.name == name)
    return show(visit, "part_places.html", form=form, ask=ask, found=_places(form, name))
