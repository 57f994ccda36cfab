"""What was loaded to stay is not looked at again by the collector of circular garbage."""

from __future__ import annotations

import gc


def rest() -> None:
    """Leave all that is in memory now out of further collections, once what is garbage has gone.

    A full collection looks at each of some 300,000 objects of the content and its index: a fifth of a
    second in which no webhook is answered. Called when content was taken up.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
