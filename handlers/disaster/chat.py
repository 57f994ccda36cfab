"""The talk: what is in force now, with the source's time, and honest about how well it is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, Row, select

from bot.api import MessageAction, Reply, TextMessage, Unit, fill, fit
from handlers.disaster.files import Language, load
from handlers.disaster.notices.sending import SHELTERS
from handlers.disaster.notices.wording import day_time, place_of, quake_title
from handlers.disaster.states.keeping import GATE, at, ms
from handlers.disaster.tables import state_table
from handlers.disaster.talk import Turn, feature
from handlers.disaster.telegrams.hazards import Hazard
from handlers.disaster.watching.health import last_good

# After so long without a good answer what we say may not hold any more.
_FRESH = timedelta(minutes=3)
_LONGEST = 4500
_GRAVE = 4


@feature.command(
    "警報", "注意報", "警報・注意報", "警報注意報", "けいほう", "ちゅういほう", "気象警報", "特別警報",
    "いまの警報", "今の警報", "災害情報", "防災情報", "気象情報", "warning", "warnings", "alerts",
    "警报", "경보", "cảnh báo", menu=True,
)  # fmt: skip
def now(turn: Turn) -> Reply:
    """What is in force for the city at this moment, in the citizen's language."""
    languages = turn.content(load).languages
    language = languages.get(turn.account.language or "ja") or languages.get("ja")
    if language is None:
        return turn.say(turn.words.no_rules)
    text = "\n\n".join(_parts(turn, language))
    shelters = MessageAction(language.sentences.shelters_label, SHELTERS)
    return turn.say(TextMessage(fit(text, _LONGEST, Unit.UTF16)).with_quick(shelters))


def _parts(turn: Turn, language: Language) -> Iterator[str]:
    said, connection = language.sentences, turn.db.connection()
    holding, good = _in_force(connection, ms(turn.now)), last_good(connection)
    # The platform's answer to urgent words says it before this one, but only in Japanese.
    if turn.account.language not in (None, "ja") or any(row.level >= _GRAVE for row in holding):
        yield said.flee_first
    if holding:
        lines = [_line(row, language) for row in holding]
        yield "\n".join([fill(said.now_heading, place=language.city), *lines])
    elif good is not None:
        yield fill(said.now_none, place=language.city)
    if good is None:
        yield said.now_never
        return
    time = day_time(language, good)
    shape = said.now_read if turn.now - good <= _FRESH else said.now_stale
    yield f"{fill(shape, time=time)}\n{said.credit}"


def _in_force(connection: Connection, now_ms: int) -> list[Row[tuple[object, ...]]]:
    """What holds, the gravest first."""
    table = state_table.c
    holds = (table.hazard != GATE, table.level > 0)
    rows = connection.execute(select(state_table).where(*holds)).all()
    return sorted(
        (row for row in rows if row.until_ms is None or row.until_ms > now_ms),
        key=lambda row: (row.hazard != Hazard.TSUNAMI.value, -row.level, row.hazard, row.area),
    )


def _line(row: Row[tuple[object, ...]], language: Language) -> str:
    hazard, facts = Hazard(row.hazard), json.loads(row.facts)
    name = quake_title(row.level, facts, language) if hazard is Hazard.QUAKE else ""
    name = name or language.name(hazard, row.level)
    place = place_of(hazard, facts, language)
    told = name if place == language.city else f"{name} ({place})"
    time = day_time(language, at(row.reported_ms))
    return fill(language.sentences.now_line, name=told, time=time)
