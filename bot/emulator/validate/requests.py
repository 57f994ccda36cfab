"""The bodies of the sending calls, and how their faults are told."""

from __future__ import annotations

from typing import Any

from bot.emulator.errors import ApiError
from bot.emulator.validate.limits import units
from bot.emulator.validate.messages import MESSAGE
from bot.emulator.validate.problems import OK, Check, Problem, Problems, dotted, pointer
from bot.emulator.validate.schema import anything, array, boolean, integer, pattern, record, string

MESSAGES: dict[str, Check] = {"messages": array(MESSAGE, 1, 5)}
QUIET: dict[str, Check] = {"notificationDisabled": boolean}
UNIT = pattern(r"\w{1,30}", "Must be 1 to 30 letters, digits or _")
UNITS: dict[str, Check] = {"customAggregationUnits": array(UNIT, 0, 1)}
ID = string(100, len)
MOST_IDS = 500
IDS = array(ID, 1, MOST_IDS)


def _ids(value: Any) -> Problems:
    """Accept up to 500 ids; the common case is settled without a look at each."""
    if isinstance(value, list) and 1 <= len(value) <= MOST_IDS and set(map(type, value)) == {str}:
        return OK
    return IDS(value)


LIMIT = record(
    optional={
        "max": integer(1),
        "upToRemainingQuota": boolean,
        "forbidPartialDelivery": boolean,
    }
)

REPLY = record({"replyToken": units(100)} | MESSAGES, QUIET)
PUSH = record({"to": ID} | MESSAGES, QUIET | UNITS)
MULTICAST = record({"to": _ids} | MESSAGES, QUIET | UNITS)
BROADCAST = record(MESSAGES, QUIET)
NARROWCAST = record(MESSAGES, QUIET | {"recipient": anything, "filter": anything, "limit": LIMIT})
ONLY_MESSAGES = record(MESSAGES)


def refuse(check: Check, body: Any) -> None:
    """Raise the 400 LINE would answer if a body is wrong."""
    try:
        problems = check(body)
    except RecursionError as error:
        raise ApiError(400, "The request body is nested too deeply") from error
    if problems:
        raise _refusal(body, problems)


def _refusal(body: Any, problems: Problems) -> ApiError:
    flex = [problem for problem in problems if _in_flex(body, problem)]
    if len(flex) == len(problems):
        return _flex_refusal(flex)
    plain = [problem for problem in problems if problem not in flex]
    return ApiError(
        400,
        f"The request body has {len(plain)} error(s)",
        [{"message": each.message, "property": dotted(each.path)} for each in plain],
    )


def _in_flex(body: Any, problem: Problem) -> bool:
    match problem.path:
        case ("messages", int(index), "contents", *_):
            return bool(body["messages"][index].get("type") == "flex")
    return False


def _flex_refusal(problems: list[Problem]) -> ApiError:
    """LINE tells of one message at a time, with places counted from the Flex container."""
    index = problems[0].path[1]
    details = [
        {"message": each.message, "property": pointer(each.path[3:]) or "/"}
        for each in problems
        if each.path[1] == index
    ]
    return ApiError(400, f"A message (messages[{index}]) in the request body is invalid", details)
