"""Every real file that cities and others published: it is taken up, or refused with a reason."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.importing import importers_of
from bot.content import Faults
from bot.importing.planning import Planner
from bot.importing.trial import Content
from bot.registry import Registry, discover
from bot.settings import PROJECT
from tests.conftest import SHARED

DATA = SHARED
FILES = sorted(
    path
    for folder in ("garbage", "opendata")
    for path in (DATA / folder).rglob("*")
    if path.is_file()
)

# By the end of the path: what takes it up, or a part of the reason for which nobody does.
TAKEN = {
    "/area_days.csv": "garbage:areas",
    "/center.csv": "garbage:centres",
    "/description.csv": "garbage:kinds",
    "/remarks.csv": "garbage:remarks",
    "/target.csv": "garbage:items",
    "/original.csv": "garbage:items",
    "/tsu_gomi.ja.utf8.csv": "garbage:items",
    "_evacuation_space.csv": "shelters:emergency",
    "/reference_data.csv": "shelters:emergency",
    "_preschool.csv": "childcare:facilities",
}
REFUSED = {
    "hakodate/center.csv": "1つもありません",
    "meguro/center.csv": "1つもありません",
    "kamagaya/remarks.csv": "1つもありません",
    "kodaira/remarks.csv": "1つもありません",
    "takamatsu/remarks.csv": "何も書かれていません",
    "xxxxxx_evacuation_space.csv": "1つもありません",
    "xxxxxx_preschool.csv": "1つもありません",
    "xxxxxx_event.csv": "1つもありません",
    "xxxxxx_hospital.csv": "1つもありません",
    ".ics": "予定表",
    ".xlsx": "Excel",
    ".yml": "YAML",
    ".md": "Markdown",
    "aed.csv": "AED",
    "AED設置場所一覧.csv": "AED",
    "tourism.csv": "観光施設",
    "care_service.csv": "介護サービス",
    "kyotenbyoinlist20220101.csv": "病院",
    "ma030000.csv": "人口",
    "population_yyyymmdd.csv": "人口",
    "polling_place.csv": "投票所",
    "mobile_library.csv": "移動図書館",
    "medical_aid_station.csv": "医療救護所",
    "wireless_lan.csv": "無線LAN",
    "toilet.csv": "トイレ",
    "open_data_list.csv": "オープンデータ",
    "public_facility.csv": "公共施設",
    "cultural_property.csv": "文化財",
    "fire_hydrant.csv": "消防水利",
    "kitaku_konnan.csv": "帰宅困難者",
    "food_business_all.csv": "食品",
    "food_business_new_yyyymmdd_yyyymmdd.csv": "食品",
    "Name.json": "言語ごと",
    "String.json": "言語ごと",
}


def _expected(path: Path) -> tuple[str, str]:
    """The importer and the reason; one of the two is empty, both are where nothing is foretold."""
    name = path.as_posix()
    reason = next((one for end, one in REFUSED.items() if name.endswith(end)), "")
    if "shelters_gsi/emergency" in name:
        return "shelters:emergency", ""
    if "shelters_gsi/evacuation" in name:
        return "shelters:refuges", ""
    if "open_shelter_" in name:
        return "", "避難者数"
    return ("", reason) if reason else (_taker(name), "")


def _taker(name: str) -> str:
    return next((one for end, one in TAKEN.items() if name.endswith(end)), "")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return discover()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("real") / "content"
    shutil.copytree(PROJECT / "content", folder)
    yield folder
    shutil.rmtree(folder)


def _planner(root: Path, registry: Registry, importer: str, faults: Faults) -> Planner:
    # One feature's content, and no search index: there are many files.
    own = [one for one in registry.content() if one.name == importer.partition(":")[0]]
    return Planner(Content(root, root, own), importers_of(registry), faults)


@pytest.mark.skipif(not FILES, reason="the real files are not on this machine")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(DATA).as_posix())
def test_a_real_file(path: Path, root: Path, registry: Registry) -> None:
    importer, reason = _expected(path)
    faults = Faults()
    plan = _planner(root, registry, importer, faults).plan(path, None, replacing=False)
    if not importer:
        assert plan is None
        told = " ".join(map(str, faults.errors))
        assert reason in told
        assert "→" in told
        return
    assert plan is not None, [str(fault) for fault in faults.errors]
    assert (plan.importer.name, plan.errors) == (importer, [])
    if plan.data is None:
        # The sample content was made of this file.
        assert plan.merged.same == len(plan.incoming.rows)
        return
    target = root / plan.importer.file
    former = target.read_bytes() if target.is_file() else None
    target.write_bytes(plan.data)
    try:
        again = _planner(root, registry, importer, Faults()).plan(path, None, replacing=False)
        assert again is not None
        assert (again.data, again.merged.changes) == (None, ())
    finally:
        if former is None:
            target.unlink()
        else:
            target.write_bytes(former)
