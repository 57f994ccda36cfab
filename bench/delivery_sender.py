"""The process under measurement: sends an order, or news and an order in its middle, as `madoguchi run` does.

Prints one line of JSON: seconds until all was written and until LINE had accepted all, CPU seconds, the
process's largest memory in bytes; with news, also how long the order took.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from bench.delivery_town import HIT
from bench.figures import own_figures
from bot.api import Feature, Nothing
from bot.audience import Areas, Audience
from bot.citizens import LANGUAGES
from bot.jobs import Job, Lane, Mailing
from bot.logs import configure
from bot.mailing import ledger
from bot.mailing.corrections import letters_again
from bot.outbox import outbox_table
from bot.registry import Registry
from bot.schedule import job_of
from bot.service import Service, build
from bot.settings import Settings
from bot.time import millis, system_clock

PAUSE = 0.05
DAY = timedelta(days=1)
feature: Feature[Nothing, Nothing] = Feature("city", title="試験")
DANGER = Audience(places=(Areas(scheme="district", areas=HIT),))


def mail(job: Job[Nothing], key: str, audience: Audience, lane: int) -> Mailing:
    """A text in seven languages, whose receivers are kept for a correction."""
    words = {
        language: [f"{key}: {language} " + "避難してください。" * 20] for language in LANGUAGES
    }
    letters = job.audiences.letters(audience, words)
    return job.mail(key, letters, reason=key, expires=job.now + DAY, lane=lane, keep=30 * DAY)


def send_order(service: Service) -> dict[str, float]:
    """The order alone."""
    job = job_of(service, feature)
    began = time.monotonic()
    mailing = mail(job, "order", DANGER, Lane.EVACUATION)
    written = time.monotonic() - began
    _until(lambda: _sent(service, mailing))
    return {"written": written, "seconds": time.monotonic() - began}


def send_news(service: Service) -> dict[str, float]:
    """News to everybody; the order is given once a tenth of it is out."""
    job, done = job_of(service, feature), list[Mailing]()
    everyone = Audience(everyone=True)
    began = time.monotonic()
    writer = threading.Thread(target=lambda: done.append(mail(job, "news", everyone, Lane.NEWS)))
    writer.start()
    _until(lambda: _settled(service, 1)[0] > 0)
    time.sleep(1.0)
    ordered = millis(system_clock())
    order = mail(job, "order", DANGER, Lane.EVACUATION)
    writer.join()
    written = time.monotonic() - began
    _until(lambda: _sent(service, order) and _sent(service, done[0]))
    seconds = time.monotonic() - began
    _, first, last = _settled(service, order.id)
    figures = {"written": written, "seconds": seconds, "kept": _kept(service, done[0])}
    return figures | {"first": (first - ordered) / 1000, "last": (last - ordered) / 1000}


def _kept(service: Service, mailing: Mailing) -> float:
    """Seconds to read whom a correction would go to."""
    began = time.monotonic()
    with service.database.read() as connection:
        for letter in letters_again(connection, mailing.id, lambda language: [language]):
            after, whole = "", False
            while not whole:
                page = letter.page(connection, after, 50_000, 500)
                after, whole = page.last, page.whole
    return time.monotonic() - began


def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(PAUSE)


def _sent(service: Service, mailing: Mailing) -> bool:
    with service.database.read() as connection:
        return ledger(connection, mailing.id).queued == 0


def _settled(service: Service, mailing: int) -> tuple[int, int, int]:
    """How many calls are settled, and when the first and the last of them were."""
    at = outbox_table.c.settled_ms
    query = select(func.count(at), func.min(at), func.max(at))
    with service.database.read() as connection:
        row = connection.execute(query.where(outbox_table.c.mailing == mailing)).one()
    return row[0], row[1] or 0, row[2] or 0


def main() -> None:
    """Read the settings from the environment; the argument says what to send."""
    configure("WARNING", "text")
    service = build(Settings.read(os.environ), registry=Registry([feature]))
    ends = [service.start_answering(), service.start_sweeping()]
    figures = send_order(service) if sys.argv[1] == "order" else send_news(service)
    for end in reversed(ends):
        end()
    print(json.dumps(figures | own_figures()))


if __name__ == "__main__":
    main()
