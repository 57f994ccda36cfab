"""Which facilities follow: lists that travel in a button, so that nobody's location has to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from bot.api import Holidays, Open, Residence
from handlers.childcare.facilities.facility import Facilities, Facility, Found

SHOWN = 5
# At 13 characters each they fit into the 300 of a button, with the kind.
LISTED = 14
_ITEM = re.compile(r"([0-9a-f]{6})(?:\.(\d{1,5}))?")
# Distances travel in tens of metres.
_STEP = 10
_BLOCK = re.compile(r"(?:[0-9０-９一二三四五六七八九十]+丁目|[-0-9０-９]+).*$")


def packed(found: Iterable[Found]) -> str:
    """The first of a list as text: ids, each with its distance in tens of metres."""
    return "_".join(_item(one) for one in list(found)[:LISTED])


def unpacked(text: str, facilities: Facilities) -> list[Found]:
    """The list that a button carries, without those that are no more."""
    found = []
    for item in text.split("_"):
        match = _ITEM.fullmatch(item)
        facility = facilities.of_id(match[1]) if match else None
        if match and facility:
            found.append(Found(facility, float(match[2]) * _STEP if match[2] else None))
    return found


def _item(one: Found) -> str:
    far = "" if one.distance is None else f".{min(round(one.distance / _STEP), 99999)}"
    return one.facility.id + far


def open_at(found: Iterable[Found], now: datetime, holidays: Holidays) -> list[Found]:
    """Those that are open now, as far as is known."""
    return [
        one
        for one in found
        if one.facility.hours and isinstance(one.facility.hours.state(now, holidays), Open)
    ]


@lru_cache(maxsize=4)
def districts_of(facilities: Facilities, residence: Residence, city: str) -> Mapping[Facility, str]:
    """The district of each facility: as written, else by its address, else the town's name."""
    return {
        one: district_of(one.district, one.address, one.town, residence, city)
        for one in facilities.all
    }


def district_of(district: str, address: str, town: str, residence: Residence, city: str) -> str:
    """The district of a place, in the city's own division where it has one; empty if not known."""
    spot = residence.exact(district) if district else residence.of_address(address, city)
    if spot and spot.district:
        return spot.district
    return district or ("" if residence else _BLOCK.sub("", town))


def in_order(names: Iterable[str], residence: Residence) -> Sequence[str]:
    """Districts in the order of the city's list, others behind them in the order of the data."""
    own = {one.name: number for number, one in enumerate(residence.districts)}
    return sorted(dict.fromkeys(filter(None, names)), key=lambda name: own.get(name, len(own)))
