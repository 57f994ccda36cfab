"""The process under measurement: runs the messages' job and sends what it wrote, as `madoguchi run` does.

Prints one line of JSON: seconds until the letters were chosen, until all was written, and until LINE had
accepted all, CPU seconds, and the process's largest memory in bytes.
"""

import json
import os
import time

from sqlalchemy import event, select

from bench.figures import own_figures
from bench.step_messages_town import morning_clock
from bot.logs import configure
from bot.mailing import ledger, mailing_table
from bot.schedule import job_of
from bot.service import Service, build
from bot.settings import Settings
from bot.time import system_clock
from handlers.childcare.jobs import morning
from handlers.childcare.tables import Letters
from handlers.childcare.talk import feature

PAUSE = 0.02


def send(service: Service) -> dict[str, float]:
    """Run the job once, and wait until all that it wrote is sent."""
    service.library.load()
    ends = [service.start_answering(), service.start_sweeping()]
    chosen = _watch_choice(service)
    began = time.monotonic()
    morning(job_of(service, feature))
    written = time.monotonic() - began
    while _queued(service):
        time.sleep(PAUSE)
    seconds = time.monotonic() - began
    for end in reversed(ends):
        end()
    return {"chosen": chosen[0] - began, "written": written, "seconds": seconds}


def _watch_choice(service: Service) -> list[float]:
    """The moment at which the morning's letters are written down, before the first is sent."""
    found: list[float] = []
    name = Letters.__tablename__

    @event.listens_for(service.database.engine, "after_cursor_execute")
    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(f"INSERT INTO {name}") and not found:
            found.append(time.monotonic())

    return found


def _queued(service: Service) -> int:
    with service.database.read() as connection:
        mailings = connection.scalars(select(mailing_table.c.id)).all()
        return sum(ledger(connection, one).queued for one in mailings)


def main() -> None:
    """Read the settings from the environment; it is the morning when the messages are due."""
    configure("WARNING", "text")
    shift = morning_clock(system_clock())
    service = build(Settings.read(os.environ), clock=lambda: system_clock() + shift)
    figures = send(service)
    print(json.dumps(figures | own_figures()))


if __name__ == "__main__":
    main()
