"""What the public SDK's models produce is accepted: every kind of message, every component."""

from __future__ import annotations

from typing import Any

import pytest

from bot.emulator.validate import requests
from bot.emulator.validate.requests import refuse
from tests.emulator.test_flex import BUBBLE

sdk = pytest.importorskip("linebot.v3.messaging")
PICTURE = "https://example.com/a.png"
ACTIONS: list[Any] = [
    sdk.PostbackAction(
        label="a", data="d", display_text="x", input_option="openKeyboard", fill_in_text="y"
    ),
    sdk.MessageAction(label="a", text="t"),
    sdk.URIAction(label="a", uri="https://example.com", alt_uri=sdk.AltUri(desktop=PICTURE)),
    sdk.DatetimePickerAction(label="a", data="d", mode="datetime", initial="2026-11-21T10:00"),
    sdk.ClipboardAction(label="a", clipboard_text="c"),
]
QUICK: list[Any] = [
    *ACTIONS,
    sdk.CameraAction(label="a"),
    sdk.CameraRollAction(label="a"),
    sdk.LocationAction(label="a"),
]
AREA = sdk.ImagemapArea(x=0, y=0, width=10, height=10)
TEMPLATES: list[Any] = [
    sdk.ButtonsTemplate(
        thumbnail_image_url=PICTURE,
        image_aspect_ratio="square",
        image_size="contain",
        image_background_color="#FFFFFF",
        title="t",
        text="x",
        default_action=ACTIONS[2],
        actions=ACTIONS[:4],
    ),
    sdk.ConfirmTemplate(text="x", actions=ACTIONS[:2]),
    sdk.CarouselTemplate(
        columns=[sdk.CarouselColumn(text="x", actions=ACTIONS[:3])], image_size="cover"
    ),
    sdk.ImageCarouselTemplate(
        columns=[sdk.ImageCarouselColumn(image_url=PICTURE, action=ACTIONS[1])]
    ),
]
MESSAGES: list[Any] = [
    sdk.TextMessage(
        text="$ a",
        emojis=[sdk.Emoji(index=0, product_id="abc", emoji_id="001")],
        quick_reply=sdk.QuickReply(items=[sdk.QuickReplyItem(action=each) for each in QUICK]),
        sender=sdk.Sender(name="s", icon_url=PICTURE),
        quote_token="q",
    ),
    sdk.TextMessageV2(
        text="{everyone} {smile}",
        substitution={
            "everyone": sdk.MentionSubstitutionObject(mentionee=sdk.AllMentionTarget()),
            "smile": sdk.EmojiSubstitutionObject(product_id="abc", emoji_id="001"),
        },
    ),
    sdk.StickerMessage(package_id="1", sticker_id="2"),
    sdk.ImageMessage(original_content_url=PICTURE, preview_image_url=PICTURE),
    sdk.VideoMessage(original_content_url=PICTURE, preview_image_url=PICTURE, tracking_id="t"),
    sdk.AudioMessage(original_content_url=PICTURE, duration=1),
    sdk.LocationMessage(title="t", address="a", latitude=35.0, longitude=135.0),
    sdk.ImagemapMessage(
        base_url=PICTURE,
        alt_text="a",
        base_size=sdk.ImagemapBaseSize(width=1040, height=1040),
        actions=[
            sdk.URIImagemapAction(link_uri=PICTURE, area=AREA),
            sdk.MessageImagemapAction(text="t", area=AREA, label="l"),
            sdk.ClipboardImagemapAction(clipboard_text="c", area=AREA),
        ],
        video=sdk.ImagemapVideo(
            original_content_url=PICTURE,
            preview_image_url=PICTURE,
            area=AREA,
            external_link=sdk.ImagemapExternalLink(link_uri=PICTURE, label="l"),
        ),
    ),
    *(sdk.TemplateMessage(alt_text="a", template=each) for each in TEMPLATES),
    sdk.FlexMessage(alt_text="a", contents=sdk.FlexContainer.from_dict(BUBBLE)),
    sdk.FlexMessage(
        alt_text="a",
        contents=sdk.FlexCarousel(
            contents=[
                sdk.FlexBubble(
                    hero=sdk.FlexImage(url=PICTURE, size="full", aspect_mode="cover"),
                    body=sdk.FlexBox(
                        layout="vertical",
                        background=sdk.FlexBoxLinearGradient(
                            angle="0deg", start_color="#000000", end_color="#FFFFFF"
                        ),
                        contents=[
                            sdk.FlexText(text="a", contents=[sdk.FlexSpan(text="b")]),
                            sdk.FlexButton(action=ACTIONS[1], style="link"),
                            sdk.FlexSeparator(margin="md"),
                            sdk.FlexFiller(flex=1),
                        ],
                    ),
                    styles=sdk.FlexBubbleStyles(body=sdk.FlexBlockStyle(separator=True)),
                )
            ]
        ),
    ),
    sdk.CouponMessage(coupon_id="c", delivery_tag="t"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: type(each).__name__)
def test_what_the_sdk_serialises_is_accepted(message: Any) -> None:
    sent = sdk.PushMessageRequest(to="U" + "0" * 32, messages=[message])
    refuse(requests.PUSH, sent.to_dict())


def test_every_message_model_of_the_sdk_is_covered() -> None:
    known = {each.to_dict()["type"] for each in MESSAGES}
    assert known == set(sdk.Message._Message__discriminator_value_class_map)
