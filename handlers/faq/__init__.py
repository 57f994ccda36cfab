"""Frequent questions (よくある質問): the answers that staff wrote down, by category and by search.

content/faq/ holds one YAML file per category, so that every department keeps its own, and words.yaml.
"""

from handlers.faq import chat, checks
from handlers.faq.talk import feature

__all__ = ["chat", "checks", "feature"]
