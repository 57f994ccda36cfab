"""Photos from strangers: judged, decoded and made anew in a process of their own.

`making` does the work and imports nothing but Pillow; `child` runs it in a process with little memory and
low priority; `workshop` is this process's end of it. Only what came out of here is ever shown to anybody.
"""

from bot.pictures.made import Area, Made, Refusal, Refused
from bot.pictures.workshop import Workshop

__all__ = ["Area", "Made", "Refusal", "Refused", "Workshop"]
