"""Road damage (道路の通報): a ledger from the report on the street to the repaired road.

tables.py and ledger/ hold the cases; every way in and out (the talk, the console, the web form, Open311) is
built on these functions. content/roads/ holds kinds, owners of other roads and things, and all sentences.
"""

from handlers.roads import account
from handlers.roads.talk import feature

__all__ = ["account", "feature"]
