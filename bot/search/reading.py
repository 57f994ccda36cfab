"""Words and readings of Japanese text, from SudachiPy's small dictionary.

The dictionary is loaded when first needed (a tenth of a second, shared by all threads); a tokenizer
must not be used by two threads at once, so each thread has its own.
"""

from __future__ import annotations

import threading
from functools import cache

from sudachipy import Dictionary, MorphemeList, SplitMode, Tokenizer

_own = threading.local()
_loading = threading.Lock()


def morphemes(cleaned: str) -> MorphemeList:
    """The words of a cleaned text, long units kept whole."""
    return _tokenizer().tokenize(cleaned, SplitMode.C)


def pieces(cleaned: str) -> MorphemeList:
    """The words of a cleaned text, compounds taken apart."""
    return _tokenizer().tokenize(cleaned, SplitMode.A)


def _tokenizer() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_own, "tokenizer", None)
    if tokenizer is None:
        with _loading:
            tokenizer = _own.tokenizer = _dictionary().tokenizer()
    return tokenizer


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="small")
