"""Real lists of other cities: how much of each is understood."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handlers.shelters.shelter import Hazard
from tests.handlers.shelters.conftest import load_folder

# Per file: shelters, for emergencies, to stay at.
FILES = {
    "shelters_gsi/emergency_041009.json": (311, 311, 194),
    "shelters_gsi/emergency_042021.json": (301, 301, 96),
    "shelters_gsi/emergency_042145.json": (200, 200, 86),
    "shelters_gsi/evacuation_042021.json": (96, 0, 96),
    "shelters_gsi/evacuation_045811.json": (40, 0, 40),
    "ichikawa/122033_103_evacuation_space.csv": (121, 121, 88),
    "open_shelters_nanao/open_shelter_Nanao-shi.geojson": (1, 1, 0),
    "open_shelters_nanao/reference_data.csv": (112, 112, 0),
}


@pytest.mark.parametrize("file", sorted(FILES))
def test_every_shelter_is_read_and_on_the_map(file: str, shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "opendata" / file, tmp_path)
    shelters, faults = load_folder(tmp_path)
    emergency = sum(one.emergency for one in shelters.all)
    refuge = sum(one.refuge for one in shelters.all)
    assert (len(shelters.all), emergency, refuge) == FILES[file]
    assert all(one.point for one in shelters.all)
    assert not list(faults)


def test_both_lists_of_a_city_become_one(shared: Path, tmp_path: Path) -> None:
    for kind in ("emergency", "evacuation"):
        shutil.copy(shared / "opendata" / "shelters_gsi" / f"{kind}_042021.json", tmp_path)
    shelters, _ = load_folder(tmp_path)
    assert len(shelters.all) == 302
    (school,) = shelters.named("渡波中学校")
    assert (school.emergency, school.refuge) == (True, True)
    assert Hazard.TSUNAMI in school.hazards
    assert Hazard.EARTHQUAKE not in school.hazards
