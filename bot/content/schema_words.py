"""What each of pydantic's errors means to a clerk, and what to do about it."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

Words = tuple[str, str]


class ContentError(ValueError):
    """Raise it in a validator of a content model: a message and an advice in Japanese."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


_TEXT = ("文字を書くところです。", '文を「"」で囲んで1つだけ書いてください。')
_LIST = ("一覧にするところです。", "1行に1つずつ、先頭に「- 」を付けて書いてください。")
_MAPPING = (
    "「項目名: 内容」を並べるところです。",
    "半角の「:」と空白を使い、「項目名: 内容」の形で書いてください。",
)
_NUMBER = ("数字を書くところです。", "半角の数字だけを書いてください。")
_WHOLE_NUMBER = ("整数を書くところです。", "小数点や単位を付けず、半角の整数を書いてください。")
_YES_NO = (
    "「はい」か「いいえ」を決めるところです。",
    "true(はい)か false(いいえ)を書いてください。",
)
_DATE = ("日付として読めません。", "2026-04-01 のように、半角で「年-月-日」と書いてください。")
_TIME = ("時刻として読めません。", "08:30 のように、半角で「時:分」と2桁ずつ書いてください。")
_DATETIME = (
    "日時として読めません。",
    "2026-04-01T08:30:00+09:00 のように、半角で書いてください。",
)
_URL = ("URLとして読めません。", "https:// で始まるアドレスを書いてください。")
_DURATION = ("時間の長さとして読めません。", "01:30:00 のように「時:分:秒」で書いてください。")
_EMPTY = ("内容がありません。", "内容を書いてください。")
_TIMEZONE = ("時差(+09:00)の書き方が合いません。", "日時の書き方を手引きで確かめてください。")
_KEY = ("項目名として使えません。", "項目名を見直してください。")
_FALLBACK = ("この内容は使えません。", "書き方を手引きで確かめてください。")

_WORDS: Mapping[str, Words] = {
    "missing": ("「{field}」がありません。", "「{field}: 内容」の行を足してください。"),
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_too_short": ("短すぎます。", "{min_length}文字以上で書いてください。"),
    "string_too_long": ("長すぎます。", "{max_length}文字以内で書いてください。"),
    "string_pattern_mismatch": ("書き方が決まりに合いません。", _FALLBACK[1]),
    "string_not_ascii": ("半角でない文字があります。", "半角の英数字だけで書いてください。"),
    "enum": ("決められた言葉ではありません。", "{expected}のどれかを書いてください。"),
    "literal_error": ("決められた言葉ではありません。", "{expected}のどれかを書いてください。"),
    "none_required": ("ここには何も書けません。", "内容を消してください。"),
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": ("数が大きすぎます。", "数字を見直してください。"),
    "int_from_float": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_digits": ("桁数が多すぎます。", "全部で{max_digits}桁までで書いてください。"),
    "decimal_max_places": ("小数の桁が多すぎます。", "{decimal_places}桁までで書いてください。"),
    "decimal_whole_digits": ("整数の桁が多すぎます。", "{whole_digits}桁までで書いてください。"),
    "fraction_type": _NUMBER,
    "fraction_parsing": _NUMBER,
    "complex_type": _NUMBER,
    "complex_str_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than": ("数が小さすぎます。", "{gt}より大きい数を書いてください。"),
    "greater_than_equal": ("数が小さすぎます。", "{ge}以上の数を書いてください。"),
    "less_than": ("数が大きすぎます。", "{lt}より小さい数を書いてください。"),
    "less_than_equal": ("数が大きすぎます。", "{le}以下の数を書いてください。"),
    "multiple_of": ("数が決まりに合いません。", "{multiple_of}の倍数を書いてください。"),
    "too_short": ("数が足りません。", "{min_length}個以上書いてください。"),
    "too_long": ("数が多すぎます。", "{max_length}個までにしてください。"),
    "date_past": ("過ぎた日付ではありません。", "今日より前の日付を書いてください。"),
    "date_future": ("過ぎた日付です。", "今日より後の日付を書いてください。"),
    "datetime_past": ("過ぎた日時ではありません。", "今より前の日時を書いてください。"),
    "datetime_future": ("過ぎた日時です。", "今より後の日時を書いてください。"),
    "url_scheme": ("このURLの始まり方は使えません。", "{expected_schemes} で始めてください。"),
    "url_too_long": ("URLが長すぎます。", "{max_length}文字以内のアドレスを書いてください。"),
    "union_tag_invalid": ("種類の名前が違います。", "{expected_tags}のどれかを書いてください。"),
    "union_tag_not_found": ("種類が書かれていません。", "{discriminator} の行を足してください。"),
    "invalid_key": _KEY,
}  # fmt: skip

_FAMILIES: tuple[tuple[tuple[str, ...], Words], ...] = (
    (("model_", "dataclass_", "dict_", "mapping_", "frozen_dict", "ordered_dict"), _MAPPING),
    (("list_", "tuple_", "set_", "frozen_set", "deque_", "iterable_"), _LIST),
    (("date_",), _DATE),
    (("timezone_",), _TIMEZONE),
    (("time_delta",), _DURATION),
    (("time_",), _TIME),
    (("datetime_",), _DATETIME),
    (("url_",), _URL),
)


def describe(error: ErrorDetails) -> Words:
    """Message and advice for one pydantic error; it names the key where that helps."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        return _raised(context.get("error"))
    if error["input"] is None and kind != "missing":
        message, advice = _EMPTY
    else:
        message, advice = _words(kind)
    field = _field(error)
    if field and "{field}" not in message:
        message = f"「{field}」: {message}"
    values = {name: _japanese(value) for name, value in context.items()}
    return _fill(message, {"field": field}), _fill(advice, {"field": field, **values})


def _words(kind: str) -> Words:
    if kind in _WORDS:
        return _WORDS[kind]
    return next((words for starts, words in _FAMILIES if kind.startswith(starts)), _FALLBACK)


def _raised(error: object) -> Words:
    if isinstance(error, ContentError):
        return error.message, error.advice
    return str(error or _FALLBACK[0]), _FALLBACK[1]


def _field(error: ErrorDetails) -> str:
    """The name of the key; for an item of a list, of the list's key and the item's number."""
    names = [step for step in error["loc"] if isinstance(step, str) and step != "[key]"]
    if not names:
        return ""
    last = error["loc"][-1]
    return f"{names[-1]}の{last + 1}番目" if isinstance(last, int) else names[-1]


def _japanese(value: object) -> str:
    """Pydantic lists what it expects as 'a', 'b' or 'c'."""
    listed = str(value).replace(" or ", "、").replace(", ", "、")
    return re.sub(r"'([^']*)'", r"「\1」", listed)


def _fill(words: str, values: Mapping[str, Any]) -> str:
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words
