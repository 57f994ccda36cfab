"""Broadcasts (お知らせの配信): messages that any department writes in the console, to whom they choose.

One person writes, another approves, the clock sends; each message tells why it came and how to stop it.
content/broadcasts/ holds rules.yaml (approval, frequency cap) and words.yaml.
"""

from handlers.broadcasts import account, chat, jobs
from handlers.broadcasts.talk import feature

__all__ = ["account", "chat", "feature", "jobs"]
