"""Every endpoint of LINE's that is emulated."""

from __future__ import annotations

from bot.emulator.api import aliases, channel, messages, oauth, richmenus, users

ROUTES = (
    *messages.ROUTES,
    *users.ROUTES,
    *channel.ROUTES,
    *richmenus.ROUTES,
    *aliases.ROUTES,
    *oauth.ROUTES,
)
