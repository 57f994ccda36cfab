"""Road damage (道路の通報): a ledger from the report on the street to the repaired road.

tables.py and ledger/ hold the cases; every way in and out (the talk, the console, the web form, Open311) is
built on these functions. reporting/ is the talk, question by question; status.py what a reporter asks
later. content/roads/ holds kinds, owners of other roads and things, and all sentences.
"""

from handlers.roads import account, handing, jobs, later, passing, reporting, status
from handlers.roads.talk import feature

__all__ = ["account", "feature", "handing", "jobs", "later", "passing", "reporting", "status"]
