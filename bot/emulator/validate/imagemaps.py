"""Imagemap messages: a picture with areas to tap, and a film in it if wanted."""

from __future__ import annotations

from bot.emulator.validate.limits import ACTION_URI, HTTPS_URL, units
from bot.emulator.validate.problems import Check
from bot.emulator.validate.schema import anything, array, integer, record, union

BASE_WIDTH = 1040
AREA = record({"x": integer(0), "y": integer(0), "width": integer(1), "height": integer(1)})
TAPPED: dict[str, Check] = {"type": anything, "area": AREA}
LABEL: dict[str, Check] = {"label": units(100)}

ACTION = union(
    {
        "uri": record(TAPPED | {"linkUri": ACTION_URI}, LABEL),
        "message": record(TAPPED | {"text": units(400)}, LABEL),
        "clipboard": record(TAPPED | {"clipboardText": units(1000)}, LABEL),
    }
)
VIDEO = record(
    {"originalContentUrl": HTTPS_URL, "previewImageUrl": HTTPS_URL, "area": AREA},
    {"externalLink": record({"linkUri": ACTION_URI, "label": units(30)})},
)
IMAGEMAP_REQUIRED: dict[str, Check] = {
    "baseUrl": HTTPS_URL,
    "altText": units(1500),
    "baseSize": record({"width": integer(BASE_WIDTH, BASE_WIDTH), "height": integer(1)}),
    "actions": array(ACTION, 0, 50),
}
IMAGEMAP_OPTIONAL: dict[str, Check] = {"video": VIDEO}
