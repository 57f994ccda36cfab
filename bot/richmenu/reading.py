"""content/menu.yaml read and checked: its form, what its areas lead to, and whether its words fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.content import Faults, Folder, Place, Snapshot
from bot.content.folder import Directory
from bot.content.misnamed import report_misnamed
from bot.content.schema import validate
from bot.content.trace import Trace
from bot.content.yaml_node import Location, Node
from bot.registry import Registry
from bot.releases.menus import FILE
from bot.richmenu.destinations import Destinations
from bot.richmenu.font import Font
from bot.richmenu.layout import Card, cards, tab_letters
from bot.richmenu.schema import Menu, Menus

_TOO_LONG = "短くするか、[近くの, 避難所] のように行を分けるか、場所を広くしてください。"


@dataclass(frozen=True, slots=True)
class MenuFile:
    """The menus of a content tree, and where in the file each thing stands."""

    menus: Menus
    node: Node

    def place(self, *steps: int | str) -> Place:
        """The place of a value, by the keys and numbers that lead to it; of the nearest one around it."""
        node = self.node
        for step in steps:
            node = node.child(step) or node
        return node.place


def read_menus(root: Path, faults: Faults) -> MenuFile | None:
    """The menus in a content tree; None where there is no file, or (with errors) no menus in it."""
    trace = Trace()
    folder = Folder((Directory(root),), trace, faults)
    node = folder.node(FILE)
    menus = validate(node, Menus, faults) if node else None
    report_misnamed(root, trace, faults)
    return MenuFile(menus, node) if menus and node else None


def check_menus(
    file: MenuFile, snapshot: Snapshot, registry: Registry, font: Font | None, faults: Faults
) -> None:
    """Report what the form alone does not tell: ids, the default, where areas lead, what does not fit.

    Args:
        font: None where there is none; then it is not known what fits.
    """
    _check_ids(file, faults)
    destinations = Destinations(snapshot, registry, file.menus)
    for at, menu in enumerate(file.menus.menus):
        _check_tabs(file, at, menu, faults)
        for row, each in enumerate(menu.rows):
            for column, area in enumerate(each.areas):
                steps: Location = ("menus", at, "rows", row, "areas", column, "action")
                place = file.place(*steps, area.action.kind)
                destinations.check(area.action, place, faults)
        if font:
            _check_words(file, at, menu, font, faults)


def _check_ids(file: MenuFile, faults: Faults) -> None:
    seen: set[str] = set()
    for at, menu in enumerate(file.menus.menus):
        if menu.id in seen:
            faults.error(
                file.place("menus", at, "id"),
                f"メニュー「{menu.id}」が2つあります。",
                "どちらかの id を変えてください。",
            )
        seen.add(menu.id)
    defaults = [at for at, menu in enumerate(file.menus.menus) if menu.default]
    for at in defaults[1:]:
        faults.error(
            file.place("menus", at, "default"),
            "はじめに見せるメニュー(default)が2つあります。",
            "default: true は、1つのメニューにだけ書いてください。",
        )


def _check_tabs(file: MenuFile, at: int, menu: Menu, faults: Faults) -> None:
    for number, name in enumerate(menu.tabs):
        if file.menus.named(name) is None:
            faults.error(
                file.place("menus", at, "tabs", number),
                f"「{name}」というメニューはありません。",
                f"ここに書けるのは {'、'.join(each.id for each in file.menus.menus)} です。",
            )
    if menu.tabs and menu.id not in menu.tabs:
        faults.error(
            file.place("menus", at, "tabs"),
            f"タブの中に、このメニュー自身(「{menu.id}」)がありません。",
            f"tabs に {menu.id} も書いてください。",
        )


def _check_words(file: MenuFile, at: int, menu: Menu, font: Font, faults: Faults) -> None:
    for card in cards(menu, font):
        steps: Location = ("menus", at, "rows", card.cell.row, "areas", card.cell.column)
        _check_card(file, steps, card, font, faults)
    names = [found.name if (found := file.menus.named(name)) else name for name in menu.tabs]
    for number in tab_letters(menu, names, font).misfits:
        faults.error(
            file.place("menus", at, "tabs", number),
            f"タブに「{names[number]}」が入りません。",
            "そのメニューの name を短くするか、タブを減らしてください。",
        )
    _check_glyphs(file.place("menus", at, "name"), menu.name, font, faults)


def _check_card(file: MenuFile, steps: Location, card: Card, font: Font, faults: Faults) -> None:
    area = card.cell.area
    if not card.fits:
        faults.error(
            file.place(*steps, "label"), f"「{area.name}」が、押せる場所に入りません。", _TOO_LONG
        )
    if not card.sub_fits:
        faults.error(
            file.place(*steps, "sub"),
            f"「{area.sub}」が、押せる場所に1行で入りません。",
            "短くするか、場所を広くしてください。",
        )
    _check_glyphs(file.place(*steps, "label"), area.name, font, faults)
    _check_glyphs(file.place(*steps, "sub"), area.sub or "", font, faults)


def _check_glyphs(place: Place, text: str, font: Font, faults: Faults) -> None:
    if lacking := font.lacks(text):
        faults.error(
            place,
            f"「{''.join(lacking)}」は、絵に書けない文字です。",
            "絵文字や特別な記号を、ふつうの文字に替えてください。",
        )
