"""The city's own evacuation orders: written, previewed, released, sent, corrected, lifted, and told.

orders/ is what an order is and what became of it; staff/ writes them, jobs.py sends them, chat.py and
public/ tell what is in force. Words in seven languages stand in content/evacuation/.
"""

from handlers.evacuation import chat, jobs
from handlers.evacuation.talk import feature

__all__ = ["chat", "feature", "jobs"]
