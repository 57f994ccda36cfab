"""A published data set of 2022 as a second opinion on the months in which doses are given."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.childcare.content import Childcare
from handlers.childcare.plan.ages import reached
from handlers.childcare.plan.schedule import plan

BORN = date(2021, 5, 10)  # under the rules of that year
NAMES = {
    "hib": "hib", "hepatitis_B": "hepatitis_b", "rotavirus": "rota", "pneumococcus": "pneumococcus",
    "DPT_IPV": "dpt_ipv", "DT": "dt", "BCG": "bcg", "MR": "mr_1", "chickenpox": "varicella",
    "Japanese_encephalitis": "encephalitis_1",
}  # fmt: skip


@pytest.fixture(scope="module")
def opinion(shared: Path) -> dict[str, Any]:
    file = shared / "child" / "jp_vaccination_vaccinations.json"
    if not file.exists():
        pytest.skip("the data set of 2022 is not here")
    read: dict[str, Any] = json.loads(file.read_text("utf-8"))["vaccinations"]
    return read


@pytest.mark.parametrize("theirs", NAMES)
def test_doses_are_planned_in_the_months_that_it_recommends(
    childcare: Childcare, opinion: dict[str, Any], theirs: str
) -> None:
    vaccine = childcare.vaccines_by_id[NAMES[theirs]]
    own = plan([vaccine], BORN)
    assert own
    for number, dose in enumerate(own, start=1):
        told = opinion[f"{theirs}_{number}"]["recommended"]
        months = told.get("month") or 12 * told["year"]
        assert abs((dose.best.first - reached(BORN, months)).days) <= 45, dose.dose.name
