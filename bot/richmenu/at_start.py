"""The menu brought to the emulator when everything comes up in one process.

Real citizens' menus change only when staff publish them.
"""

from __future__ import annotations

import logging
from pathlib import Path

from bot.content import Faults, Snapshot
from bot.line import HttpTransport, TransportError
from bot.line.richmenus import Refused, RichMenuClient
from bot.registry import Registry
from bot.richmenu.font import NoFont, find_font
from bot.richmenu.pictures import KEPT, Pictures
from bot.richmenu.publishing import NotPublished, Publisher
from bot.richmenu.reading import check_menus, read_menus
from bot.settings import Settings

log = logging.getLogger(__name__)


def publish_at_start(
    settings: Settings, content: Path, snapshot: Snapshot, registry: Registry
) -> bool:
    """Publish the menu.yaml of the content in use; what is in the way is logged.

    Returns whether it was published.
    """
    faults = Faults()
    try:
        font = find_font(settings.menu_font)
        file = read_menus(content, faults)
        if file is None:
            return _not_published(faults)
        check_menus(file, snapshot, registry, font, faults)
        if faults.errors:
            return _not_published(faults)
        wanted = Pictures(font, KEPT).prepare(file.menus)
        Publisher(_client(settings), lambda done: log.debug("%s", done)).publish(
            wanted, file.menus.default.id
        )
    except (NoFont, Refused, TransportError, NotPublished) as error:
        log.warning("menu not published: %s", error)
        return False
    log.info("menu published: %s", ", ".join(menu.id for menu in file.menus.menus))
    return True


def _client(settings: Settings) -> RichMenuClient:
    return RichMenuClient(
        settings.line_api_base,
        settings.line_data_base,
        settings.channel_access_token,
        HttpTransport(),
    )


def _not_published(faults: Faults) -> bool:
    for fault in faults.errors:
        log.error("menu fault: %s", fault)
    return False
