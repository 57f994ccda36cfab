"""The names of the drawn signs, apart from the drawing so that reading a menu loads no drawing."""

from typing import Literal

IconName = Literal[
    "garbage",
    "calendar",
    "search",
    "settings",
    "city_hall",
    "question",
    "shelter",
    "web",
    "phone",
    "list",
    "bell",
    "wave",
    "hill",
    "cross",
    "shield",
    "pin",
    "person",
    "warning",
    "back",
    "letters",
]
