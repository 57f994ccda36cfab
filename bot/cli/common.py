"""What the sub-commands share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from bot import logs
from bot.db import Database, connect, schema
from bot.releases import Source
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


@contextmanager
def opened(read: Settings) -> Iterator[Database]:
    """The database, which must be of this version."""
    database = connect(read.database_url)
    try:
        require_schema(database)
        yield database
    finally:
        database.close()


def content_root(read: Settings) -> Path:
    """Where the content in use lies until this process ends: the newest release, else the folder."""
    url = make_url(read.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return read.content  # looking for releases would make the file
    source = Source(connect(read.database_url), read.content)
    _SOURCES.append(source)
    return source.root()


_SOURCES: list[Source] = []  # what they wrote goes with them
