"""From a file to what would be written: read, recognised, made plain, compared and tried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content import Fault, Faults, Place
from bot.importing.layout import Importer
from bot.importing.merging import Merged, merge
from bot.importing.reading import Incoming, read_rows
from bot.importing.recognising import Recognised, recognise
from bot.importing.sheet import Sheet, empty_sheet, read_sheet
from bot.importing.sources import Source, read_source
from bot.importing.trial import Content, try_out


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done.

    Attributes:
        data: the bytes to be written; None where nothing changes.
        former: the bytes there now; None where there is no file.
        found: what the content would have to complain about that it has not now.
    """

    importer: Importer
    source: Source
    incoming: Incoming
    merged: Merged
    former: bytes | None
    data: bytes | None
    found: Sequence[Fault]

    @property
    def errors(self) -> list[Fault]:
        """What forbids to write."""
        return [fault for fault in self.found if fault.severity == "error"]


class Planner:
    """Plans for one content tree; what is wrong with a file goes to `faults`."""

    def __init__(self, content: Content, importers: Sequence[Importer], faults: Faults) -> None:
        self._content, self._importers, self._faults = content, importers, faults

    def plan(self, path: Path, forced: Importer | None, *, replacing: bool) -> Plan | None:
        """What taking the file up would do; None where it is refused.

        Args:
            forced: take this importer, whatever the file looks like.
            replacing: what the file does not name is removed.
        """
        source = read_source(path, self._faults)
        known = source and recognise(source, self._importers, forced, self._faults)
        if not source or not known:
            return None
        incoming = read_rows(source, known, self._faults)
        if not self._usable(source, incoming, replacing):
            return None
        sheet = self._sheet(known, replacing)
        if sheet is None:
            return None
        return self._compared(source, known, incoming, sheet, replacing)

    def _usable(self, source: Source, incoming: Incoming, replacing: bool) -> bool:
        here = Place(source.name)
        if not incoming.rows:
            self._faults.error(
                here,
                "取り込める行が1つもありません。",
                "見出しの下に内容がある表を選んでください。",
            )
        elif replacing and incoming.refused:
            self._faults.error(
                here, "読めない行があるので、すべてを入れかえることはできません。",
                "読めない行を直すか、--replace を付けずに取り込んでください。",
            )  # fmt: skip
        else:
            return True
        return False

    def _sheet(self, known: Recognised, replacing: bool) -> Sheet | None:
        file, tried = known.importer.file, Faults()
        sheet = read_sheet(self._content.root / file, file, known.importer.layout, tried)
        if sheet is None and replacing:
            return empty_sheet((), (self._content.root / file).read_bytes())
        for fault in tried.errors:
            self._faults.error(fault.place, fault.message, fault.advice)
        return sheet

    def _compared(
        self, source: Source, known: Recognised, incoming: Incoming, sheet: Sheet, replacing: bool
    ) -> Plan:
        importer = known.importer
        merged = merge(sheet, incoming, importer.layout, replacing=replacing)
        changed = merged.changes or merged.sheet.header != sheet.header
        data = merged.sheet.bytes() if changed else None
        found = try_out(self._content, importer.file, data) if data else []
        return Plan(importer, source, incoming, merged, sheet.data, data, found)
