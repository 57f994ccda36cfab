"""Text typed in Latin letters: romaji to kana, English words to their singular."""

from __future__ import annotations

import re

import jaconv

_SYLLABLE = (
    r"(?:(?:[kgszjtdnhbpmrfvw]|[kgsztdnhbpmrfj]y|sh|ch|ts|dh|th)?[aiueo]|y[auo]|n'?|"
    r"([kstpgdbzcj])(?=\1)|t(?=ch)|m(?=[bpm])|-)"
)
_ROMAJI = re.compile(rf"{_SYLLABLE}+")
_JUNCTIONS = (
    (re.compile(r"m(?=[bpm])"), "n"),
    (re.compile(r"t(?=ch)"), "c"),
    (re.compile(r"[\s']"), ""),
)
_PARTICLES = {"wa": "は", "o": "を", "e": "へ"}


def sentence(cleaned: str) -> str:
    """Several words of romaji in hiragana, particles as they are written; empty if one cannot be romaji."""
    words = [_PARTICLES.get(word) or kana(word) for word in re.findall(r"[a-z'-]+", cleaned)]
    return "".join(words) if len(words) > 1 and all(words) else ""


def kana(cleaned: str) -> str:
    """Romaji in hiragana: `petto botoru` is ぺっとぼとる; empty if it cannot be romaji."""
    joined = "".join(cleaned.split())
    if not _ROMAJI.fullmatch(joined):
        return ""
    for pattern, usual in _JUNCTIONS:
        joined = pattern.sub(usual, joined)
    return str(jaconv.alphabet2kana(joined)).replace("-", "ー")


def singular(cleaned: str) -> str:
    """English words without the s of the plural."""
    return " ".join(_singular(word) for word in cleaned.split())


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
