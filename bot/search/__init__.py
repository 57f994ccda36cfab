"""The one search over everything the features offer: free text in, a verdict and the entries it may mean.

Pure: no database, no LINE, no web. `Index.build` is called when content is taken up, `Index.search` for
what a citizen types; an index never changes and may be asked by many threads at once.
"""

from bot.search.entries import Entry, Found, Hit, Verdict
from bot.search.index import Index
from bot.search.latin import kana as romaji
from bot.search.together import together
from bot.search.words import Category, SearchWords

__all__ = [
    "Category",
    "Entry",
    "Found",
    "Hit",
    "Index",
    "SearchWords",
    "Verdict",
    "romaji",
    "together",
]
