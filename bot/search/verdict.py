"""When a hit is the answer, when it is only offered, and when there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.search.entries import Hit, Verdict

LEAST = 0.55
CLEAR = 0.845
# The runner-up must be this far behind; less where the first is nearly the very word.
MARGIN, SURE, SURE_MARGIN = 0.045, 0.93, 0.018


def verdict(hits: Sequence[Hit]) -> Verdict:
    """The verdict on hits, best first. Hits that lead to the same answer do not compete."""
    if not hits:
        return Verdict.NONE
    best = hits[0]
    rivals = [hit.score for hit in hits[1:] if hit.entry.data != best.entry.data]
    margin = SURE_MARGIN if best.score >= SURE else MARGIN
    alone = not rivals or best.score - rivals[0] >= margin
    return Verdict.CLEAR if best.score >= CLEAR and alone else Verdict.NEAR
