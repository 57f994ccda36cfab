"""The process under measurement: runs the reminders' job and sends what it wrote, as `madoguchi run` does.

Prints one line of JSON: seconds until all was written, and until LINE had accepted all, CPU seconds, the
process's largest memory in bytes, and what became of the mailing.
"""

import json
import os
import time
from dataclasses import asdict

from sqlalchemy import select

from bench.figures import own_figures
from bench.reminders_town import evening_clock
from bot.logs import configure
from bot.mailing import Ledger, ledger, mailing_table
from bot.schedule import job_of
from bot.service import Service, build
from bot.settings import Settings
from bot.time import system_clock
from handlers.garbage.reminders.jobs import remind
from handlers.garbage.talk import feature

PAUSE = 0.05


def send(service: Service) -> dict[str, object]:
    """Run the job once, and wait until all that it wrote is sent."""
    ends = [service.start_answering(), service.start_sweeping()]
    began = time.monotonic()
    remind(job_of(service, feature))
    written = time.monotonic() - began
    while (told := _ledger(service)).queued:
        time.sleep(PAUSE)
    seconds = time.monotonic() - began
    for end in reversed(ends):
        end()
    return {"written": written, "seconds": seconds, "ledger": asdict(told)}


def _ledger(service: Service) -> Ledger:
    with service.database.read() as connection:
        return ledger(connection, connection.scalars(select(mailing_table.c.id)).one())


def main() -> None:
    """Read the settings from the environment; it is the evening when the reminders are due."""
    configure("WARNING", "text")
    shift = evening_clock(system_clock())
    service = build(Settings.read(os.environ), clock=lambda: system_clock() + shift)
    figures = send(service)
    print(json.dumps(figures | own_figures()))


if __name__ == "__main__":
    main()
