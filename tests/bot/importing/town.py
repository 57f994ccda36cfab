"""A small content tree with one feature, and importers for it, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.content import Faults, FeatureContent, Folder
from bot.importing import Column, Layout, Refusal, Values, day, line, number, text
from bot.importing.layout import Importer
from bot.importing.planning import Plan, Planner
from bot.importing.trial import Content

PARKS = Layout(
    "parks",
    title="公園の一覧",
    file="parks.csv",
    columns=(
        Column("ID", (), line),
        Column("name", ("公園名", "名称"), line, needed=True),
        Column("opened", ("開園日",), day),
        Column("area", ("面積", "広さ"), number),
        Column("note", ("備考",), text),
    ),
    keys=(("ID",), ("name",)),
)
RULES = Layout(
    "rules",
    title="きまりの一覧",
    file="rules.csv",
    columns=(
        Column("name", ("公園名",), line, needed=True),
        Column("rule", ("きまり",), needed=True),
    ),
    keys=(("name",),),
    others=line,
)


def park(row: Values) -> Iterable[Values]:
    if not row["name"]:
        raise Refusal("公園の名前が空です。", "名前を書いてください。")
    yield row


def rule(row: Values) -> Iterable[Values]:
    yield row


IMPORTERS = [Importer("parks", PARKS, park), Importer("parks", RULES, rule)]


def load(folder: Folder) -> object:
    """Parks; one that is called 禁 makes the file unusable, and one called 注 is doubtful."""
    table = folder.csv("parks.csv")
    for row in table.rows if table else ():
        for cell in row:
            if cell == "禁":
                folder.faults.error(cell, "「禁」は使えません。", "消してください。")
            if cell == "注":
                folder.faults.warning(cell, "「注」があります。", "見直してください。")
    return [row.cell(0) for row in table.rows] if table else []


class Town:
    """A content tree on disk, and files that somebody wants to have taken up."""

    def __init__(self, folder: Path) -> None:
        self.root, self.inbox = folder / "content", folder / "inbox"
        (self.root / "parks").mkdir(parents=True)
        self.inbox.mkdir()
        (self.root / "city.yaml").write_text("name: 見本市\n", "utf-8")
        self.faults = Faults()

    @property
    def file(self) -> Path:
        return self.root / "parks" / "parks.csv"

    def has(self, content: str | bytes) -> None:
        """The content file as it stands."""
        self.file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def gets(self, content: str | bytes, name: str = "公園.csv", **options: bool) -> Plan | None:
        """A file arrives; what it would do. `faults` are its own afterwards."""
        path = self.inbox / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.plans(path, **options)

    def plans(self, path: Path, *, replacing: bool = False) -> Plan | None:
        self.faults = Faults()
        content = Content(self.root, self.root, [FeatureContent("parks", None, load)])
        return Planner(content, IMPORTERS, self.faults).plan(path, None, replacing=replacing)

    def takes(self, content: str | bytes, name: str = "公園.csv", **options: bool) -> Plan:
        """The same, and it is written."""
        plan = self.gets(content, name, **options)
        assert plan is not None, [str(fault) for fault in self.faults]
        assert plan.errors == []
        if plan.data is not None:
            self.file.write_bytes(plan.data)
        return plan

    @property
    def said(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)
