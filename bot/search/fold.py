"""Folding: from what is typed to forms in which spellings of one word meet.

clean   NFKC, lower case, one kind of blank        牛にゅうﾊﾟｯｸ  → 牛にゅうパック
flat    hiragana for katakana, sign for sign       牛にゅうパック → 牛にゅうぱっく
squash  flat without blanks and signs              「傘」 折れた  → 傘折れた
sound   as the ear takes it: no long vowels, no small kana       だんぼうる, ダンボール → だんぼる
murmur  sound without voicing, for typing without ゛ and ゜          たんほる
"""

from __future__ import annotations

import re
import unicodedata

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━ｰ"), "-")
# Halves of a sign beyond the basic plane: no text has them, but JSON can.
_HALVES = re.compile("[\ud800-\udfff]")
_SIGNS = re.compile(r"[\W_]+")
_MARK_AFTER_KANA = re.compile(r"(?<=[ぁ-ゖァ-ヺ])[-~〜]+")
_FOREIGN = (
    ("ゔぁ", "ば"),
    ("ゔぃ", "び"),
    ("ゔぇ", "べ"),
    ("ゔぉ", "ぼ"),
    ("ゔ", "ぶ"),
    ("ふぉ", "ほ"),
    ("ふお", "ほ"),
)
# ダイアモンド is ダイヤモンド, and メジャー is メジヤー.
_GLIDE = re.compile("(?<=[いきしちにひみりぎじぢびぴえけせてねへめれげぜでべぺ])や")
_LARGE = str.maketrans(
    "ぁぃぅぇぉゃゅょゎゕゖぢづをゐゑ", "あいうえおやゆよわかけじずおいえ", "っー"
)
_ROWS = {
    "あ": "あかさたなはまやらわがざだばぱ",
    "い": "いきしちにひみりぎじぢびぴ",
    "うう": "うくすつぬふむゆるぐずづぶぷ",
    "いえ": "えけせてねへめれげぜでべぺ",
    "うお": "おこそとのほもよろをごぞどぼぽ",
}
_LONG = re.compile("|".join(f"(?<=[{row}])[{vowels}]+" for vowels, row in _ROWS.items()))
_HAN = "[㐀-鿿々]"
_OKURIGANA = re.compile(
    rf"(?<={_HAN})[^\Wのとやはをへもでになァ-ヺー㐀-鿿々a-z0-9]{{1,3}}(?={_HAN})"
)
_VOWEL = re.compile("[あいうえお]")
_PLAIN = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほ",
)


def clean(text: str) -> str:
    """Width, case and dashes made equal; blanks kept as single spaces."""
    wide = unicodedata.normalize("NFKC", _HALVES.sub(" ", text)).casefold().translate(_DASHES)
    return " ".join(_MARK_AFTER_KANA.sub("ー", wide).split())


def flat(cleaned: str) -> str:
    """Hiragana for katakana. As long as what is given, so that places in one are places in the other."""
    return cleaned.translate(_KATAKANA)


def squash(flattened: str) -> str:
    """Letters and figures only; ー is one of them."""
    return flattened if flattened.isalnum() else _SIGNS.sub("", flattened)


def sound(kana: str) -> str:
    """As it sounds to a hasty ear; other signs than hiragana stay as they are."""
    if "ゔ" in kana or "ふ" in kana:
        for written, heard in _FOREIGN:
            kana = kana.replace(written, heard)
    kana = kana.translate(_LARGE)
    if "や" in kana:
        kana = _GLIDE.sub("あ", kana)
    return _LONG.sub("", kana) if _VOWEL.search(kana, 1) else kana


def bones(flattened: str) -> str:
    """Without the kana between Chinese characters that belong to the first: 置時計 of 置き時計."""
    return _OKURIGANA.sub("", flattened)


def murmur(heard: str) -> str:
    """A sound without voicing marks."""
    return heard.translate(_PLAIN)
