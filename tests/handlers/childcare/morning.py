"""A city with children whose clock can be run, stopped and killed, and what LINE's side accepted of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import delete, insert, select

from bot.mailing import mailing_table
from bot.outbox import outbox_table
from bot.schedule import job_of
from handlers.childcare.jobs import morning
from handlers.childcare.tables import Child, Letters
from handlers.childcare.talk import feature
from tests.passing import Passing, person

EVER = date(2000, 1, 1)
SCHEDULE = """\
at: "09:00"
end: "20:00"
keep_until: 7歳
before: [30, 7]
cadence:
  - {since: 妊娠8週, until: 妊娠41週6日, every: 1}
  - {since: 生まれた日, until: 生後100日, every: 1}
  - {since: 生後103日, until: 1歳, every: 3}
  - {since: 生後372日, until: 2歳, every: 7}
  - {since: 生後744日, until: 3歳, every: 14}
"""
# Home to every test. From its 100th day on, a message may come later than its `since`.
MESSAGES = {
    "p20": "title: 二十週\nsince: 妊娠20週",
    "d30": "title: 三十日\nsince: 生後30日",
    "d31": "title: 三十一日\nsince: 生後31日",
    "d31-kita": "title: 三十一日、北町\nsince: 生後31日\ndistricts: [北町]",
    "m02": "title: 二か月\nsince: 2か月",
    "m06": "title: 六か月\nsince: 6か月",
    "y1": "title: 一歳半\nsince: 1歳6か月",
    "late": "title: 届かない\nsince: 生後101日\nuntil: 生後102日",
}
VACCINES = """\
checked: 2026-11-21
vaccines:
  - id: mr
    name: 試験ワクチン
    source: 試験
    courses:
      - doses:
          - {name: 1回目, since: 2か月, until: 6か月, usual: {since: 2か月, until: 5か月}}
"""
Open = Callable[..., "Morning"]


def write_content(
    folder: Path,
    messages: Mapping[str, str] = MESSAGES,
    *,
    schedule: str = SCHEDULE,
    vaccinations: str = "",
    body: str = "元気に育ちますように。",
) -> Path:
    """A city's content in a folder; a message of each head."""
    own = folder / "childcare" / "messages"
    own.mkdir(parents=True, exist_ok=True)
    (folder / "city.yaml").write_text("name: 試験市\n", "utf-8")
    (own / "schedule.yaml").write_text(schedule, "utf-8")
    for old in own.glob("*.md"):
        old.unlink()
    for name, head in messages.items():
        (own / f"{name}.md").write_text(f"---\n{head}\n---\n{body}\n", "utf-8")
    (folder / "childcare" / "vaccinations.yaml").write_text(
        vaccinations or "checked: 2026-11-21\n", "utf-8"
    )
    return folder


class Morning(Passing):
    """The clock process of one city, and the emulator behind it."""

    def has(
        self,
        number: int,
        born: str | date,
        *,
        expected: bool = False,
        district: str = "",
        weekly: bool = False,
        messages: date | None = EVER,
        plan: date | None = None,
    ) -> str:
        """A citizen wants messages for a child."""
        row = {
            "citizen": person(number),
            "expected": expected,
            "born": date.fromisoformat(str(born)),
            "district": district,
            "weekly": weekly,
            "messages_since": messages,
            "plan_since": plan,
        }
        with self.service.database.write() as connection:
            connection.execute(insert(Child), row)
        return person(number)

    def kept(self) -> set[tuple[str, date]]:
        """Whose children are kept, by their day of birth."""
        with self.service.database.read() as connection:
            return {
                (row[0], row[1]) for row in connection.execute(select(Child.citizen, Child.born))
            }

    def runs(self) -> None:
        """The job runs once, and workers send what it wrote."""
        job = job_of(self.service, feature)
        assert not [one for one in job.snapshot.errors if one.file.startswith("childcare")]
        morning(job)
        self.service.delivery.send_due()

    # -- what became of it

    def got(self) -> Counter[tuple[str, str]]:
        """How often each citizen got a message, told by its title."""
        found = Counter[tuple[str, str]]()
        for call in self.calls():
            for message in call["messages"]:
                for citizen in call["to"]:
                    found[citizen, str(message["altText"]).splitlines()[0]] += 1
        return found

    def forget(self) -> None:
        """Empty the tables and LINE's memory, for another example of the same test."""
        with self.service.database.write() as connection:
            for table in (Child.__table__, Letters.__table__, mailing_table, outbox_table):
                connection.execute(delete(table))  # type: ignore[arg-type]
        self.emulator.reset()
