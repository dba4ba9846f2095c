"""One's own membership and transfers, and withdrawing one."""

from fastapi import Response

from domain.transfers import OPEN_STATES, Action
from server.own import acting, service
from server.own.wire import OwnTransfer, Withdraw
from server.page.rendering import go, show
from server.page.visit import Fields, Visit, op_id_of, version_of
from server.state import new_id


def home(visit: Visit, _: Fields) -> Response:
    """The transfer on its way, or the last one, stands in front."""
    caller = visit.member
    record = service.record(visit.state, caller)
    items = service.transfers(visit.state, caller).items
    current = items[0] if items else None
    return show(visit, "home.html", record=record, current=current, message=_message(visit, current))


def _message(visit: Visit, current: OwnTransfer | None) -> str:
    """What has just been done, from a fixed list, since it comes with the address; and only as long as it
    is the last thing that happened, since the page may be loaded again."""
    said = visit.request.query_params.get("said", "")
    last = current.history[-1].action if current else None
    if said == "started" and last is Action.STARTED:
        return visit.say("申请已提交。", "Your transfer has been started.")
    if said == "withdrawn" and last is Action.WITHDRAWN:
        return visit.say("申请已撤销。", "Your transfer has been withdrawn.")
    return visit.say("密码已修改。", "Your password has been changed.") if said == "password" else ""


def history(visit: Visit, _: Fields) -> Response:
    return show(visit, "history.html", items=service.transfers(visit.state, visit.member).items)


def transfer(visit: Visit, _: Fields, transfer_id: str) -> Response:
    return show(visit, "transfer.html", current=_found(visit, transfer_id))


def withdrawal(visit: Visit, _: Fields, transfer_id: str) -> Response:
    """Asks first, as withdrawing cannot be taken back."""
    found = _found(visit, transfer_id)
    if not found.may_withdraw:
        return go(visit, f"/my/transfers/{found.id}")
    return show(visit, "withdrawal.html", transfer=found, op_id=new_id(), error="")


def withdraw(visit: Visit, fields: Fields, transfer_id: str) -> Response:
    found = _found(visit, transfer_id)
    body = Withdraw(op_id=op_id_of(fields), seen_version=version_of(fields))
    result = acting.withdraw(visit.state, visit.member, found.id, body)
    if result.refusal is None:
        return go(visit, "/my?said=withdrawn")
    if result.transfer is None or result.transfer.state not in OPEN_STATES:
        return go(visit, f"/my/transfers/{found.id}")
    error = visit.sentence(result.refusal)
    return show(visit, "withdrawal.html", 409, transfer=result.transfer, op_id=new_id(), error=error)


def _found(visit: Visit, transfer_id: str) -> OwnTransfer:
    return service.transfer(visit.state, visit.member, transfer_id)
