"""A telegram of 気象庁防災情報XML -> typed values: what it says about this city, by codes and never by names.

`read` tries the telegram's own kind (Head/InfoKind); every module knows one family of kinds. What cannot be
understood is said in `Telegram.problems` and never guessed.
"""

from handlers.disaster.telegrams.reading import read
from handlers.disaster.telegrams.telegram import Areas, Claim, Info, Status, Telegram, Unreadable

__all__ = ["Areas", "Claim", "Info", "Status", "Telegram", "Unreadable", "read"]
