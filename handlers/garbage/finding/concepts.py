"""What a kind of garbage is about, whatever a city calls it: 燃えるごみ and 可燃 are one concept.

The names come from the 5374 files of some forty cities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from handlers.garbage.finding.text import parts, squash

# On squashed text (hiragana for katakana). The first that matches a part is what the part is about,
# so the special stand before the general: 不燃 before 可燃, スプレー缶 before 缶.
_CONCEPTS: tuple[tuple[str, str], ...] = (
    ("bulky", r"粗大|そだい|大型|(?:大|おお)がた"),
    (
        "unburnable",
        r"(?:燃|も)(?:え|や)(?:さ|せ)?(?:ない|ぬ)|不燃|埋立|埋め立て|破砕|(?:う|埋)め(?:た|立)てる",
    ),
    (
        "burnable",
        r"(?:燃|も)(?:える|やす|やせる|やし)|可燃|普通(?:ごみ|$)|一般ごみ|家庭ごみ|(?:焼|や)(?:却|く)",
    ),
    ("kitchen", r"生ごみ|なまごみ|厨芥"),
    ("battery", r"電池"),
    ("lamp", r"蛍光[管灯]|けいこうとう|けいこうかん|電球"),
    ("spray", r"すぷれ|かせっと|がす[缶か]|らいた"),
    ("hazardous", r"有害|水銀|危険|きけん"),
    ("pet", r"ぺっと|pet"),
    ("tray", r"とれい"),
    ("plastic", r"^ぷら|ぷらす|ぷらま|容器包装|包装容器|びにる"),
    ("carton", r"(?:紙|牛乳)ぱっく"),
    ("cardboard", r"だんぼる"),
    ("paper", r"^紙(?:類|ごみ)?$|古紙|雑紙|新聞|雑誌|雑が|ちらし|^かみ類"),
    ("cloth", r"^布(?:類|ごみ)?$|古布|衣類|衣料|衣服|古着|^服$|洋服|布類|ぼろ"),
    ("metal", r"金属|金物|鉄|かなもの"),
    ("can", r"缶|^(?:あき)?かん(?:類)?$|空かん|あきかん|かん類"),
    ("ceramics", r"陶|瀬戸|せともの|茶わん"),
    ("glass", r"がらす|われもの"),
    ("bottle", r"びん"),
    ("oil", r"油"),
    ("appliance", r"家電"),
    ("branches", r"枝|草|葉|剪定|木類|木くず"),
    ("resource", r"資源|りさいくる"),
)
# What people say of a kind that is about something, where it is no thing of its own.
_USUAL_NAMES = {
    "bulky": ("粗大ごみ", "大型ごみ"),
    "unburnable": ("燃えないごみ", "燃やせないごみ", "燃やさないごみ", "不燃ごみ"),
    "burnable": ("燃えるごみ", "燃やせるごみ", "燃やすごみ", "可燃ごみ"),
    "kitchen": ("生ごみ",),
    "battery": ("電池", "乾電池"),
    "lamp": ("蛍光灯", "蛍光管"),
    "spray": ("スプレー缶",),
    "hazardous": ("有害ごみ", "危険ごみ"),
    "pet": ("ペットボトル",),
    "tray": ("トレイ", "食品トレイ"),
    "plastic": ("プラスチック", "プラごみ", "容器包装プラスチック"),
    "carton": ("紙パック", "牛乳パック"),
    "cardboard": ("段ボール",),
    "paper": ("古紙", "新聞", "雑誌", "雑がみ"),
    "cloth": ("古着", "古布", "衣類", "布類"),
    "metal": ("金属",),
    "can": ("缶", "空き缶"),
    "ceramics": ("陶器", "瀬戸物"),
    "glass": ("ガラス",),
    "bottle": ("びん", "空きびん"),
    "branches": ("剪定枝", "枝", "草", "落ち葉"),
    "resource": ("資源ごみ", "リサイクルごみ"),
}
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _CONCEPTS)

# Words that only name kinds, never a thing that one could hold.
GENERAL = frozenset({"bulky", "unburnable", "burnable", "hazardous", "resource"})


@lru_cache(maxsize=4096)
def concept(part: str) -> str | None:
    """What one word is about; None where it is nothing we know."""
    text = squash(part)
    return next((name for name, pattern in _COMPILED if pattern.search(text)), None)


def is_general(words: str) -> bool:
    """Whether words begin like the name of a kind that is no thing: 可燃, but not ごみを燃やす."""
    text = squash(words)
    return concept(words) in GENERAL and any(
        pattern.match(text) for name, pattern in _COMPILED if name in GENERAL
    )


def usual_names(about: str) -> tuple[str, ...]:
    """What people call a kind that is about something."""
    return _USUAL_NAMES.get(about, ())


def concepts(label: str) -> set[str]:
    """All that a name is about: 缶・びん・ペットボトル is about three things."""
    return {found for part in parts(label) if (found := concept(part))}


def named_kinds(words: str, labels: Sequence[str]) -> list[str]:
    """The kinds, of a city's own, that words name: the whole name, else a part of it."""
    wanted = _bare(words)
    if not wanted:
        return []
    whole = [label for label in labels if wanted == _bare(label)]
    return whole or [label for label in labels if wanted in _bare_parts(label)]


def about(words: str, labels: Sequence[str]) -> list[str]:
    """The kinds that words mean, whether by name or by what both are about."""
    if found := named_kinds(words, labels):
        return found
    meant = concept(words)
    return [label for label in labels if meant and meant in concepts(label)]


@lru_cache(maxsize=1024)
def _bare_parts(label: str) -> frozenset[str]:
    return frozenset(map(_bare, parts(label)))


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """A name without the endings that people add or leave out."""
    text = squash(name)
    return re.sub(r"(?<=.)(?:ごみ|類|の日|もの)+$", "", text) or text
