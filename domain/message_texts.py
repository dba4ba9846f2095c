"""What a message says, in Chinese and in English, each with what is to be done next."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.messages import Message, MessageKind
from domain.terms import TERMS
from domain.transfers import TransferState


class _Text(NamedTuple):
    zh: str
    en: str


_TEXTS: Mapping[MessageKind, _Text] = {
    MessageKind.REQUEST_RECEIVED: _Text(
        "收到{name}的转接申请（{source} → {destination}），现在{state}。",
        "A request for {name} has come ({source} → {destination}): {state}.",
    ),
    MessageKind.STEP_APPROVED: _Text(
        "{who}同意了{name}的转接（{source} → {destination}），现在{state}。",
        "{who} approved the transfer of {name} ({source} → {destination}): {state}.",
    ),
    MessageKind.AUTOMATIC_APPROVAL: _Text(
        "{name}的转接（{source} → {destination}）到期未办理，系统自动通过，现在{state}。",
        "The transfer of {name} ({source} → {destination}) was approved automatically when its time was up: "
        "{state}.",
    ),
    MessageKind.REFUSED: _Text(
        "{who}退回了{name}的转接（{source} → {destination}）：{remark}。可以按原因改正后重新发起。",
        "{who} returned the transfer of {name} ({source} → {destination}): {remark}. "
        "A new one can be started.",
    ),
    MessageKind.WITHDRAWN: _Text(
        "{who}撤销了{name}的转接申请（{source} → {destination}），不用再办理。",
        "{who} withdrew the request for {name} ({source} → {destination}); there is nothing more to do.",
    ),
    MessageKind.ALLOCATED: _Text(
        "{who}把{name}分配到本支部（{branch}）。请联系团员本人，更新联系方式，办理线下报到。",
        "{who} allocated {name} to this branch ({branch}). Contact them and update their details.",
    ),
    MessageKind.COMPLETED: _Text(
        "{name}的转接已完成，现在属于{branch}。",
        "The transfer of {name} is complete; they belong to {branch} now.",
    ),
    MessageKind.REMINDER: _Text(
        "{name}的转接（{source} → {destination}）{state}已满 {day} 天，期限到 {deadline}，请尽快办理。",
        "The transfer of {name} ({source} → {destination}) has waited {day} days ({state}); the deadline is "
        "{deadline}.",
    ),
    MessageKind.NUDGED: _Text(
        "{who}催办{name}的转接（{source} → {destination}），请尽快办理。",
        "{who} asks for a decision on the transfer of {name} ({source} → {destination}).",
    ),
    MessageKind.DAYS_GIVEN_BACK: _Text(
        "{name}的转接（{source} → {destination}）：{remark}。",
        "The transfer of {name} ({source} → {destination}) has got days back after a standstill "
        "of the server.",
    ),
    MessageKind.CONFLICT: _Text(
        "您对{name}的办理没有生效：{remark}",
        "What you decided about {name} had no effect: {remark}",
    ),
    MessageKind.REGISTER_DUE: _Text(
        "{register}：{name}将于 {due_on} 到期，请提前办理。",
        "{register}: {name} is due on {due_on}.",
    ),
    MessageKind.REGISTER_OVERDUE: _Text(
        "{register}：{name}已于 {due_on} 到期，请尽快办理。",
        "{register}: {name} was due on {due_on}.",
    ),
}


def message_text(message: Message, language: str = "zh") -> str:
    facts = dict(message.facts, name=message.name, who=_who(message, language))
    if "state" in facts:
        facts["state"] = _term(f"TransferState.{TransferState(facts['state']).value}", language)
    if "register" in facts:
        facts["register"] = _term(f"Register.{facts['register']}", language)
    text = _TEXTS[message.kind]
    return (text.zh if language == "zh" else text.en).format(**facts)


def _who(message: Message, language: str) -> str:
    if message.by is None:
        return "系统" if language == "zh" else "The system"
    return f"{message.by.organisation_name}{message.by.name}" if language == "zh" else message.by.name


def _term(key: str, language: str) -> str:
    term = TERMS[key]
    return term.zh if language == "zh" else term.en
