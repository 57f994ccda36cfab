"""`Kept`: what is dear to make and asked for again and again, such as a calendar feed."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from bot.public.answers import etag_of


@dataclass(frozen=True, slots=True)
class Packed:
    """A body, compressed, with the tag that it has unpacked."""

    etag: str
    data: bytes

    @property
    def body(self) -> bytes:
        return zlib.decompress(self.data)


class Kept:
    """The bodies last asked for, at most `most` of them. Safe to use from any number of threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock, self._making = threading.Lock(), threading.Lock()
        self._bodies: OrderedDict[Hashable, Packed] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Packed:
        """The body of this key; made at the first call, by one thread at a time."""
        if found := self._find(key):
            return found
        # Many may ask for the same at once, and making several at once makes none of them sooner.
        with self._making:
            return self._find(key) or self._add(key, make())

    def _find(self, key: Hashable) -> Packed | None:
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def _add(self, key: Hashable, body: bytes) -> Packed:
        packed = Packed(etag_of(body), zlib.compress(body))
        with self._lock:
            self._bodies[key] = packed
            while len(self._bodies) > self._most:
                self._bodies.popitem(last=False)
        return packed
