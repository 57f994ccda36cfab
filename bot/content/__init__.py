"""Loads, checks and reloads the content files that the city's staff edit. It names no feature.

Files are UTF-8, UTF-16 or CP932; tables are CSV, words and settings YAML, checked with pydantic.
Every fault carries its file, line and column and says in Japanese what to do.
"""

from bot.content.city import City
from bot.content.document import Document
from bot.content.faults import Fault, Faults, Place
from bot.content.folder import Folder
from bot.content.library import Library
from bot.content.loading import Build, FeatureContent, Snapshot
from bot.content.opendata import (
    HEAD,
    Record,
    Records,
    by_header,
    has_point,
    header_key,
    phone_of,
    point_of,
    read_records,
    reading_of,
)
from bot.content.schema_words import ContentError
from bot.content.table import Cell, Row, Table
from bot.content.yaml_node import Node

__all__ = [
    "HEAD",
    "Build",
    "Cell",
    "City",
    "ContentError",
    "Document",
    "Fault",
    "Faults",
    "FeatureContent",
    "Folder",
    "Library",
    "Node",
    "Place",
    "Record",
    "Records",
    "Row",
    "Snapshot",
    "Table",
    "by_header",
    "has_point",
    "header_key",
    "phone_of",
    "point_of",
    "read_records",
    "reading_of",
]
