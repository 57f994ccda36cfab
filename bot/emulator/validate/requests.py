"""The bodies of the sending calls, and how their faults are told."""

from __future__ import annotations

import re
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
TOO_LONG = re.compile(r"Length must be between \d+ and (\d+)")
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
    plain = [problem for problem in problems if _inner_place(body, problem) is None]
    if not plain:
        return _inner_refusal(body, problems)
    return ApiError(
        400,
        f"The request body has {len(plain)} error(s)",
        [{"message": each.message, "property": dotted(each.path)} for each in plain],
    )


def _inner_place(body: Any, problem: Problem) -> str | None:
    """Return the place of a problem within a Flex container or template, None elsewhere.

    LINE looks into these only once everything around them is right.
    """
    match problem.path:
        case ("messages", int(index), "contents", *steps) if _holds(body, index, "contents"):
            return pointer(tuple(steps)) or "/"
        case ("messages", int(index), "template", *steps) if _holds(body, index, "template"):
            return "template" + pointer(tuple(steps))
    return None


def _holds(body: Any, index: int, name: str) -> bool:
    message = body["messages"][index]
    kind = {"contents": "flex", "template": "template"}[name]
    return message.get("type") == kind and isinstance(message.get(name), dict)


def _inner_refusal(body: Any, problems: Problems) -> ApiError:
    """LINE tells of one message at a time, with places counted from within it."""
    index = problems[0].path[1]
    details = [
        {"message": _inner_words(each.message), "property": _inner_place(body, each) or "/"}
        for each in problems
        if each.path[1] == index
    ]
    return ApiError(400, f"A message (messages[{index}]) in the request body is invalid", details)


def _inner_words(message: str) -> str:
    """The same faults have other words within a message than around it."""
    if message == "May not be empty":
        return "must be non-empty text"
    return TOO_LONG.sub(r"must not be longer than \1 characters", message)
