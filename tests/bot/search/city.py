"""A small city: its sorting dictionary, its windows and a few procedures, and words to search with."""

from pathlib import Path

import yaml

from bot.search import Entry, Index, SearchWords

WORDS_FILE = Path(__file__).parents[3] / "content" / "platform" / "search.yaml"

GARBAGE = (
    "傘",
    "乾電池",
    "充電池",
    "ボタン電池",
    "段ボール",
    "牛乳パック",
    "ペットボトル",
    "ペットボトルのふた",
    "フライパン",
    "布団",
    "座布団",
    "自転車",
    "茶わん（陶器）",
    "茶わん（木製）",
    "蛍光灯",
    "冷蔵庫",
    "テレビ",
    "鏡（かがみ）",
    "前掛け（エプロン）",
    "電子レンジ",
    "ガムテープ",
    "ラップ",
    "洗濯ばさみ",
    "はさみ",
    "紙袋",
    "スマートフォン",
    "目覚まし時計",
    "石油ストーブ",
    "電気ストーブ",
    "バッテリー",
    "いか",
    "髪の毛",
    "発泡スチロール",
    "エビ・カニの殻",
)
OTHERS = {
    "department": ("市民課", "環境課", "こども課"),
    "procedure": ("住民票の写しの交付", "転入届", "児童手当の申請"),
    "faq": ("保育園にはいつから申し込めますか", "ごみ袋はどこで買えますか"),
}


def words() -> SearchWords:
    """The words that the project brings."""
    return SearchWords.model_validate(yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8")))


def entries() -> list[Entry]:
    """Everything the city offers."""
    garbage = [_entry("garbage", title) for title in GARBAGE]
    return garbage + [_entry(key, title) for key, titles in OTHERS.items() for title in titles]


def index() -> Index:
    """The city's index."""
    return Index.build(entries(), words())


def _entry(category: str, title: str) -> Entry:
    return Entry(title, f"{category}:show?title={title}", category)
