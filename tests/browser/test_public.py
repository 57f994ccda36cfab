"""The public pages in a real browser: on a small screen, by keyboard, and with enough contrast."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.testing import OpenSite
from tests.browser.desk import served, window

pytestmark = [pytest.mark.browser, pytest.mark.wire]

DISTRICT = f"/garbage/{quote('河北')}"
ADDRESSES = [
    "/garbage",
    DISTRICT,
    "/garbage/sorting",
    f"/garbage?q={quote('いしの')}",
    "/garbage/none",
]

# WCAG 2 contrast of every text against the nearest ground behind it, and of what is too low.
CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const parts = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = parts(c).map(channel); return .2126*r + .7152*g + .0722*b; };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const low = [];
  let seen = 0;
  for (const node of document.body.querySelectorAll('*')) {
    if (![...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    seen += 1;
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) low.push([node.outerHTML.slice(0, 80), ratio]);
  }
  return { seen, low };
}"""
# What a checker of accessibility asks of a page's structure.
STRUCTURE = """() => {
  const all = (s) => [...document.querySelectorAll(s)];
  const ids = all('[id]').map((n) => n.id);
  const levels = all('h1,h2,h3').map((n) => Number(n.tagName[1]));
  return {
    lang: document.documentElement.lang,
    titles: document.title.length > 5,
    landmarks: ['header', 'nav', 'main', 'footer'].every((t) => all(t).length >= 1),
    one: all('h1').length === 1 && all('main').length === 1,
    ordered: levels.every((level, n) => n === 0 ? level === 1 : level - levels[n - 1] <= 1),
    unique: new Set(ids).size === ids.length,
    labelled: all('input').every((n) => n.labels.length === 1),
    named: all('a,button').every((n) => n.textContent.trim()),
    lists: all('ul > :not(li), ol > :not(li), dl > :not(div)').length === 0,
    references: all('[aria-labelledby]').every(
      (n) => document.getElementById(n.getAttribute('aria-labelledby'))),
    navs: all('nav').every((n) => n.getAttribute('aria-label')),
    cells: all('tbody tr').every((n) => n.querySelector('th[scope=row]')),
  };
}"""


@pytest.fixture
def visitor(browser: Browser, new_site: OpenSite) -> Iterator[Page]:
    """A visitor with scripts switched off, on a telephone of 320 pixels."""
    site = new_site()
    size = {"width": 320, "height": 640}
    with (
        served(site.application) as where,
        window(browser, where, viewport=size, java_script_enabled=False) as context,
    ):
        yield context.new_page()


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_can_use_the_page(visitor: Page, address: str) -> None:
    visitor.goto(address)
    _nothing_runs_over_the_edge(visitor)
    found = visitor.evaluate(CONTRAST)
    assert found["low"] == []
    assert found["seen"] > 10
    structure = visitor.evaluate(STRUCTURE)
    assert structure.pop("lang") == "ja"
    assert {name for name, fine in structure.items() if not fine} == set()


def _nothing_runs_over_the_edge(visitor: Page) -> None:
    assert visitor.evaluate("document.documentElement.scrollWidth") == 320
    beyond = "[...document.querySelectorAll('main *')].filter(n => n.getBoundingClientRect().right > 321)"
    assert visitor.evaluate(f"{beyond}.map(n => n.outerHTML.slice(0, 60))") == []


def test_the_keyboard_skips_to_the_text(visitor: Page) -> None:
    visitor.goto(DISTRICT)
    skip = visitor.get_by_role("link", name="本文へ移動")
    assert (skip.bounding_box() or {"x": 0})["x"] < -100
    visitor.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("main")).to_be_focused()
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="何ごみか分からない物を調べる")).to_be_focused()
    outline = "getComputedStyle(document.activeElement).outlineWidth"
    assert visitor.evaluate(outline) == "3px"


def test_a_visitor_finds_the_district_and_the_thing(visitor: Page) -> None:
    visitor.goto("/garbage")
    visitor.get_by_label("町や地区の名前でさがす").fill("かほく")
    visitor.get_by_role("button", name="さがす").click()
    visitor.get_by_role("link", name="河北", exact=True).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("河北のごみの収集日")
    expect(visitor.get_by_role("note")).to_contain_text("見本です")
    row = visitor.get_by_role("row").filter(has_text="11月25日(水)")
    expect(row.get_by_role("listitem")).to_have_text("古紙")
    visitor.get_by_role("link", name="ごみの分け方").click()
    visitor.get_by_label("物の名前").fill("アイロン")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("definition").first).to_contain_text("燃やせないごみ")


def test_colours_are_shown_and_buttons_are_big_enough_for_a_thumb(visitor: Page) -> None:
    visitor.goto(DISTRICT)
    swatch = visitor.locator("table .swatch rect").first
    assert swatch.evaluate("(n) => getComputedStyle(n).fill") == "rgb(60, 122, 137)"
    sizes = "[...document.querySelectorAll('.button, nav a')].map(n => n.getBoundingClientRect().height)"
    assert min(visitor.evaluate(sizes)) >= 40


def test_paper_has_the_days_and_not_the_ways_around(visitor: Page) -> None:
    visitor.goto(DISTRICT)
    visitor.emulate_media(media="print")
    expect(visitor.locator("table")).to_be_visible()
    expect(visitor.get_by_role("note")).to_be_visible()
    for hidden in ("nav", "#subscribe"):
        expect(visitor.locator(hidden)).to_be_hidden()
