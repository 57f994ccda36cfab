"""Broadcasts as rows, and how they go from a draft to what was sent.

States: `draft`, `waiting` (for another person's approval), `approved` (the clock sends it at `next_ms`),
`done`, `cancelled`. What is changed after it was approved is a draft again.
"""

from handlers.broadcasts.store.drafts import (
    CHANGEABLE,
    approve,
    change,
    count_waiting,
    create,
    due,
    find,
    move,
    newest,
)
from handlers.broadcasts.store.records import Broadcast, Changed, Content, Run, ms
from handlers.broadcasts.store.sending import begin, forget, note_run, run, runs, runs_in

__all__ = [
    "CHANGEABLE",
    "Broadcast",
    "Changed",
    "Content",
    "Run",
    "approve",
    "begin",
    "change",
    "count_waiting",
    "create",
    "due",
    "find",
    "forget",
    "move",
    "ms",
    "newest",
    "note_run",
    "run",
    "runs",
    "runs_in",
]
