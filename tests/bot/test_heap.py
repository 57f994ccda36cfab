from __future__ import annotations

import gc
import weakref

from bot.heap import rest


class Ring:
    """Points to itself, so that only the collector takes it away."""

    def __init__(self) -> None:
        self.itself = self


def test_what_stays_is_left_alone_and_what_is_garbage_goes() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    del ring
    try:
        rest()
        assert gone() is None
        assert gc.get_freeze_count() > 1000
        ring = Ring()
        gone = weakref.ref(ring)
        rest()
        del ring
        rest()
        assert gone() is None
    finally:
        gc.unfreeze()
