"""Templates of public pages: the feature's own, and those of the platform as public/..."""

from __future__ import annotations

from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    select_autoescape,
)

_OURS = Path(__file__).parent / "templates"


def environment(*folders: Path) -> Environment:
    """Templates of these folders and of the platform. A name that is not known in one is an error."""
    ours = PrefixLoader({"public": FileSystemLoader(_OURS)})
    return Environment(
        loader=ChoiceLoader([ours, *map(FileSystemLoader, folders)]),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
