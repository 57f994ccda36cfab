"""The words of a message in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from bot.api import JAPAN, fill
from handlers.disaster.files import Language
from handlers.disaster.states.deciding import Change
from handlers.disaster.telegrams.hazards import Hazard
from handlers.disaster.telegrams.seismic import moment

# What happened, rather than what was issued.
_HAPPENED = frozenset({
    Hazard.RECORD_RAIN, Hazard.RECORD_RAIN_NEARBY, Hazard.RAINBAND, Hazard.SNOW_BURST, Hazard.ERUPTION,
    Hazard.NANKAI, Hazard.SANRIKU,
})  # fmt: skip
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(?:m|ｍ|メートル)", re.IGNORECASE)
_MAGNITUDE = re.compile(r"M(\d+)を超える")


@dataclass(frozen=True, slots=True)
class News:
    """What a message is about.

    `do` names the advice; `before` is the level that was told last. `mistaken`: it was the city's mistake.
    """

    hazard: Hazard
    level: int
    before: int
    change: Change
    do: str
    reported: datetime
    facts: Mapping[str, str]
    drill: bool = False
    mistaken: bool = False


def told(news: News, language: Language) -> str:
    """The whole text."""
    said = language.sentences
    parts = [
        said.drill if news.drill else "",
        _lead(news, language),
        *_more(news, language),
        _source(news, language),
        said.drill if news.drill else "",
    ]
    return "\n\n".join(filter(None, parts))


def _source(news: News, language: Language) -> str:
    if news.mistaken:
        return ""
    said = language.sentences
    return f"{fill(said.source, time=day_time(language, news.reported))}\n{said.credit}"


def _lead(news: News, language: Language) -> str:
    place, said = place_of(news.hazard, news.facts, language), language.sentences
    name, before = language.name(news.hazard, news.level), language.name(news.hazard, news.before)
    if news.change is Change.RAISED:
        return fill(_raised(news, language), name=name, place=place)
    shape = said.corrected_to_none if news.change is Change.CORRECTED and not name else None
    shape = said.staff_cancelled if news.mistaken else shape or getattr(said, news.change.value)
    return fill(shape, name=name or before, before=before or name, place=place)


def _raised(news: News, language: Language) -> str:
    said = language.sentences
    if news.hazard is Hazard.QUAKE:
        missing = said.quake_missing if "missing" in news.facts else said.quake
        return said.quake_wide if "wide" in news.facts else missing
    return said.happened if news.hazard in _HAPPENED else said.raised


def place_of(hazard: Hazard, facts: Mapping[str, str], language: Language) -> str:
    """Where: the city, the area that a first report of a quake speaks of, a river or a volcano."""
    if hazard is Hazard.QUAKE and "wide" in facts:
        return language.quake_area
    if hazard in (Hazard.RIVER, Hazard.VOLCANO, Hazard.ERUPTION):
        return facts.get("name", "") or language.city
    return language.city


def quake_title(level: int, facts: Mapping[str, str], language: Language) -> str:
    """The first line of what is told of a quake."""
    said = language.sentences
    shape = said.quake_missing if "missing" in facts else said.quake
    name = language.name(Hazard.QUAKE, level)
    return fill(shape, name=name, place="").splitlines()[0]


def _more(news: News, language: Language) -> list[str]:
    """What to do, and what else the telegram says; nothing of it where there is no danger left."""
    if news.change not in (Change.RAISED, Change.LOWERED):
        return []
    more = [language.do(news.do)]
    if news.hazard is Hazard.TSUNAMI:
        more.append("\n".join(_tsunami(news.facts, language)))
    elif news.hazard is Hazard.QUAKE:
        more += _quake(news.facts, language)
    elif "districts" in news.facts:
        more.append(fill(language.sentences.districts, districts=news.facts["districts"]))
    elif "text" in news.facts:
        more.append(news.facts["text"])
    return more


def _tsunami(facts: Mapping[str, str], language: Language) -> list[str]:
    said, lines = language.sentences, []
    if height := _height(facts.get("height", ""), language):
        lines.append(fill(said.height, height=height))
    if arrival := moment(facts.get("arrival", "")):
        lines.append(fill(said.arrival, time=day_time(language, arrival)))
    return [*lines, said.arrived] if "arrived" in facts else lines


def _height(described: str, language: Language) -> str:
    """巨大, 高い, １０ｍ超, ０．２ｍ未満, ３ｍ; what is not known is shown as it came."""
    text, heights = normalize("NFKC", described), language.heights
    number = _NUMBER.search(text)
    if text in ("巨大", "高い"):
        return heights.huge if text == "巨大" else heights.high
    if number is None:
        return described
    shape = heights.over if "超" in text else heights.under if "未満" in text else heights.about
    return fill(shape, number=number[1])


def _quake(facts: Mapping[str, str], language: Language) -> list[str]:
    said, origin = language.sentences, moment(facts.get("at", ""))
    comment = {"safe": said.no_tsunami, "warned": said.tsunami_warned}.get(facts.get("comment", ""))
    lines = [comment] if comment else []
    if origin and facts.get("place"):
        time = day_time(language, origin)
        said_at = fill(said.quake_at, time=time, where=facts["place"], magnitude=_magnitude(facts))
        lines.append(said_at.strip())
    return lines


def _magnitude(facts: Mapping[str, str]) -> str:
    text = normalize("NFKC", facts.get("magnitude", ""))
    if over := _MAGNITUDE.match(text):
        return f"M{over[1]}+"
    return text if re.fullmatch(r"M\d+(\.\d+)?", text) else ""


def day_time(language: Language, when: datetime) -> str:
    """A moment in the city's time, as the language writes it."""
    here = when.astimezone(JAPAN)
    return fill(
        language.sentences.day_time,
        month=here.month, day=here.day, hour=here.hour, minute=f"{here.minute:02}",
    )  # fmt: skip
