"""The process under measurement: writes one mailing to the outbox and sends it, as `madoguchi run` does.

Prints one line of JSON: seconds until all was written, and until LINE had accepted all, CPU seconds, the
process's largest memory in bytes, and what became of the mailing.
"""

import argparse
import json
import os
import resource
import time
from dataclasses import asdict

from bench.reminders_town import Town
from bot.logs import configure
from bot.mailing import Ledger, Mailer, Order, ledger
from bot.outbox import Lane
from bot.service import Service, build
from bot.settings import Settings
from bot.time import millis

PAUSE = 0.05
HOUR_MS = 3_600_000


def send(service: Service, town: Town) -> dict[str, object]:
    """Write and send the mailing."""
    ends = [service.start_answering(), service.start_sweeping()]
    order = Order("bench:1", "bench", Lane.NEWS, "bench", millis(service.clock()) + HOUR_MS)
    began = time.monotonic()
    mailing = Mailer(service.database, service.clock).send(order, town.letters())
    written = time.monotonic() - began
    while (told := _ledger(service, mailing.id)).queued:
        time.sleep(PAUSE)
    seconds = time.monotonic() - began
    for end in reversed(ends):
        end()
    return {"written": written, "seconds": seconds, "ledger": asdict(told)}


def _ledger(service: Service, mailing: int) -> Ledger:
    with service.database.read() as connection:
        return ledger(connection, mailing)


def main() -> None:
    """Read the town from the command line and the settings from the environment."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("people", "districts", "collections", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    configure("WARNING", "text")
    figures = send(build(Settings.read(os.environ)), Town(**vars(parser.parse_args())))
    used = resource.getrusage(resource.RUSAGE_SELF)
    own = {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}
    print(json.dumps(figures | own))


if __name__ == "__main__":
    main()
