"""Finds the pages of the features and puts them into the web application."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.util import find_spec
from typing import Any

from flask import Flask

from bot.public import style
from bot.public.pages import Pages
from bot.registry import Clash
from bot.service import Service


def register(app: Flask, service: Service) -> None:
    """Add the pages of every feature that this installation runs.

    Raises:
        Clash: the platform itself answers under the feature's name.
    """
    app.register_blueprint(style.blueprint)
    taken = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    for pages in find_pages():
        name = pages.feature.name
        if service.registry.features.get(name) is not pages.feature:
            continue
        if name in taken:
            raise Clash(f"pages cannot stand under /{name}: the platform answers there")
        app.register_blueprint(pages.blueprint())


def find_pages(package: str = "handlers") -> list[Pages[Any]]:
    """Import the `public` of every feature that has one, and read its `pages`.

    Raises:
        Clash: a `public` without `pages`.
    """
    root = importlib.import_module(package)
    names = [f"{package}.{module.name}" for module in pkgutil.iter_modules(root.__path__)]
    return [_pages(f"{name}.public") for name in names if find_spec(f"{name}.public")]


def _pages(name: str) -> Pages[Any]:
    pages = getattr(importlib.import_module(name), "pages", None)
    if not isinstance(pages, Pages):
        raise Clash(f"{name} does not define `pages`")
    return pages
