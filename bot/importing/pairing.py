"""Which of several rows with one key are the same row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


def pair(
    olds: Sequence[int], news: Sequence[int], same: Callable[[int, int], bool]
) -> Mapping[int, int]:
    """Pair as many rows as possible that say the same, and the others in their order.

    The most are found by augmenting paths (Kuhn): greedy choices could pair fewer, and then a file that
    was taken up before would seem to change something.
    """
    if len(olds) == len(news) == 1:
        return {olds[0]: news[0]}
    fits = {new: [old for old in olds if same(old, new)] for new in news}
    found: dict[int, int] = {}
    for new in news:
        _augment(new, fits, found, set())
    left = [new for new in news if new not in set(found.values())]
    return found | dict(zip([old for old in olds if old not in found], left, strict=False))


def _augment(
    new: int, fits: Mapping[int, Sequence[int]], found: dict[int, int], tried: set[int]
) -> bool:
    # A free one first: without it, chains of exchanges would be as long as there are rows.
    free = next((old for old in fits[new] if old not in found), None)
    if free is not None:
        found[free] = new
        return True
    for old in fits[new]:
        if old not in tried:
            tried.add(old)
            if _augment(found[old], fits, found, tried):
                found[old] = new
                return True
    return False
