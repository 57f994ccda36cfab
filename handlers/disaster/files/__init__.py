"""content/disaster/: the city's codes, the feeds, what goes to whom, and the words in every language."""

from handlers.disaster.files.content import Content, load
from handlers.disaster.files.language import Language
from handlers.disaster.files.rule import Rule

__all__ = ["Content", "Language", "Rule", "load"]
