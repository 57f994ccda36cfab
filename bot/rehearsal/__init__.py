"""A citizen who talks to the whole bot in one process: for tests, the terminal and drafts of the content.

The webhook is signed and stored, the desk and the delivery are the real ones, and the emulator is LINE,
so that an answer LINE would refuse is refused here too.
"""

from bot.rehearsal.chat import Answer, Chat, Refused
from bot.rehearsal.clock import SetClock
from bot.rehearsal.dialogue import Dialogue, play, read_dialogues
from bot.rehearsal.stage import open_chat

__all__ = [
    "Answer",
    "Chat",
    "Dialogue",
    "Refused",
    "SetClock",
    "open_chat",
    "play",
    "read_dialogues",
]
