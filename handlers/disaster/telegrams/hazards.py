"""Hazards, and JMA's code tables of them.

Levels are those of 警戒レベル where JMA has them (2 advisory, 3 warning, 4 危険警報, 5 special warning) and
steps of the same sense elsewhere; `quake` goes by the nine steps of seismic intensity.
Sources: 気象庁防災情報XMLフォーマット コード管理表, and the official samples.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Hazard(StrEnum):
    """What may happen; the value is its name in content/disaster/."""

    RAIN = "rain"
    LANDSLIDE = "landslide"
    SURGE = "surge"
    FLOOD = "flood"
    RIVER = "river"
    STORM = "storm"
    SNOWSTORM = "snowstorm"
    SNOW = "snow"
    WAVE = "wave"
    THUNDER = "thunder"
    SNOWMELT = "snowmelt"
    FOG = "fog"
    DRY = "dry"
    AVALANCHE = "avalanche"
    COLD = "cold"
    FROST = "frost"
    ICING = "icing"
    SNOW_ACCRETION = "snow_accretion"
    RECORD_RAIN = "record_rain"
    RECORD_RAIN_NEARBY = "record_rain_nearby"
    RAINBAND = "rainband"
    SNOW_BURST = "snow_burst"
    TORNADO = "tornado"
    QUAKE = "quake"
    TSUNAMI = "tsunami"
    VOLCANO = "volcano"
    ERUPTION = "eruption"
    NANKAI = "nankai"
    SANRIKU = "sanriku"


_H = Hazard

# 警報等情報要素／気象警報・注意報: code -> hazard and level.
WARNINGS: Mapping[str, tuple[Hazard, int]] = {
    "02": (_H.SNOWSTORM, 3),
    "03": (_H.RAIN, 3),
    "04": (_H.FLOOD, 3),
    "05": (_H.STORM, 3),
    "06": (_H.SNOW, 3),
    "07": (_H.WAVE, 3),
    "08": (_H.SURGE, 3),
    "09": (_H.LANDSLIDE, 3),
    "10": (_H.RAIN, 2),
    "12": (_H.SNOW, 2),
    "13": (_H.SNOWSTORM, 2),
    "14": (_H.THUNDER, 2),
    "15": (_H.STORM, 2),
    "16": (_H.WAVE, 2),
    "17": (_H.SNOWMELT, 2),
    "18": (_H.FLOOD, 2),
    "19": (_H.SURGE, 2),
    "20": (_H.FOG, 2),
    "21": (_H.DRY, 2),
    "22": (_H.AVALANCHE, 2),
    "23": (_H.COLD, 2),
    "24": (_H.FROST, 2),
    "25": (_H.ICING, 2),
    "26": (_H.SNOW_ACCRETION, 2),
    "29": (_H.LANDSLIDE, 2),
    "32": (_H.SNOWSTORM, 5),
    "33": (_H.RAIN, 5),
    "35": (_H.STORM, 5),
    "36": (_H.SNOW, 5),
    "37": (_H.WAVE, 5),
    "38": (_H.SURGE, 5),
    "39": (_H.LANDSLIDE, 5),
    "43": (_H.RAIN, 4),
    "48": (_H.SURGE, 4),
    "49": (_H.LANDSLIDE, 4),
}
RELEASED = "00"

# 警報等情報要素／津波警報・注意報・予報. 53 is 52 at its first issue.
TSUNAMI: Mapping[str, int] = {
    "52": 5, "53": 5, "51": 4, "62": 2, "71": 1, "72": 1, "73": 1, "50": 0, "60": 0, "00": 0,
}  # fmt: skip

INTENSITIES = ("1", "2", "3", "4", "5-", "5+", "6-", "6+", "7")

# 警報等情報要素／噴火警報・予報: the volcano's level.
VOLCANO: Mapping[str, int] = {
    "11": 1, "12": 2, "13": 3, "14": 4, "15": 5, "21": 1, "22": 2, "23": 3, "24": 4,
}  # fmt: skip

# 地震関連情報番号コード of 南海トラフ地震臨時情報; 2xx are explanations.
NANKAI: Mapping[str, int] = {"111": 1, "112": 1, "113": 1, "130": 2, "120": 3, "190": 0}


def intensity_of(text: str) -> int:
    """The step of a seismic intensity, 1 to 9; 0 for none or an unknown one."""
    wanted = text.strip()
    return INTENSITIES.index(wanted) + 1 if wanted in INTENSITIES else 0
