"""The command and its sub-commands; each is in a module of its own and imported when it is called."""

from __future__ import annotations

import importlib
import os

import click

COMMANDS = {
    "run": "serve",
    "web": "serve",
    "worker": "serve",
    "clock": "serve",
    "emulator": "serve",
    "say": "say",
    "check": "check",
    "import": "importing:import_file",
    "menu": "menu",
    "db": "db",
    "release": "db",
    "events": "events",
    "search": "search",
    "staff": "staff",
    "content": "content",
}


class Lazy(click.Group):
    """Loads a sub-command's module only when it is asked for: start-up time is the user's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        from bot.cli import tools  # to find the features' own means to import every feature

        return [*COMMANDS, *tools.names()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = COMMANDS.get(cmd_name)
        if place is None:
            from bot.cli import tools

            return tools.group(cmd_name)
        module, _, name = place.partition(":")
        loaded = importlib.import_module(f"bot.cli.{module}")
        command: click.Command = getattr(loaded, name or cmd_name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="madoguchi")
def main() -> None:
    """Madoguchi, a city's second window on LINE.

    Settings come from the environment; README.md lists them.

    Exit codes: 0 done, 1 something is wrong with what was checked or done, 2 wrong use or settings.
    """
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
