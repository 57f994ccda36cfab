"""What can be taken up into content/childcare/: facilities, hospitals, baby stations and events.

Sources: the lists of that name of 自治体標準オープンデータセット, and of the older 推奨データセット.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.content import Table
from bot.importing import (
    Column,
    Layout,
    Refusal,
    Values,
    address,
    day,
    degrees,
    katakana,
    line,
    text,
)
from handlers.childcare.talk import feature

_HEAD = (
    Column("全国地方公共団体コード", ("都道府県コード又は市区町村コード",), line),
    Column("ID", (), line),
    Column("地方公共団体名", ("市区町村名",), line),
)
_NAME = (
    Column("名称", ("施設名", "施設名称", "施設名等"), line, needed=True),
    Column("名称_カナ", ("名称(カナ)", "フリガナ", "ふりがな"), katakana),
)
_PLACE = (
    Column("地区", ("地区名",), line),
    Column("所在地_連結表記", ("住所", "所在地"), address),
    Column("建物名等(方書)", ("方書",), line),
    Column("緯度", (), degrees),
    Column("経度", (), degrees),
    Column("電話番号", ("連絡先電話番号",), line),
)
_END = (Column("URL", (), line), Column("備考", (), text))
_KEYS = (("ID", "名称"), ("名称", "所在地_連結表記"))


def _lines(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, (), line) for name in names)


_OPEN = (
    *_lines("利用可能曜日", "開始時間", "終了時間"),
    Column("利用可能日時特記事項", ("利用可能時間特記事項",), text),
)


def _is_for_babies(name: str, table: Table) -> bool:
    """Whether the file or a title calls it so: other lists mark rooms for nursing, too."""
    spoken = (name.casefold(), *table.header)
    return any(
        word in one for one in spoken for word in ("赤ちゃん", "baby", "授乳室", "お湯")
    ) and (not any(one in _OTHERS for one in table.header))


_OTHERS = frozenset({"種別", "POIコード", "受入年齢", "小児対応設備の有無", "男性トイレ総数"})


@feature.importer(
    Layout(
        "facilities",
        title="子育て施設の一覧",
        file="facilities.csv",
        columns=(
            *_HEAD,
            *_NAME,
            Column("種別", ("施設種別", "施設の種別"), line, needed=True),
            *_PLACE,
            *_lines("収容定員", "受入年齢"),
            *_OPEN,
            *_lines("一時預かりの有無", "病児保育の有無"),
            *_END,
        ),
        keys=_KEYS,
        signs=("受入年齢", "収容定員", "一時預かりの有無", "病児保育の有無"),
    )
)
def facilities(row: Values) -> Iterable[Values]:
    """One facility."""
    yield _with_name(row)


@feature.importer(
    Layout(
        "hospitals",
        title="医療機関の一覧",
        file="hospitals.csv",
        columns=(
            *_HEAD,
            *_NAME,
            *_lines("医療機関の種類"),
            Column("診療科目", ("診療科",), line),
            *_PLACE,
            *_lines("診療曜日", "診療開始時間", "診療終了時間"),
            Column("診療日時特記事項", (), text),
            Column("時間外における対応", ("時間外対応",), text),
            *_END,
        ),
        keys=_KEYS,
        signs=("医療機関の種類", "診療科目", "診療科"),
    )
)
def hospitals(row: Values) -> Iterable[Values]:
    """One hospital or doctor."""
    yield _with_name(row)


@feature.importer(
    Layout(
        "babies",
        title="赤ちゃんの駅の一覧",
        file="baby_stations.csv",
        columns=(
            *_HEAD,
            *_NAME,
            *_PLACE,
            *_OPEN,
            Column("授乳室", ("授乳スペース", "授乳"), line),
            Column("おむつ替えコーナー", ("おむつ替え", "おむつ交換台"), line),
            Column("お湯", ("調乳用のお湯", "ミルク用のお湯"), line),
            *_END,
        ),
        keys=_KEYS,
        fits=_is_for_babies,
    )
)
def babies(row: Values) -> Iterable[Values]:
    """One place where babies can be fed and changed."""
    yield _with_name(row)


@feature.importer(
    Layout(
        "events",
        title="イベントの一覧",
        file="events.csv",
        columns=(
            *_HEAD,
            Column("イベント名", ("催し名", "行事名"), line, needed=True),
            Column("イベント名_カナ", (), katakana),
            Column("開始日", ("開催日", "開催開始日"), day, needed=True),
            Column("終了日", ("開催終了日",), day),
            *_lines("開始時間", "終了時間"),
            Column("開始日時特記事項", (), text),
            Column("説明", (), text),
            *_lines("料金(基本)", "連絡先名称"),
            Column("連絡先電話番号", ("電話番号",), line),
            Column("場所名称", ("場所", "会場"), line),
            *_PLACE[:-1],
            *_lines("対象", "定員"),
            Column("参加申込終了日", (), day),
            *_lines("参加申込方法"),
            *_END,
        ),
        keys=(("ID", "イベント名"), ("イベント名", "開始日")),
    )
)
def events(row: Values) -> Iterable[Values]:
    """One event."""
    if not row["イベント名"] or not row["開始日"]:
        raise Refusal("イベント名か開始日が空です。", "両方を書いてください。")
    yield row


def _with_name(row: Values) -> Values:
    if not row["名称"]:
        raise Refusal("名称が空です。", "施設の名前を書いてください。")
    return row
