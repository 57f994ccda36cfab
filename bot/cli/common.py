"""What the sub-commands share."""

from __future__ import annotations

import os

import click

from bot import logs
from bot.db import Database, schema
from bot.settings import Settings, WrongSettings


class SettingsFault(click.ClickException):
    """Wrong settings end the command with code 2."""

    exit_code = 2


def settings(*, quiet: bool = False) -> Settings:
    """The settings of this process, with its logs set up; wrong ones end the command."""
    try:
        read = Settings.read(os.environ)
    except WrongSettings as error:
        raise SettingsFault(f"wrong settings\n{error}") from error
    logs.configure("ERROR" if quiet else read.log_level, read.log_format)
    return read


def require_schema(database: Database) -> None:
    """End the command if the database is not of this version."""
    with database.read() as connection:
        if schema.is_behind(connection):
            raise SettingsFault("the database is not up to date: run `madoguchi db upgrade`")
