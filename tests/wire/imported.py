"""What every process of the bot imports before it begins; imported once, by whom `warm` forks from."""

from importlib import import_module

from bot.cli.main import COMMANDS
from bot.registry import discover

import_module("bot.server")
for place in COMMANDS.values():
    import_module(f"bot.cli.{place.partition(':')[0]}")
discover()
