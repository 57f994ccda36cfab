"""What a table seems to be that nobody takes up, so that a clerk sees that it was understood.

Source: the names and headers of 自治体標準オープンデータセット and of the older 推奨データセット.
"""

from __future__ import annotations

from bot.content import Table
from bot.importing.layout import header_key

_ROWS = 8

# Headers that only one kind of file has, and parts of file names where headers do not tell.
_BY_HEADER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("開設中の避難所と避難者数の一覧", ("人数",)),
    ("AED設置場所の一覧", ("小児対応設備の有無",)),
    ("介護サービス事業所の一覧", ("介護サービス事業所名称", "実施サービス")),
    ("医療機関の一覧", ("医療機関の種類", "診療科目")),
    ("文化財の一覧", ("文化財分類", "文化財指定日")),
    ("イベントの一覧", ("イベント名",)),
    ("観光施設の一覧", ("料金（基本）",)),
    ("公衆無線LANアクセスポイントの一覧", ("SSID",)),
    ("公衆トイレの一覧", ("男性トイレ総数",)),
    ("消防水利施設の一覧", ("口径",)),
    ("地域・年齢別の人口", ("総人口", "0-4歳の男性")),
    ("食品等営業許可の一覧", ("営業の種類", "許可番号")),
    ("オープンデータの一覧", ("データ名称", "データセット_タイトル")),
    ("子育て施設の一覧", ("受入年齢", "一時預かりの有無")),
    ("公共施設の一覧", ("POIコード",)),
    ("帰宅困難者を支援する店の一覧", ("協定締結の主体",)),
    ("温泉や施設の一覧", ("営業開始時間",)),
    ("病院の一覧", ("病床数",)),
    ("ほかのシステムのデータ(言語ごとの文)", ("languageid", "langid")),
    ("ほかのシステムのデータ(番号だけの表)", ("routineid", "classificationid")),
    ("変更の記録", ("改定日",)),
    ("場所の一覧(何の場所かは書かれていません)", ("緯度", "latitude")),
)
_BY_NAME: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("AED設置場所の一覧", ("aed",)),
    ("投票所の一覧", ("polling_place", "投票所")),
    ("移動図書館の巡回場所の一覧", ("mobile_library", "移動図書館")),
    ("医療救護所の一覧", ("medical_aid_station", "医療救護所")),
    ("人口の統計", ("population", "人口")),
    ("観光施設の一覧", ("tourism", "観光")),
)


def looks_like(name: str, table: Table) -> str:
    """The kind of a file, as a clerk would call it; empty where nothing tells."""
    for title, parts in _BY_NAME:
        if any(part in name.casefold() for part in parts):
            return title
    rows = (table.header, *table.rows[:_ROWS])
    found = {header_key(cell) for row in rows for cell in row if cell.strip()}
    found |= {key.split("_")[0] for key in found}
    for title, headers in _BY_HEADER:
        if any(header_key(header) in found for header in headers):
            return title
    if any("人口" in cell for row in rows for cell in row):
        return "人口の統計"
    return ""
