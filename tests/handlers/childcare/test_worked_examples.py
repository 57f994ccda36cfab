"""Examples that were worked by hand from the published rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.childcare.content import Childcare
from handlers.childcare.plan.schedule import Planned, plan, visits

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("worked_examples.yaml").read_text("utf-8")
)


def _find(childcare: Childcare, born: date, named: str) -> Planned | None:
    vaccine, dose = named.split(" ", 1)
    assert vaccine in childcare.vaccines_by_id
    planned = plan([childcare.vaccines_by_id[vaccine]], born)
    return next((one for one in planned if one.dose.name == dose), None)


DOSES = [one for one in EXAMPLES if "dose" in one]
CHECKUPS = [one for one in EXAMPLES if "checkup" in one]


@pytest.mark.parametrize("example", DOSES, ids=lambda one: f"{one['dose']} {one['born']}")
def test_the_plan_agrees_with_the_example(childcare: Childcare, example: dict[str, Any]) -> None:
    found = _find(childcare, example["born"], example["dose"])
    if example.get("none"):
        assert found is None
        return
    assert found is not None
    assert (found.window.first, found.window.last) == (example["from"], example["until"])
    assert found.best.first == example.get("best", found.best.first)


def test_every_vaccine_has_an_example(childcare: Childcare) -> None:
    worked = {one["dose"].split(" ")[0] for one in DOSES if not one.get("none")}
    assert worked == set(childcare.vaccines_by_id)


@pytest.mark.parametrize("example", CHECKUPS, ids=lambda one: f"{one['checkup']} {one['born']}")
def test_a_checkup_agrees_with_the_example(childcare: Childcare, example: dict[str, Any]) -> None:
    checkup = childcare.checkups_by_id[example["checkup"]]
    (found,) = visits([checkup], example["born"])
    assert (found.window.first, found.window.last) == (example["from"], example["until"])


def test_every_checkup_has_an_example(childcare: Childcare) -> None:
    assert {one["checkup"] for one in CHECKUPS} == set(childcare.checkups_by_id)
