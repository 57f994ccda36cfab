"""Deleting everything, after one question."""

from __future__ import annotations

from bot.api import Reply, Skip, Text, fold, menu
from handlers.settings.talk import Turn, back, feature


@feature.command("すべて消す", "全部消す", "登録を消す", "登録をすべて消す", "データを消す")
def erase(turn: Turn) -> Reply:
    """Say what goes, and ask. The button holds for this question only."""
    button = turn.skip(confirmed, turn.words.erase_now_label)
    return turn.ask(confirmed, menu(turn.words.erase_ask, [button]))


@feature.postback("erase")
def ask_erase(turn: Turn) -> Reply:
    return erase(turn)


@feature.step(Skip, Text)
def confirmed(turn: Turn, said: Skip | Text) -> Reply:
    """The answer: the button or a word for yes deletes, and nothing else does."""
    words = turn.words
    if isinstance(said, Text) and fold(said.text) not in map(fold, words.erase_words):
        button = turn.skip(confirmed, words.erase_now_label)
        return turn.again(menu(words.erase_once_more, [button]))
    turn.account.erase()
    return turn.end(words.erased, quick=[back(turn)])
