"""The picture of a menu, as a PNG with a palette (a tenth of the size LINE takes)."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from bot.richmenu.colours import INK, SOFT_INK, THEMES, WHITE, Rgb, rgb
from bot.richmenu.font import Font
from bot.richmenu.geometry import Box, size, tabs
from bot.richmenu.icons import icon
from bot.richmenu.layout import ABOVE, BETWEEN, SUB_SPACING, Card, cards, tab_letters
from bot.richmenu.lettering import LINE_SPACING
from bot.richmenu.schema import Menu, Menus

PHONE_WIDTH = 375
LARGEST = 1024 * 1024

_COLOURS = 128
_ROUND = 44
_SIGN_IN_DISC = 0.60


def picture(menu: Menu, menus: Menus, font: Font) -> bytes:
    """The PNG of a menu; `menus` gives the names on its tabs."""
    theme = THEMES[menu.theme]
    image = Image.new("RGB", size(menu), theme.ground)
    sheet = _Sheet(image, font)
    if menu.tabs:
        _draw_tabs(sheet, menu, menus)
    for card in cards(menu, font):
        _draw_card(sheet, card)
    out = io.BytesIO()
    few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=9)
    return out.getvalue()


def as_on_phone(png: bytes) -> bytes:
    """The same picture at the width at which a small phone shows it, in points."""
    with Image.open(io.BytesIO(png)) as image:
        high = round(image.height * PHONE_WIDTH / image.width)
        small = image.convert("RGB").resize((PHONE_WIDTH, high), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


class _Sheet:
    """The image with smooth shapes: Pillow's own have rough edges."""

    def __init__(self, image: Image.Image, font: Font) -> None:
        self.image, self.font = image, font
        self._draw = ImageDraw.Draw(image)

    def plate(self, box: Box, colour: Rgb, round_: int = _ROUND) -> None:
        """A rectangle with round corners."""
        mask = Image.new("L", (box.width, box.height), 255)
        disc = _disc(round_ * 2)
        right, low = box.width - round_, box.height - round_
        for x, left in ((0, 0), (right, round_)):
            for y, top in ((0, 0), (low, round_)):
                mask.paste(disc.crop((left, top, left + round_, top + round_)), (x, y))
        self.image.paste(colour, (box.x, box.y), mask)

    def disc(self, x: int, y: int, side: int, colour: Rgb) -> None:
        """A disc in a square whose upper left corner is given."""
        self.image.paste(colour, (x, y), _disc(side))

    def sign(self, card: Card, x: int, y: int, side: int, colour: Rgb) -> None:
        """The sign of an area in a square."""
        if card.cell.area.icon:
            self.image.paste(colour, (x, y), icon(card.cell.area.icon, side))

    def line(self, text: str, x: int, middle: int, pixels: int, colour: Rgb, anchor: str) -> None:
        """One line of text about its middle height; `anchor` is 'm' (centred on x) or 'l'."""
        self._draw.text(
            (x, middle), text, font=self.font.at(pixels), fill=colour, anchor=f"{anchor}m"
        )


def _disc(side: int) -> Image.Image:
    fine = Image.new("L", (side * 4, side * 4), 0)
    ImageDraw.Draw(fine).ellipse([0, 0, side * 4 - 1, side * 4 - 1], fill=255)
    return fine.resize((side, side), Image.Resampling.BOX)


def _draw_tabs(sheet: _Sheet, menu: Menu, menus: Menus) -> None:
    theme, strip = THEMES[menu.theme], tabs(menu)
    sheet.image.paste(theme.strip, (0, 0, sheet.image.width, strip[0][1].height))
    names = [found.name if (found := menus.named(name)) else name for name, _ in strip]
    words = tab_letters(menu, names, sheet.font)
    for (name, box), lines in zip(strip, words.lines, strict=True):
        here = name == menu.id
        tab = Box(box.x + 16, box.y + 26, box.width - 32, box.height + (60 if here else -46))
        sheet.plate(tab, theme.ground if here else theme.idle_tab)
        ink = _ink_on(theme.ground) if here else WHITE
        _draw_lines(
            sheet, lines, words.pixels, ink, box.x + box.width // 2, box.height // 2 + 4, "m"
        )
    rest = size(menu)[1] - strip[0][1].height
    sheet.image.paste(
        theme.ground, (0, strip[0][1].height, sheet.image.width, strip[0][1].height + rest)
    )


def _ink_on(ground: Rgb) -> Rgb:
    return INK if sum(ground) > 3 * 128 else WHITE


def _draw_lines(
    sheet: _Sheet, lines: tuple[str, ...], pixels: int, ink: Rgb, x: int, middle: int, anchor: str
) -> None:
    step = round(pixels * LINE_SPACING)
    first = middle - step * (len(lines) - 1) // 2
    for number, line in enumerate(lines):
        sheet.line(line, x, first + number * step, pixels, ink, anchor)


def _draw_card(sheet: _Sheet, card: Card) -> None:
    colour = rgb(card.cell.area.colour)
    filled = card.cell.area.fill
    sheet.plate(card.box, colour if filled else WHITE)
    if card.lying:
        _draw_lying(sheet, card, colour)
    else:
        _draw_standing(sheet, card, colour)


def _draw_standing(sheet: _Sheet, card: Card, colour: Rgb) -> None:
    box, sign = card.box, card.sign
    middle = box.x + box.width // 2
    above = sign + ABOVE if sign else 0
    top = box.y + (box.height - above - card.words_height) // 2
    if sign:
        _draw_sign(sheet, card, middle - sign // 2, top, colour)
    _draw_words(sheet, card, middle, top + above, "m")


def _draw_lying(sheet: _Sheet, card: Card, colour: Rgb) -> None:
    box, sign = card.box, card.sign
    beside = sign + BETWEEN if sign else 0
    widths = [sheet.font.width(line, card.label_pixels) for line in card.label]
    widths.append(sheet.font.width(card.cell.area.sub or "", card.sub_pixels))
    left = box.x + (box.width - beside - max(widths)) // 2
    if sign:
        _draw_sign(sheet, card, left, box.y + (box.height - sign) // 2, colour)
    _draw_words(sheet, card, left + beside, box.y + (box.height - card.words_height) // 2, "l")


def _draw_sign(sheet: _Sheet, card: Card, x: int, y: int, colour: Rgb) -> None:
    filled = card.cell.area.fill
    sheet.disc(x, y, card.sign, WHITE if filled else colour)
    side = round(card.sign * _SIGN_IN_DISC)
    rim = (card.sign - side) // 2
    sheet.sign(card, x + rim, y + rim, side, colour if filled else WHITE)


def _draw_words(sheet: _Sheet, card: Card, x: int, top: int, anchor: str) -> None:
    filled, sub = card.cell.area.fill, card.cell.area.sub
    high = round(len(card.label) * card.label_pixels * LINE_SPACING)
    _draw_lines(
        sheet, card.label, card.label_pixels, WHITE if filled else INK, x, top + high // 2, anchor
    )
    if sub:
        below = top + high + round(card.sub_pixels * SUB_SPACING / 2)
        sheet.line(sub, x, below, card.sub_pixels, WHITE if filled else SOFT_INK, anchor)
