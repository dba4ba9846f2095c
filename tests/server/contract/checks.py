"""What is asked of every answer beyond schemathesis' own checks; loaded by it, not by pytest."""

from typing import Any

import schemathesis


@schemathesis.check
def problem_is_documented(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """Not only the status: the code too is one of those that the operation names."""
    if response.status_code < 400 or response.status_code == 405:
        return
    answers: dict[str, Any] = case.operation.definition.raw["responses"]
    content = answers.get(str(response.status_code), {}).get("content", {})
    documented = content.get("application/problem+json", {}).get("examples", {})
    code = response.json()["code"]
    assert code in documented, f"{code} is not documented for {case.operation.label}"


@schemathesis.check
def what_fits_is_read(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """What fits the schema is never unreadable, but for 1.0, which is an integer to JSON Schema only."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code != 422:
        return
    problem = response.json()
    assert problem["code"] != "BODY_INVALID" or "got `float`" in problem["technical"], problem
