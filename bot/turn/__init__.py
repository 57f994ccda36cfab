"""`Turn`: everything a step may know and do while it handles one event.

A step reads the turn, records through `turn.db`, and returns one of the turn's replies. It never
commits and never sends: the state, the records and the outgoing messages of one event are committed
together by the desk, and sent after that.
"""

from __future__ import annotations

from bot.feature import D, W
from bot.turn.answering import Answering
from bot.turn.beside import Beside
from bot.turn.buttons import PICK, SKIP, Buttons
from bot.turn.finding import Finding
from bot.turn.scene import Scene

__all__ = ["PICK", "SKIP", "Scene", "Turn"]


class Turn(Answering[W, D], Buttons[W, D], Finding[W, D], Beside[W, D]):
    """One event of one citizen, in one feature. Times are in the city's time zone."""
