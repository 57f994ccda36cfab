"""Conversation state, one row a citizen. The row's lock is the citizen's lock.

Whoever holds it may handle the citizen's events; the database gives it back when a process dies, so
there is no lease to expire. The state is read with the lock, never before it.
"""

from bot.conversation.locking import lock
from bot.conversation.saving import forget_idle, save
from bot.conversation.standing import Talk
from bot.conversation.table import conversation_table

__all__ = ["Talk", "conversation_table", "forget_idle", "lock", "save"]
