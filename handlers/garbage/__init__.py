"""Garbage: collection days by district, and the sorting dictionary.

Answers 今日のごみ, 11/25, 今週, 燃えるごみはいつ, ごみ出しの時間, アイロンの捨て方, and chooses
the citizen's district once. content/garbage/ holds a city's files in the 5374 format.
"""

from handlers.garbage import chat, checks, documents, imports, moving, sorting
from handlers.garbage.notices import jobs as announcing
from handlers.garbage.reminders import account
from handlers.garbage.reminders import jobs as reminding
from handlers.garbage.talk import feature

__all__ = [
    "account",
    "announcing",
    "chat",
    "checks",
    "documents",
    "feature",
    "imports",
    "moving",
    "reminding",
    "sorting",
]
