"""Real tables of cities: each is read, or refused with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handlers.childcare.facilities.facility import Group
from tests.handlers.childcare.tables import load_folder


def put(shared: Path, file: str, folder: Path, name: str = "") -> None:
    found = shared / "opendata" / file
    shutil.copy(found, folder / (name or found.name))


def test_ichikawa_child_care(shared: Path, tmp_path: Path) -> None:
    put(shared, "ichikawa/122033_105_preschool.csv", tmp_path)
    tables, faults = load_folder(tmp_path)
    every = tables.facilities.all
    assert not list(faults)
    assert len(every) == 384
    assert all(one.point and one.phone and one.reading for one in every)
    assert len(tables.facilities.kinds(Group.CARE)) == 12
    # 33 say their hours in a remark.
    assert sum(one.hours is not None for one in every) == 33


def test_ichikawa_public_places_as_baby_stations(shared: Path, tmp_path: Path) -> None:
    put(shared, "ichikawa/122033_101_public_facility.csv", tmp_path, "baby_stations.csv")
    tables, faults = load_folder(tmp_path)
    assert not list(faults)
    assert len(tables.facilities.suited(Group.BABY)) == 339
    assert sum(one.hours is not None for one in tables.facilities.all) == 54


@pytest.mark.parametrize("kind", ["preschool", "hospital", "event"])
def test_blank_templates_are_known_by_their_headers(
    shared: Path, tmp_path: Path, kind: str
) -> None:
    put(shared, f"templates_old_suisho/xxxxxx_{kind}.csv", tmp_path, "table.csv")
    tables, faults = load_folder(tmp_path)
    assert not list(faults)
    assert not tables.facilities.all
    assert not tables.events.all


@pytest.mark.parametrize(
    "file",
    [
        "dirty/ma030000.csv",
        "dirty/kyotenbyoinlist20220101.csv",
        "dirty/onsen.csv",
        "ichikawa/122033_106_open_data_list.csv",
    ],
)
def test_what_is_no_such_table_is_refused(shared: Path, tmp_path: Path, file: str) -> None:
    put(shared, file, tmp_path)
    tables, faults = load_folder(tmp_path)
    assert not tables.facilities.all
    assert [fault.severity for fault in faults] == ["error"]
    assert "見出しから分かりません" in str(*faults)


def test_dirty_tables_under_our_names_are_read_as_far_as_they_go(
    shared: Path, tmp_path: Path
) -> None:
    put(shared, "dirty/onsen.csv", tmp_path, "facilities.csv")
    tables, faults = load_folder(tmp_path)
    assert len(tables.facilities.all) == 7
    assert all(one.point and one.phone for one in tables.facilities.all)
    assert not faults.errors
