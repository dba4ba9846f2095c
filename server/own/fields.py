"""Of which field of the request a refusal or a rule speaks, so that its sentence can stand beside it."""

from collections.abc import Mapping

_BY_CODE: Mapping[str, str] = {
    "DESTINATION_MISSING": "destination",
    "DESTINATION_NOT_FOUND": "destination",
    "DESTINATION_IS_SOURCE": "destination",
    "ORGANISATION_DISSOLVED": "destination",
    "DESTINATION_OTHER_SYSTEM": "system",
    "REASON_FOR_LEAVING_MISSING": "reason",
    "KIND_NEEDED": "kind",
    "KIND_NEEDS_GRADUATE": "kind",
    "SPECIAL_UNIT_APPROVER_MISSING": "kind",
}

_BY_RULE: Mapping[str, str] = {
    "R61.due": "enrolled_on",
    "R62.reason": "reason",
    "R62.remark": "remark",
    "R62.ordinary": "kind",
    "R63.not_at_work": "employer",
    "R64.application": "country",
    "R66.by_mark": "kind",
}


def field_of_rule(rule_id: str) -> str:
    """What a rule says nothing else about is where one goes."""
    return _BY_RULE.get(rule_id, "destination")


def field_of_refusal(code: str, missed: str | None = None) -> str | None:
    """``missed``: the first rule that a RULE_MISSED names. None: it speaks of the whole."""
    return field_of_rule(missed) if missed else _BY_CODE.get(code)
