"""The index of names: which spots a name, a reading or a part of a name may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

from bot.citizens.residence.names import place_key, with_block, without_block
from bot.citizens.residence.spots import District, Spot, Town

NEAR = 0.6


class Index:
    """The names of a city's districts and towns. Names are asked for by their `place_key`."""

    def __init__(self, districts: Sequence[District], towns: Sequence[Town]) -> None:
        self._districts, self._towns = districts, towns

    def exact(self, key: str) -> tuple[Spot, ...]:
        """The spots of exactly this name."""
        return _preferred(self._names.get(key, {}))

    def named(self, key: str) -> Iterable[Spot]:
        """All that has this name, also a town inside a district that has it, too."""
        return self._names.get(key, {})

    def whole(self, key: str) -> tuple[Spot, ...]:
        """The spots of a name that may be written with or without its 丁目."""
        for one in (key, with_block(key) or "", without_block(key)):
            if spots := self._names.get(one):
                return _preferred(spots)
        return ()

    def leading(self, key: str) -> tuple[tuple[Spot, ...], str]:
        """The spots with the longest name that an address begins with, and what follows the name."""
        for end in range(len(key), 0, -1):
            spots = self._names.get(key[:end])
            if spots is None or (end == 1 and not is_number(key[end:])):
                continue
            block = with_block(key) if is_number(key[end:]) else None
            return _preferred(self._names.get(block or "", spots)), key[end:]
        return (), ""

    def partly(self, key: str) -> tuple[Spot, ...]:
        """The spots whose names begin with a part of one, or else hold it."""
        starting = [name for name in self._names if name.startswith(key)]
        holding = [name for name in self._names if key in name] if len(key) > 1 else []
        return self._spots(starting or holding)

    def close(self, key: str) -> tuple[Spot, ...]:
        """The spots whose names look like this one."""
        return self._spots(get_close_matches(key, self._names, n=6, cutoff=NEAR))

    def blocks(self, key: str) -> Sequence[Town]:
        """The towns that have this name before their 丁目."""
        return self._by_base.get(key, [])

    def _spots(self, names: Iterable[str]) -> tuple[Spot, ...]:
        return together(spot for name in names for spot in self._names[name])

    @cached_property
    def _names(self) -> Mapping[str, dict[Spot, None]]:
        names: dict[str, dict[Spot, None]] = defaultdict(dict)
        for district in self._districts:
            for name in (district.name, district.reading, *district.also_called):
                _add(names, name, Spot(district=district.name))
        for base, blocks in self._by_base.items():
            for spot in _spots_of(blocks):
                for name in (base, *(town.reading for town in blocks)):
                    _add(names, name, spot)
        for town in self._towns:
            if place_key(town.name) not in self._by_base:
                _add(names, town.name, Spot(town.name, town.district))
        return dict(names)

    @cached_property
    def _by_base(self) -> Mapping[str, list[Town]]:
        bases: dict[str, list[Town]] = defaultdict(list)
        for town in self._towns:
            bases[without_block(place_key(town.name))].append(town)
        return dict(bases)


def together(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """The spots, each once, and none that is a block of another."""
    found = dict.fromkeys(spots)
    towns = {place_key(spot.town) for spot in found}
    return tuple(
        spot
        for spot in found
        if (base := without_block(key := place_key(spot.town))) == key or base not in towns
    )


def is_number(rest: str) -> bool:
    """Whether what follows a name is the number of a block or house."""
    return rest[:1].isdigit()


def _preferred(spots: Mapping[Spot, None]) -> tuple[Spot, ...]:
    """A district rather than the town inside it that has the same name."""
    districts = {spot.district for spot in spots if not spot.town}
    return tuple(s for s in spots if not s.town or s.district not in districts)


def _add(names: dict[str, dict[Spot, None]], name: str, spot: Spot) -> None:
    if key := place_key(name):
        names[key][spot] = None


def _spots_of(blocks: Sequence[Town]) -> list[Spot]:
    """What the name without 丁目 means: the town as a whole, or each block where districts differ."""
    if len({town.district for town in blocks}) == 1:
        return [Spot(_without_block_of(blocks[0].name), blocks[0].district)]
    return [Spot(town.name, town.district) for town in blocks]


def _without_block_of(name: str) -> str:
    """中里 of 中里三丁目, in the spelling of the file."""
    for end in range(len(name), 0, -1):
        if place_key(name[:end]) == without_block(place_key(name)):
            return name[:end]
    return name
