"""The course of `bench.kill`: load, kills, draining, and the count at the end."""

import argparse
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import create_engine, text

from bench.databases import Database, database, temporary_folder
from bench.emulator import Chatter, EmulatorClient, emulator_process
from bench.events import TEXTS
from bench.processes import free_port, say
from bench.supervisor import Supervisor, supervised
from bench.targets import madoguchi_env, migrate
from bench.verdict import ReplyLog, Verdict, judge, settled

TICK = 0.02
LOG_EVERY = 0.5
DRAIN_LIMIT = 180.0
# Longer than any lease in the bot, so that an answer given twice has come by then.
AFTER_DRAIN = 25.0


@dataclass(frozen=True)
class Result:
    """One run on one database."""

    verdict: Verdict
    kills: dict[str, int]
    restarts: int
    lost_acknowledgements: int
    drain_seconds: float
    inbox: dict[str, int]
    outbox: dict[str, int]


class Course:
    """One bot, one emulator, one database."""

    def __init__(self, options: argparse.Namespace, port: int, bot: Supervisor) -> None:
        self._options = options
        self._port = port
        self._bot = bot
        self._client = EmulatorClient(port)
        self._rng = random.Random(options.seed)
        self._log = ReplyLog()
        self._logged = 0.0

    def close(self) -> None:
        """Close the connection to the emulator."""
        self._client.close()

    def tick(self) -> None:
        """Mend what has died and read the emulator's log before it forgets."""
        self._bot.mend()
        if time.monotonic() - self._logged > LOG_EVERY:
            self._log.add(self._client.requests(self._log.last))
            self._logged = time.monotonic()
        time.sleep(TICK)

    def citizens(self) -> list[str]:
        """Citizens who have been greeted, before anything is killed."""
        made = [self._client.citizen(f"市民{n}") for n in range(self._options.citizens)]
        self._await_answers(list(self._client.events()))
        return made

    def under_fire(self, citizens: list[str]) -> list[str]:
        """Send the load while processes die; return the ids of the events sent."""
        seconds, rate, kills = self._options.seconds, self._options.rate, self._options.kills
        due = sorted(self._rng.uniform(0, seconds) for _ in range(kills))
        chatter = Chatter(self._port, citizens, TEXTS)
        begin = time.monotonic()
        chatter.start(int(seconds * rate), rate)
        for number, moment in enumerate(due, 1):
            while time.monotonic() < begin + moment:
                self.tick()
            self._bot.kill_one()
            if number % 10 == 0:
                say(f"killed {number}/{kills}")
        while chatter.running():
            self.tick()
        return chatter.sent()

    def drain(self, sent: list[str]) -> float:
        """Wait until all is answered and no second answer can come; return seconds to the first."""
        seconds = self._await_answers(sent)
        say(f"drained after {seconds:.1f} s; waiting for answers that should not come")
        end = time.monotonic() + AFTER_DRAIN
        while time.monotonic() < end:
            self.tick()
        return seconds

    def _await_answers(self, events: list[str]) -> float:
        begin = time.monotonic()
        while not settled(self._client.events(), events):
            if time.monotonic() > begin + DRAIN_LIMIT:
                break
            self.tick()
        return time.monotonic() - begin

    def result(self, sent: list[str], drain: float, store: Database) -> Result:
        """What the emulator has seen, and what the bot's tables say beside it."""
        return Result(
            judge(self._client.events(), sent),
            dict(self._bot.kills),
            self._bot.restarts,
            self._log.lost_acknowledgements(),
            drain,
            _states(store, "inbox_event"),
            _states(store, "outbox"),
        )


def _states(store: Database, name: str) -> dict[str, int]:
    engine = create_engine(store.url)
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT state, count(*) FROM {name} GROUP BY state"))
        found = {row[0]: row[1] for row in rows}
    engine.dispose()
    return found


@contextmanager
def started(kind: str, options: argparse.Namespace) -> Iterator[tuple[Course, Database]]:
    """Database, emulator and bot, ready for load."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        store = stack.enter_context(database(kind))
        bot_port, line_port = free_port(), free_port()
        emulator = stack.enter_context(emulator_process(line_port, bot_port, folder))
        emulator.wait_for(line_port)
        env = madoguchi_env(store.url, line_port, bot_port)
        migrate(env)
        bot = stack.enter_context(supervised(env, folder, random.Random(options.seed)))
        bot.web.wait_for(bot_port)
        yield stack.enter_context(closing(Course(options, line_port, bot))), store
