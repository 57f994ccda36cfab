"""How alike two words are: one holds the other, a slip parts them, kana stand for some of the kanji."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from bot.search.details import begins_with_detail
from bot.search.keys import Keys, apart, kanji

MOST_KANJI = 5
# What a slip costs, as a share of the word's length.
SLIP = 0.85
# With one of three sounds another, it is another word (宇宙, うちわ), unless it is but a voicing mark.
SHORT = 3
_HIRAGANA = re.compile(r"[ぁ-ゖ]")


def holding(asked: Keys, name: Keys, *, unfinished: bool = False) -> float:
    """What is asked is a piece of the name: its end (parent word) more than its beginning.

    At the beginning it is the thing itself if only what it is made of follows, else mostly another, unless
    what is asked is no word and therefore `unfinished`.
    """
    if asked.written in name.written and (asked.kanji or len(asked.heard) > 1):
        return _piece(asked.written, name.written, 0.0, unfinished)
    if len(asked.heard) > 2 and asked.heard in name.heard and not apart(asked, name):
        return _piece(asked.heard, name.heard, 0.04, unfinished)
    return 0.0


def _piece(asked: str, name: str, loss: float, unfinished: bool) -> float:
    share = len(asked) / len(name)
    if name.endswith(asked):
        return 0.62 - loss + 0.24 * share
    if not name.startswith(asked):
        return 0.52 - loss + 0.2 * share
    if begins_with_detail(name[len(asked) :]):
        return 0.78 - loss + 0.12 * share
    return (0.66 if unfinished else 0.56) - loss + 0.2 * share


def slip(asked: Keys, name: Keys) -> float:
    """How alike two words are that a slip of the finger may have parted."""
    longest = max(len(asked.heard), len(name.heard))
    if longest < 3 or abs(len(asked.heard) - len(name.heard)) > longest * 0.4:
        return 0.0
    if _one_character(asked, name):
        return 1 - SLIP / len(asked.written)
    if apart(asked, name):
        return 0.0
    most = max(1, int(longest * 0.4))
    distance = float(OSA.distance(asked.heard, name.heard, score_cutoff=most))
    without = OSA.distance(asked.murmured, name.murmured, score_cutoff=most) + 0.4
    if longest == SHORT and distance >= 1 <= without:
        return 0.0
    return max(0.0, 1 - SLIP * min(distance, without) / longest) if distance <= most else 0.0


def _one_character(asked: Keys, name: Keys) -> bool:
    """Whether one of three or more Chinese characters is another: 掃徐機, 掃除機."""
    one, other = asked.written, name.written
    bare = len(one) == len(other) > 2 and asked.kanji and name.kanji
    return bool(bare) and sum(map(str.__ne__, one, other)) == 1


def mixed(asked: Keys, name: Keys) -> float:
    """牛にゅうパック is 牛乳パック: the kanji are among the name's, the kana are how the rest is read."""
    if not asked.kanji or not asked.kanji <= name.kanji or not _HIRAGANA.search(asked.written):
        return 0.0
    if (
        len(asked.written) > len(name.read)
        or sum(map(bool, map(kanji, asked.written))) > MOST_KANJI
    ):
        return 0.0
    pattern = "".join(".{1,4}" if kanji(sign) else re.escape(sign) for sign in asked.written)
    return 0.93 if re.fullmatch(pattern, name.read) else 0.0
