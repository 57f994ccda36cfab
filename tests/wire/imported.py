"""What every process of the bot imports before it begins; imported once, by whom `warm` forks from."""

import importlib

import bot.server
from bot.cli.main import COMMANDS
from bot.registry import discover

for place in COMMANDS.values():
    importlib.import_module(f"bot.cli.{place.partition(':')[0]}")
discover()

__all__ = ["bot"]
