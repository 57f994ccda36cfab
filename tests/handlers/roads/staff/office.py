"""The console of the road department, as its tests use it."""

from __future__ import annotations

from typing import Any

from bot.console.trial import Browser
from bot.time import millis
from handlers.roads.ledger import history
from handlers.roads.ledger.case import Case, find
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.opening import open_case
from tests.handlers.roads.conftest import DAY, report

ROADS = "/console/roads"


CITIZEN = "U" + "1" * 32


class Office:
    """The console of the road department, and the ledger behind it."""

    def __init__(self, staff: Browser) -> None:
        self.staff, self.database = staff, staff.service.database

    @property
    def now(self) -> int:
        return millis(self.staff.service.clock())

    def comes_in(self, **values: Any) -> Case:
        """A citizen's report from LINE."""
        usual: dict[str, Any] = {
            "words": "大きな穴があいています",
            "citizen": CITIZEN,
            "due_ms": self.now + 7 * DAY,
        }
        with self.database.write() as connection:
            return open_case(connection, report(**(usual | values)), self.now).case

    def case(self, one: Case) -> Case:
        with self.database.read() as connection:
            found = find(connection, one.id)
        assert found is not None
        return found

    def acts(self, one: Case) -> list[Act]:
        with self.database.read() as connection:
            return [line.act for line in history.history(connection, one.id)]

    def untold(self) -> list[history.Line]:
        with self.database.read() as connection:
            return list(history.untold(connection))

    def audited(self) -> list[tuple[str, str]]:
        with self.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT kind, after FROM staff_audit ORDER BY id")
            return [(row[0], row[1]) for row in rows]

    def page(self, one: Case, path: str = "") -> str:
        answer = self.staff.get(f"{ROADS}/{one.number}{path}")
        assert answer.status_code == 200
        return answer.text

    def sends(self, path: str, **fields: Any) -> str:
        return self.staff.send(f"{ROADS}/{path}", **fields).text
