"""Addresses that cannot lead anywhere, by their form alone: nothing is asked of the network."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.checking.texts import Told
from bot.content import Faults

_ADDRESS = re.compile(
    r"(?:https?|ｈｔｔｐｓ?)[:：;]?[/／]+[^\s「」『』（）()<>、。,\"']*", re.IGNORECASE
)
_MISSPELT = re.compile(r"\b(?:htt?ps?|htpps?|hhtps?|ttps?)(?=:/)", re.IGNORECASE)
_BARE = re.compile(r"(?<![/\w.@-])www\.[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", re.IGNORECASE)
_ADVICE = "ブラウザーで開けることを確かめ、https:// から半角で書き直してください。"


def check(told: Told, faults: Faults) -> None:
    """Report addresses that no browser could open."""
    if "//" not in told.text and "／" not in told.text and "www." not in told.text:
        return
    for match in _ADDRESS.finditer(told.text):
        if wrong := _wrong(match.group()):
            faults.error(
                told.place, f"リンク「{match.group()[:60]}」は開けません({wrong})。", _ADVICE
            )
    for match in _MISSPELT.finditer(told.text):
        if match.group().lower() not in ("http", "https"):
            faults.error(told.place, f"リンクの始まり「{match.group()}」が違います。", _ADVICE)
    for match in _BARE.finditer(told.text):
        faults.warning(
            told.place, f"「{match.group()[:60]}」は、押せるリンクになりません。",
            "前に https:// を付けてください。",
        )  # fmt: skip


def _wrong(address: str) -> str:
    if not re.match(r"https?://", address, re.IGNORECASE):
        return "https:// の形になっていません"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return "アドレスとして読めません"
    if not host.isascii():
        return "全角の文字が混ざっています"
    return "" if _HOST.fullmatch(host) else "ホームページの名前がありません"
