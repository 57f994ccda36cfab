"""The citizen's report, question by question: place, kind, photos, words, a look at the whole, sent.

`asking` knows which question is next; each of the others takes the answers to one of them. What has been
said stands in roads_draft, and every button carries the mark of its report, so that an old one harms nothing.
"""

from handlers.roads.reporting import kinds, near, others, photos, place, review, start, words

__all__ = ["kinds", "near", "others", "photos", "place", "review", "start", "words"]
