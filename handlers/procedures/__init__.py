"""Online procedures (オンライン申請): the city's registry of them, in the talk, the search and on the web.

The registry lives in the database. content/procedures/ holds the names it may use (settings.yaml),
words.yaml, and sample.csv, which `madoguchi run` registers in an empty database without LINE credentials.
"""

from handlers.procedures import account, chat, documents, jobs
from handlers.procedures.talk import feature

__all__ = ["account", "chat", "documents", "feature", "jobs"]
