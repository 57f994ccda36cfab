"""Writing messages down: the words in every language, frozen before the first of them goes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from bot.api import JAPAN
from handlers.disaster.files import Content, Rule
from handlers.disaster.notices.wording import News, told
from handlers.disaster.states.deciding import Change, Decision, Send
from handlers.disaster.states.folding import Standing
from handlers.disaster.states.keeping import Key, ms
from handlers.disaster.tables import notice_table, state_table
from handlers.disaster.telegrams.hazards import Hazard

if TYPE_CHECKING:
    from handlers.disaster.notices.settling import Step

# A message about a danger that is over is of use for a while.
_AFTERWARDS = timedelta(hours=6)
_DEFAULT = Rule(send=Send.PUSH)


def make(
    connection: Connection,
    key: Key,
    standing: Standing,
    decision: Decision,
    before: tuple[int, int | None],
    step: Step,
) -> int:
    """Write a message down; its number.

    Args:
        before: the level that was told last, and the number of the message that told it.
    """
    change = decision.change or Change.RAISED
    level, (hazard, area) = standing.level, key
    rule = step.content.rule(hazard, level if change is Change.RAISED else before[0]) or _DEFAULT
    # What is lowered to a level that nobody is told of is over, as far as citizens go.
    shown = level if change is not Change.CORRECTED or decision.told else 0
    advice = (step.content.rule(hazard, level) or _DEFAULT).do
    facts = _consistent(connection, standing.facts)
    news = News(hazard, shown, before[0], change, advice, standing.reported, facts, step.drill)
    begins = _begin(rule, step.now) if change is Change.RAISED else step.now
    state = "stale" if decision.stale else _STATES[decision.send]
    row = notice_table.insert().values(
        hazard=hazard.value, area=area, level=level, before=before[0], change=change.value,
        state=state, topic=rule.topic, districts=json.dumps(rule.districts, ensure_ascii=False),
        follows=None if change is Change.RAISED else before[1],
        texts=json.dumps(texts_of(news, step.content), ensure_ascii=False), reported_ms=ms(standing.reported),
        made_ms=ms(step.now), from_ms=ms(begins), until_ms=ms(_end(rule, begins, change)),
        settled_ms=ms(step.now) if decision.stale else None, staff="",
    )  # fmt: skip
    number: int = connection.execute(row.returning(notice_table.c.id)).scalar_one()
    return number


_STATES = {Send.PUSH: "planned", Send.OFFER: "offered", Send.NONE: "stale"}


def _consistent(connection: Connection, facts: Mapping[str, str]) -> Mapping[str, str]:
    """The facts, but no word of "no danger of a tsunami" while there is a warning of one."""
    table = state_table.c
    warned = select(table.level).where(table.hazard == Hazard.TSUNAMI.value, table.level > 1)
    if facts.get("comment") == "safe" and connection.scalar(warned.limit(1)):
        return {**facts, "comment": "warned"}
    return facts


def texts_of(news: News, content: Content) -> dict[str, str]:
    """What is said, by language."""
    return {code: told(news, language) for code, language in content.languages.items()}


def _end(rule: Rule, begins: datetime, change: Change) -> datetime:
    lasts = timedelta(hours=rule.useful_hours)
    return begins + (lasts if change is Change.RAISED else max(lasts, _AFTERWARDS))


def _begin(rule: Rule, now: datetime) -> datetime:
    """Now, or the next moment within the hours of the rule."""
    if rule.hours is None:
        return now
    here = now.astimezone(JAPAN)
    first, last = (time.fromisoformat(one) for one in rule.hours.split("-"))
    if first <= here.time() < last or (first > last and not last <= here.time() < first):
        return now
    begins = here.replace(hour=first.hour, minute=first.minute, second=0, microsecond=0)
    return begins if begins > here else begins + timedelta(days=1)


def lapse(connection: Connection, key: Key, now: datetime) -> None:
    """Take back what still lies before staff about a hazard in an area: it does not hold any more."""
    table = notice_table.c
    mine = (table.hazard == key[0].value, table.area == key[1], table.state == "offered")
    connection.execute(update(notice_table).where(*mine).values(state="lapsed", settled_ms=ms(now)))
