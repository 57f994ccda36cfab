"""`AreaIndex`: from what a citizen types to the districts that are meant."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from handlers.garbage.finding.place_names import head_of, names_of, place_key

_ADDRESS = re.compile(r"(\D+?)(\d+)(?:[-‐－の]\d+)+(?:号|番地?)?")
_TOWN = re.compile(r"(.{1,6}?[市区町村])(?=.)")
_PREFECTURE = re.compile(r"(?:東京都|北海道|京都府|大阪府|\w{2,3}県).+?[市区町村]")
NEAR = 0.6


@dataclass(frozen=True, slots=True)
class AreaHits:
    """The districts that were found; `sure` is False where spellings only come near."""

    labels: tuple[str, ...] = ()
    sure: bool = True

    @property
    def single(self) -> str | None:
        """The district, where exactly one is surely meant."""
        return self.labels[0] if self.sure and len(self.labels) == 1 else None


class AreaIndex:
    """An index of district names.

    Args:
        groups: the larger place of those districts whose names do not tell it.
        also: further names of districts: readings, older names, places in them.
    """

    def __init__(
        self,
        labels: Sequence[str],
        groups: Mapping[str, str] | None = None,
        also: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._labels, self._groups = labels, groups or {}
        self._order = {label: number for number, label in enumerate(labels)}
        self._whole = {place_key(label): label for label in labels}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._partly: dict[str, set[str]] = defaultdict(set)
        for label in labels:
            names = names_of(label, self._groups.get(label, ""))
            for name in names.whole.union(map(place_key, (also or {}).get(label, ()))):
                self._names[name].add(label)
            for name in names.partly:
                self._partly[name].add(label)
        self._sorted_names = sorted(self._names)

    def named(self, text: str) -> AreaHits:
        """The districts that `text` names or begins to name; for words inside a question."""
        for key in _keys(text):
            if key in self._whole:
                return AreaHits((self._whole[key],))
            if key in self._names:
                return self._hits(self._names[key] | self._around(key))
            if found := self._union(self._starting(key)):
                return self._hits(found)
        return AreaHits()

    def leading(self, address: str) -> AreaHits:
        """The districts with the longest name that the address begins with (雄勝町 in 雄勝町雄勝12)."""
        key = place_key(unicodedata.normalize("NFKC", address))
        for end in range(len(key), 1, -1):
            if found := self._names.get(key[:end]):
                return self._hits(found)
        return AreaHits()

    def search(self, text: str) -> AreaHits:
        """The districts that an answer to "where do you live?" may mean."""
        if (hits := self.named(text)).labels:
            return hits
        key = place_key(text)
        if not key:
            return AreaHits()
        if key in self._whole:
            return AreaHits((self._whole[key],))
        if len(key) == 1:
            return self._hits(self._union(self._starting(key)))
        inside = [name for name in self._names if name in key]
        if inside:
            longest = max(map(len, inside))
            return self._hits(self._union(name for name in inside if len(name) == longest))
        if found := self._union(name for name in self._names if key in name):
            return self._hits(found)
        near = get_close_matches(key, list(self._names), n=12, cutoff=NEAR)
        return AreaHits(self._sorted(self._union(near)), sure=False)

    def _starting(self, key: str) -> Iterator[str]:
        for name in islice(self._sorted_names, bisect_left(self._sorted_names, key), None):
            if not name.startswith(key):
                break
            yield name

    def _around(self, key: str) -> set[str]:
        """The district around a place of which the districts found have only a part."""
        if self._names[key] - self._partly.get(key, set()):
            return set()
        around = [whole for whole in self._whole if key.startswith(whole) and whole != key]
        return {self._whole[max(around, key=len)]} if around else set()

    def groups(self) -> dict[str, list[str]]:
        """The districts by the larger place they lie in, for choosing from lists.

        Without such places, or where they would not shorten the list, one group named "".
        """
        for group_of in (self._group_of, head_of, _first_word, _town_of):
            groups: dict[str, list[str]] = defaultdict(list)
            for label in self._labels:
                groups[group_of(label) or label].append(label)
            if len(groups) * 2 <= len(self._labels):
                return dict(groups)
        return {"": list(self._labels)}

    def _group_of(self, label: str) -> str:
        return self._groups.get(label, "")

    def _hits(self, labels: Iterable[str]) -> AreaHits:
        return AreaHits(self._sorted(labels))

    def _sorted(self, labels: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(labels, key=self._order.__getitem__))

    def _union(self, names: Iterable[str]) -> set[str]:
        return {label for name in names for label in self._names[name]}


def without_city(text: str, city: str) -> str:
    """An address without country, prefecture and city, which would name the wrong district."""
    if city and city in text:
        return text.partition(city)[2] or text
    match = _PREFECTURE.search(text)
    return text[match.end() :] if match else text


def _keys(text: str) -> Iterator[str]:
    """The text itself, then an address in it (青葉台3-12-1) as a block, a lot and a town."""
    plain = unicodedata.normalize("NFKC", text)
    yield from (key for key in [place_key(plain)] if len(key) > 1)
    if match := _ADDRESS.fullmatch("".join(plain.split())):
        town, number = match[1], match[2]
        names = (f"{town}{number}丁目", f"{town}{number}番地", town)
        yield from (key for name in names if len(key := place_key(name)) > 1)


def _first_word(label: str) -> str:
    first, blank, _ = unicodedata.normalize("NFKC", label).partition(" ")
    return first if blank else ""


def _town_of(label: str) -> str:
    match = _TOWN.match(label)
    return match[1] if match else ""
