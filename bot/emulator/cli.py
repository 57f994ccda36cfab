"""The command that serves an emulator."""

from __future__ import annotations

import logging
import random
import signal
from dataclasses import fields
from types import FrameType

import click

from bot.emulator.app import create_app
from bot.emulator.config import EmulatorConfig
from bot.emulator.emulator import Emulator
from bot.emulator.server import RunningServer

DEFAULTS = {each.name: each.default for each in fields(EmulatorConfig)}
EPILOG = """\b
Example:
  python -m bot.emulator --webhook-url http://127.0.0.1:8000/line/webhook
  then open http://127.0.0.1:8001/simulator and write to the bot, whose API base
  (and data base) is http://127.0.0.1:8001
"""


def _stop(*_: int | FrameType | None) -> None:
    raise KeyboardInterrupt


@click.command(epilog=EPILOG, context_settings={"show_default": True})
@click.option("--host", default="127.0.0.1", help="Address to listen on.")
@click.option("--port", default=8001, help="Port to listen on; 0 takes a free one.")
@click.option("--webhook-url", envvar="WEBHOOK_URL", help="Where the bot hears webhooks.")
@click.option(
    "--channel-secret",
    default=DEFAULTS["channel_secret"],
    envvar="LINE_CHANNEL_SECRET",
    help="Signs webhooks.",
)
@click.option(
    "--channel-access-token",
    default=DEFAULTS["channel_access_token"],
    envvar="LINE_CHANNEL_ACCESS_TOKEN",
    help="Opens the API.",
)
@click.option("--quota", type=click.IntRange(0), help="Messages a month.  [default: no limit]")
@click.option("--rate-limits/--no-rate-limits", default=True, help="Answer 429 as LINE does.")
@click.option(
    "--webhook-redelivery/--no-webhook-redelivery",
    default=True,
    help="Send a webhook again that was not answered 2xx.",
)
@click.option(
    "--reply-token-life", default=60.0, type=click.FloatRange(0), help="Seconds a token lasts."
)
@click.option(
    "--known-users-only",
    is_flag=True,
    help="Refuse a push to a user id that nobody has, as LINE does.",
)
@click.option("--seed", type=int, help="Makes ids and the chance of faults repeatable.")
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
def main(host: str, port: int, seed: int | None, verbose: bool, **settings: object) -> None:
    """Serve LINE's side of the wire: the Messaging API, webhooks and the browser simulator.

    Nothing is stored: an emulator that ends forgets everything.
    """
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("urllib3").setLevel(logging.INFO)
    config = EmulatorConfig(**settings)  # type: ignore[arg-type]
    emulator = Emulator(config, rng=random.Random(seed))  # noqa: S311 - ids of a test double
    try:
        server = RunningServer(create_app(emulator), host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {error.strerror}") from error
    _serve(server, emulator)


def _serve(server: RunningServer, emulator: Emulator) -> None:
    signal.signal(signal.SIGTERM, _stop)
    click.echo(f"LINE emulator on {server.url}  simulator: {server.url}/simulator")
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("stopping")
    finally:
        server.close()
        emulator.close()
