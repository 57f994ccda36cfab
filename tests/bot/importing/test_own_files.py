"""The content's own tables are recognised as what they are, and taken up without any change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.importing import importers_of
from bot.content import Faults
from bot.importing.planning import Plan, Planner
from bot.importing.trial import Content
from bot.registry import Registry, discover
from bot.settings import PROJECT

CONTENT = PROJECT / "content"
OWN = {
    "platform/holidays.csv": "platform:holidays",
    "platform/towns.csv": "platform:towns",
    "garbage/area_days.csv": "garbage:areas",
    "garbage/center.csv": "garbage:centres",
    "garbage/description.csv": "garbage:kinds",
    "garbage/remarks.csv": "garbage:remarks",
    "garbage/target.csv": "garbage:items",
    "shelters/shelters.csv": "shelters:emergency",
    "childcare/facilities.csv": "childcare:facilities",
    "childcare/hospitals.csv": "childcare:hospitals",
    "childcare/baby_stations.csv": "childcare:babies",
    "childcare/events.csv": "childcare:events",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return discover()


def _plan(path: Path, registry: Registry) -> Plan:
    faults = Faults()
    content = Content(CONTENT, CONTENT, [])
    plan = Planner(content, importers_of(registry), faults).plan(path, None, replacing=False)
    assert plan is not None, [str(fault) for fault in faults]
    assert [str(fault) for fault in faults] == []
    return plan


@pytest.mark.parametrize("file", OWN)
def test_an_own_file_changes_nothing(file: str, registry: Registry) -> None:
    plan = _plan(CONTENT / file, registry)
    assert (plan.importer.name, plan.importer.file) == (OWN[file], file)
    assert (plan.data, plan.merged.changes) == (None, ())


def test_there_is_such_a_file_for_every_importer(registry: Registry) -> None:
    names = {one.name for one in importers_of(registry)}
    assert names - set(OWN.values()) == {"shelters:refuges"}


@pytest.mark.parametrize("file", OWN)
def test_the_same_rows_under_another_name_and_encoding_change_nothing(
    file: str, registry: Registry, tmp_path: Path
) -> None:
    text = (CONTENT / file).read_text("utf-8-sig").replace("\n", "\r\n")
    for name, encoding in (("一覧.csv", "utf-16"), ("export.txt", "utf-8-sig")):
        copy = tmp_path / name
        copy.write_bytes(text.encode(encoding))
        # Lists of places share their headers; what the headers do not tell, a name must.
        if file.endswith("baby_stations.csv"):
            copy = copy.rename(tmp_path / f"赤ちゃんの駅{copy.suffix}")
        plan = _plan(copy, registry)
        assert (plan.importer.name, plan.data) == (OWN[file], None)
