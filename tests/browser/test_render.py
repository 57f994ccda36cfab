"""Each kind of message as the renderer draws it, without a talk around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from bot.emulator import serve_in_thread
from bot.emulator.simulator.page import blueprint
from tests.browser.conftest import show_pictures
from tests.browser.scripted_bot import Message, text

pytestmark = [pytest.mark.browser, pytest.mark.wire]

DRAW = """async ([message, live]) => {
  const { renderMessage } = await import("./assets/js/render/index.js");
  window.tapped = [];
  const context = live ? { onAction: (action) => window.tapped.push(action) } : {};
  const stage = document.createElement("div");
  stage.id = "stage";
  document.body.replaceChildren(stage);
  stage.append(renderMessage(message, context));
}"""


class Stage:
    """An empty part of the page on which single messages are drawn."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.node = page.locator("#stage")

    def draw(self, message: Any, live: bool = True) -> Locator:
        """Draw a message; without `live`, as a preview whose buttons do nothing."""
        self.page.evaluate(DRAW, [message, live])
        return self.node.locator("> *")

    def body(self, *contents: Message, layout: str = "vertical", **box: Any) -> Locator:
        """Draw a Flex bubble whose body is one box; returns the box."""
        body = {"type": "box", "layout": layout, "contents": list(contents)} | box
        self.draw(flex({"type": "bubble", "body": body}))
        return self.node.locator(".fx-block--body > .fx-box")

    def tapped(self) -> list[dict[str, Any]]:
        """Return the actions of what was tapped since the last drawing."""
        found: list[dict[str, Any]] = self.page.evaluate("window.tapped")
        return found


@pytest.fixture(scope="module")
def stage(browser: Browser) -> Iterator[Stage]:
    """The page's styles and the renderer, with neither talk nor emulator."""
    app = Flask("page")
    app.register_blueprint(blueprint)
    server = serve_in_thread(app)
    context = browser.new_context(base_url=server.url)
    context.route("**/main.js", lambda route: route.abort())
    show_pictures(context)
    page = context.new_page()
    page.goto("/simulator/")
    yield Stage(page)
    context.close()
    server.close()


def flex(contents: dict[str, Any]) -> Message:
    return {"type": "flex", "altText": "代わりの文", "contents": contents}


def css(node: Locator, name: str) -> str:
    return str(node.evaluate("(node, name) => getComputedStyle(node).getPropertyValue(name)", name))


def height(node: Locator) -> float:
    return float(node.evaluate("(node) => node.getBoundingClientRect().height"))


def widths(box: Locator) -> list[float]:
    found: list[float] = box.evaluate(
        "(box) => [...box.children].map((child) => child.getBoundingClientRect().width)"
    )
    return found


@pytest.mark.parametrize(
    ("size", "width"),
    [("nano", 120), ("micro", 160), ("deca", 220), ("hecto", 241), ("kilo", 260), ("mega", 300),
     ("giga", 386)],
)  # fmt: skip
def test_the_sizes_of_bubbles(stage: Stage, size: str, width: int) -> None:
    body = {"type": "box", "layout": "vertical", "contents": [text("短い")]}
    bubble = stage.draw(flex({"type": "bubble", "size": size, "body": body}))
    assert css(bubble, "width") == f"{width}px"


def test_flex_factors_share_a_row(stage: Stage) -> None:
    row = stage.body(
        text("一", flex=1), text("二", flex=3), layout="horizontal", width="200px", paddingAll="0px"
    )
    assert widths(row) == [50, 150]


def test_a_factor_of_nought_takes_what_it_needs(stage: Stage) -> None:
    row = stage.body(
        text("短い", flex=0), text("残り"), layout="horizontal", width="200px", paddingAll="none"
    )
    first, second = widths(row)
    assert 25 < first < 40
    assert first + second == 200


def test_margin_outdoes_spacing(stage: Stage) -> None:
    column = stage.body(text("一"), text("二"), text("三", margin="xxl"), spacing="md")
    margins = column.evaluate(
        "(box) => [...box.children].map((child) => getComputedStyle(child).marginTop)"
    )
    assert margins == ["0px", "8px", "20px"]


def test_texts(stage: Stage) -> None:
    look = {"size": "xxl", "weight": "bold", "color": "#1DB446", "align": "end", "style": "italic",
            "decoration": "underline"}  # fmt: skip
    box = stage.body(text("飾り", **look), text("あ" * 99), text("い" * 99, wrap=True, maxLines=2))
    decorated, single, clamped = (box.locator("p").nth(index) for index in range(3))
    assert css(decorated, "font-size") == "29px"
    assert css(decorated, "font-weight") == "700"
    assert css(decorated, "color") == "rgb(29, 180, 70)"
    assert css(decorated, "text-align") == "end"
    assert css(decorated, "font-style") == "italic"
    assert "underline" in css(decorated, "text-decoration")
    assert height(single) == pytest.approx(22.4, abs=0.6)
    assert height(clamped) == pytest.approx(44.8, abs=1.2)


