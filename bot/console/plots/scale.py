"""The values that an axis names."""

from __future__ import annotations

import math

MOST_STEPS = 5


def ticks(most: float) -> list[float]:
    """From 0 to at least `most` in at most five equal steps of 1, 2 or 5 times a power of ten.

    Steps are whole numbers: what is plotted is counted, or a share of 100.
    """
    rough = max(most, 1) / MOST_STEPS
    power = 10 ** math.floor(math.log10(max(rough, 1)))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    return [step * number for number in range(max(1, math.ceil(most / step)) + 1)]
