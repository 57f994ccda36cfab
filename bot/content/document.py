"""A text file as read from disk, with the faults of its bytes reported."""

import logging
from dataclasses import dataclass
from pathlib import Path

from bot.content.csv_reader import column_at
from bot.content.encoding import Decoded, UnreadableError, decode, line_and_column
from bot.content.faults import Faults, Place
from bot.content.trace import Trace

logger = logging.getLogger(__name__)

_MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, without its BOM; `encoding` is what its bytes were."""

    file: str
    text: str
    encoding: str

    @property
    def line(self) -> None:
        return None

    @property
    def column(self) -> None:
        return None

    def place(self, offset: int) -> Place:
        """The place of a character, by its offset in `text` from 0."""
        line, column = line_and_column(self.text, offset)
        return Place(self.file, line, column)


def read_document(
    path: Path, file: str, trace: Trace, faults: Faults, limit: int = MAX_BYTES
) -> Document | None:
    """Read a text file of at most `limit` bytes; None, and an error in `faults`, where it fails."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise _too_large(size, limit)
        decoded = decode(trace.read(path, file))
    except UnreadableError as error:
        faults.error(Place(file, error.line), error.message, error.advice)
        return None
    except OSError as error:
        logger.warning("cannot open %s: %s", path, error)
        faults.error(Place(file), "ファイルを開けません。", _LOCKED)
        return None
    _report_damage(file, decoded, faults)
    return Document(file, decoded.text, decoded.encoding)


_LOCKED = "ほかの人が開いたままでないか、読み取りの権限があるかを確かめてください。"


def _too_large(size: int, limit: int) -> UnreadableError:
    return UnreadableError(
        f"ファイルが大きすぎます({size / _MEGABYTE:.1f}MB)。",
        f"{limit // _MEGABYTE}MB以下にしてください。余分な行や列がないかも確かめてください。",
    )


def _report_damage(file: str, decoded: Decoded, faults: Faults) -> None:
    document = Document(file, decoded.text, decoded.encoding)
    for offset in decoded.damage:
        faults.error(
            _place(document, offset),
            "文字として読めないところ(文字化け)があります。",
            "正しい文字を入れ直し、UTF-8で保存してください。",
        )


def _place(document: Document, offset: int) -> Place:
    place = document.place(offset)
    if not document.file.lower().endswith((".csv", ".tsv")):
        return place
    return Place(place.file, place.line, column_at(document.text, offset))