def test_spans_keep_their_own_letters(stage: Stage) -> None:
    spans = [
        {"type": "span", "text": "赤", "color": "#ff0000"},
        {"type": "span", "text": "小", "size": "xs"},
    ]
    box = stage.body({"type": "text", "contents": spans, "size": "xl"})
    expect(box).to_have_text("赤小")
    assert css(box.locator("span").first, "color") == "rgb(255, 0, 0)"
    assert css(box.locator("span").first, "font-size") == "22px"
    assert css(box.locator("span").last, "font-size") == "13px"


def test_buttons(stage: Stage) -> None:
    def button(style: str, **more: Any) -> Message:
        action = {"type": "message", "label": style, "text": style}
        return {"type": "button", "style": style, "action": action} | more

    box = stage.body(button("primary", color="#123456"), button("secondary", height="sm"),
                     button("link"))  # fmt: skip
    primary, secondary, link = (box.get_by_role("button").nth(index) for index in range(3))
    assert css(primary, "background-color") == "rgb(18, 52, 86)"
    assert css(primary, "height") == "52px"
    assert css(secondary, "background-color") == "rgb(220, 223, 229)"
    assert css(secondary, "height") == "40px"
    assert css(link, "color") == "rgb(66, 101, 154)"
    secondary.click()
    assert [action["text"] for action in stage.tapped()] == ["secondary"]


def test_only_the_inner_button_is_meant(stage: Stage) -> None:
    def message(words: str) -> dict[str, str]:
        return {"type": "message", "label": words, "text": words}

    inner = {"type": "button", "action": message("中")}
    box = stage.body(inner, text("まわり"), action=message("外"))
    box.get_by_role("button", name="中").click()
    box.get_by_text("まわり").click()
    assert [action["text"] for action in stage.tapped()] == ["中", "外"]


def test_an_absolute_box_and_a_gradient(stage: Stage) -> None:
    gradient = {"type": "linearGradient", "angle": "90deg", "startColor": "#ff0000",
                "endColor": "#0000ff"}  # fmt: skip
    badge = {"type": "box", "layout": "vertical", "contents": [], "position": "absolute",
             "offsetTop": "10px", "offsetStart": "20px", "width": "30px", "height": "15px",
             "cornerRadius": "md", "background": gradient}  # fmt: skip
    box = stage.body(text("下"), badge)
    node = box.locator(".fx-absolute")
    place = node.evaluate("(node) => [node.offsetLeft, node.offsetTop, node.offsetWidth]")
    assert place == [20, 10, 30]
    assert css(node, "border-top-left-radius") == "8px"
    assert "linear-gradient(90deg" in css(node, "background-image")


def test_an_image_has_its_shape_before_it_is_loaded(stage: Stage) -> None:
    image = {"type": "image", "url": "https://example.com/a.png", "size": "full",
             "aspectRatio": "2:1", "aspectMode": "cover"}  # fmt: skip
    stage.draw(flex({"type": "bubble", "hero": image}))
    picture = stage.node.locator("img")
    box = picture.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (300, 150)
    assert css(picture, "object-fit") == "cover"


def test_a_bad_picture_keeps_its_place(stage: Stage) -> None:
    image = {"type": "image", "url": "http://example.com/a.png", "size": "full"}
    stage.draw(flex({"type": "bubble", "hero": image}))
    missing = stage.node.get_by_role("img")
    expect(missing).to_contain_text("画像を表示できません")
    assert height(missing) == 300


def test_a_carousel_scrolls_and_its_bubbles_are_equally_high(stage: Stage) -> None:
    def bubble(lines: int) -> dict[str, Any]:
        words = text("\n".join("行" * lines), wrap=True)
        return {
            "type": "bubble",
            "body": {"type": "box", "layout": "vertical", "contents": [words]},
        }

    carousel = stage.draw(flex({"type": "carousel", "contents": [bubble(1), bubble(5), bubble(2)]}))
    expect(carousel).to_have_attribute("aria-label", "代わりの文")
    heights = carousel.evaluate("(box) => [...box.children].map((child) => child.offsetHeight)")
    assert len(heights) == 3
    assert len(set(heights)) == 1


