"""What the features offer to the one search, checked and made into one index.

The index is built whenever content is taken up, in the library's thread. Documents that change without
the content (rows of the database) are indexed beside it, see `bot.live`; `find` asks both.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from bot import live
from bot.content import Faults, Place, Snapshot
from bot.feature import AnyFeature
from bot.search import Entry, Found, Index, SearchWords
from bot.talk.postback import LIMIT, StaleButton, read, split

log = logging.getLogger(__name__)

# The name under which a snapshot keeps the words of the search; no feature can have it.
WORDS = "search"

Features = Mapping[str, AnyFeature]


def index_of(snapshot: Snapshot) -> Index:
    """The index over everything, in this version of the content."""
    return cast(Index, snapshot.built)


def words_of(snapshot: Snapshot) -> SearchWords:
    """Synonyms and categories; without any where the city's file cannot be used."""
    return cast(SearchWords, snapshot.words.get(WORDS) or SearchWords())


def find(
    features: Iterable[AnyFeature],
    snapshot: Snapshot,
    connection: Callable[[], Connection],
    now: datetime,
    text: str,
    category: str | None = None,
) -> Found:
    """What everything that is offered has for a text: the content's documents and the tables'."""
    fixed = index_of(snapshot).search(text, category=category)
    lives = [
        (each.live, snapshot.words[each.name])
        for each in features
        if each.live and each.name in snapshot.words
    ]
    return live.found(lives, fixed, connection, now, words_of(snapshot), (text, category))


def build(features: Features, snapshot: Snapshot, faults: Faults) -> Index:
    """One index over the documents of all features; what is wrong with them goes to `faults`."""
    offered = (_sound(features, one, snapshot, faults) for one in features.values() if one.offer)
    entries = [entry for each in offered for entry in each]
    return Index.build(entries, words_of(snapshot))


def _sound(
    features: Features, feature: AnyFeature, snapshot: Snapshot, faults: Faults
) -> Iterator[Entry]:
    for entry in _offered(feature, snapshot, faults):
        if wrong := _fault(features, entry):
            faults.warning(
                Place(feature.name),
                f"「{entry.title}」は、検索で見つけられません。{wrong}",
                "名前を短く、空にならないように書き直してください。",
            )
        else:
            yield entry


def _offered(feature: AnyFeature, snapshot: Snapshot, faults: Faults) -> Iterable[Entry]:
    """What a feature offers, as far as it gets; a feature without its content has nothing to offer."""
    words, content = snapshot.words.get(feature.name), snapshot.data.get(feature.name)
    entries: list[Entry] = []
    if words is None or (feature.content and content is None):
        return entries
    try:
        entries.extend(feature.offer(content, words) if feature.offer else ())
    except Exception:
        # As with a loader that fails: the bot goes on, and whoever runs the check hears of it.
        log.exception("the documents of %s could not be gathered", feature.name)
        faults.error(
            Place(feature.name),
            "検索に出すものを集める途中で、プログラムが止まりました。",
            "直前に変えたファイルを元に戻し、担当者に知らせてください。",
        )
    return entries


def _fault(features: Features, entry: Entry) -> str:
    """Why an entry cannot be offered; empty where it can."""
    if not entry.title.strip():
        return "名前がありません。"
    if len(entry.data.encode("utf-16-le")) // 2 > LIMIT:
        return "名前が長すぎます。"
    return "" if _answers(features, entry.data) else "答えるボタンがありません。"


def _answers(features: Features, data: str) -> bool:
    name, action, raw = split(data)
    button = features[name].buttons.get(action) if name in features else None
    try:
        return button is not None and bool(read(button.types, raw, set(button.required)) or True)
    except StaleButton:
        return False
