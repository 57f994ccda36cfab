"""The long-running commands: run, web, worker, clock, emulator."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from random import Random

import click

from bot.cli.common import require_schema, settings
from bot.db import connect, schema
from bot.service import End, Service, build
from bot.settings import Settings


@click.command()
def run() -> None:
    """Everything in one process: web, worker, clock and, without LINE credentials, the emulator.

    Brings the database up to date first. For a city's deployment see the Procfile instead.
    """
    read = settings()
    database = connect(read.database_url)
    schema.upgrade(database)
    database.close()
    where = f"http://{'127.0.0.1' if read.host == '0.0.0.0' else read.host}:{read.port}"  # noqa: S104
    click.echo(f"Madoguchi is coming up on {where}")
    if read.uses_emulator:
        click.echo(f"No LINE credentials: talk to it at {where}/simulator")
    click.echo(
        f"Staff: {where}/console; `madoguchi staff add --role 管理者 you@example.jp` invites you"
    )
    _serve(read, 1, _all)


@click.command()
def web() -> None:
    """The webhook and the pages: gunicorn on PORT with WEB_CONCURRENCY processes."""
    read = settings()
    database = connect(read.database_url)
    require_schema(database)
    database.close()
    _serve(read, read.web_concurrency, lambda service: [service.start_answering()])


def _serve(read: Settings, processes: int, begin: Callable[[Service], list[End]]) -> None:
    from bot.server import Server  # gunicorn is of no use to the other commands

    Server(read, processes, begin).run()


def _all(service: Service) -> list[End]:
    from bot import clock

    name = service.library.current.city.name
    ends = [_emulator(service.settings, name)] if service.settings.uses_emulator else []
    if ends:
        threading.Thread(target=_publish_menu, args=(service,), name="menu", daemon=True).start()
    return [*ends, service.start_answering(), service.start_sweeping(), clock.start(service)]


def _publish_menu(service: Service) -> None:
    from bot.richmenu.at_start import publish_at_start  # drawing is of no use to the other commands

    snapshot = service.library.current
    publish_at_start(service.settings, service.library.root, snapshot, service.registry)


def _emulator(read: Settings, name: str) -> End:
    from bot.emulator import Emulator, EmulatorConfig, create_app
    from bot.emulator.server import serve_in_thread

    config = EmulatorConfig(
        bot_name=name,
        channel_secret=read.channel_secret,
        channel_access_token=read.channel_access_token,
        webhook_url=f"http://127.0.0.1:{read.port}/line/webhook",
    )
    emulator = Emulator(config, rng=Random())  # noqa: S311 - ids of a test double
    return serve_in_thread(create_app(emulator), "127.0.0.1", read.emulator_port).close


@click.command()
def worker() -> None:
    """Takes up what web processes left behind: failed events, retries, what is due."""
    _until_stopped(lambda service: [service.start_answering(), service.start_sweeping()])


@click.command()
def clock() -> None:
    """Runs what is scheduled. One is enough; a second one does no harm."""
    from bot import clock as door

    _until_stopped(lambda service: [door.start(service)])


@click.command()
def emulator() -> None:
    """LINE's side of the wire on EMULATOR_PORT, for `web`, `worker` and `clock` without LINE."""
    read = settings()
    _wait([_emulator(read, "公式アカウント")])


def _until_stopped(begin: Callable[[Service], list[End]]) -> None:
    service = build(settings())
    require_schema(service.database)
    _wait(begin(service))


def _wait(ends: list[End]) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    for end in reversed(ends):
        end()