@pytest.mark.parametrize("kind", ["buttons", "confirm"])
def test_templates_with_buttons(stage: Stage, kind: str) -> None:
    actions = [{"type": "message", "label": word, "text": word} for word in ("はい", "いいえ")]
    template = {"type": kind, "text": "よろしいですか", "actions": actions}
    card = stage.draw({"type": "template", "altText": "x", "template": template})
    expect(card).to_contain_text("よろしいですか")
    card.get_by_role("button", name="いいえ").click()
    assert stage.tapped() == [actions[1]]


def test_template_carousels(stage: Stage) -> None:
    action = {"type": "postback", "label": "これ", "data": "1"}
    column = {"title": "講座", "text": "親子で", "actions": [action]}
    template = {"type": "carousel", "columns": [column] * 3}
    card = stage.draw({"type": "template", "altText": "x", "template": template})
    expect(card.get_by_role("button", name="これ")).to_have_count(3)
    images = [{"imageUrl": "https://example.com/a.png", "action": action}] * 2
    template = {"type": "image_carousel", "columns": images}
    row = stage.draw({"type": "template", "altText": "x", "template": template})
    row.get_by_role("button", name="これ").last.click()
    assert stage.tapped() == [action]


def test_an_imagemap(stage: Stage) -> None:
    area = {"x": 520, "y": 0, "width": 520, "height": 260}
    actions = [{"type": "uri", "label": "右上", "linkUri": "https://example.com/", "area": area}]
    stage.draw({"type": "imagemap", "baseUrl": "https://example.com/map", "altText": "地図",
                "baseSize": {"width": 1040, "height": 520}, "actions": actions})  # fmt: skip
    button = stage.node.get_by_role("button", name="右上")
    outer, inner = stage.node.locator(".msg-imagemap").bounding_box(), button.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["width"] == pytest.approx(outer["width"] / 2, abs=1)
    assert inner["x"] == pytest.approx(outer["x"] + outer["width"] / 2, abs=1)
    button.click()
    assert stage.tapped() == [{"type": "uri", "label": "右上", "uri": "https://example.com/"}]


def test_a_place_a_film_and_a_sound(stage: Stage) -> None:
    place = {"type": "location", "title": "市役所", "address": "穀町14-1", "latitude": 38.43,
             "longitude": 141.3}  # fmt: skip
    expect(stage.draw(place)).to_contain_text("穀町14-1")
    urls = {
        "originalContentUrl": "https://example.com/a",
        "previewImageUrl": "https://example.com/b",
    }
    expect(stage.draw({"type": "video"} | urls)).to_have_attribute(
        "poster", "https://example.com/b"
    )
    expect(stage.draw({"type": "audio", "duration": 63000} | urls)).to_contain_text("1:03")


def test_emojis_and_substitutions(stage: Stage) -> None:
    emoji = {"productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
    shown = stage.draw(text("よい$天気", emojis=[{"index": 2} | emoji]))
    expect(shown.get_by_role("img")).to_have_count(1)
    expect(shown).not_to_contain_text("$")
    version2 = {"type": "textV2", "text": "{{かっこ}}と{face}と{nobody}",
                "substitution": {"face": {"type": "emoji"} | emoji}}  # fmt: skip
    shown = stage.draw(version2)
    expect(shown).to_contain_text("{かっこ}と")
    expect(shown).to_contain_text("{nobody}")
    expect(shown.get_by_role("img")).to_have_count(1)


def test_a_file_of_a_citizen(stage: Stage) -> None:
    shown = stage.draw({"type": "file", "fileName": "申請書.pdf", "fileSize": 2138})
    expect(shown).to_contain_text("申請書.pdf")
    expect(shown).to_contain_text("3 KB")


@pytest.mark.parametrize(
    "message",
    [
        {"type": "hologram", "words": "<b>未来</b>"},
        {"type": "constructor"},
        {"words": "type がない"},
        flex({"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [{}]}}),
        {"type": "template", "altText": "x", "template": {"type": "wheel"}},
        "ただの文字列",
        None,
    ],
)
def test_what_cannot_be_drawn_is_shown_as_json(stage: Stage, message: Any) -> None:
    shown = stage.draw(message)
    expect(shown).to_have_class("msg-unknown")
    read = shown.locator("pre").evaluate("(node) => JSON.parse(node.textContent)")
    assert read == message


def test_a_preview_does_nothing_when_tapped(stage: Stage) -> None:
    action = {"type": "postback", "label": "消す", "data": "delete"}
    template = {"type": "buttons", "text": "よろしいですか", "actions": [action]}
    card = stage.draw({"type": "template", "altText": "x", "template": template}, live=False)
    card.get_by_role("button", name="消す").click()
    assert stage.tapped() == []
