"""Door: the `madoguchi` command."""

from bot.cli.main import main

__all__ = ["main"]
