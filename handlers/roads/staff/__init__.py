"""The ledger in the console.

queue, mapping      the list and the map of the same cases; filtering is the form they share
case                the page of one case; work, answers, merging what is done to it; bulk the same for several
handing             given to who looks after another road
phone               reports on the phone
photos, showing     photos: seen, added, blacked out
keys                other systems' keys for Open311
sheets              paper for the field crew; exports and report: files and numbers
"""

from handlers.roads.staff import (
    answers,
    bulk,
    case,
    exports,
    handing,
    keys,
    mapping,
    merging,
    phone,
    photos,
    queue,
    report,
    sheets,
    work,
)
from handlers.roads.staff.site import console

__all__ = [
    "answers",
    "bulk",
    "case",
    "console",
    "exports",
    "handing",
    "keys",
    "mapping",
    "merging",
    "phone",
    "photos",
    "queue",
    "report",
    "sheets",
    "work",
]
