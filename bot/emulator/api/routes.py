"""Every endpoint of LINE's that is emulated."""

from __future__ import annotations

from bot.emulator.api import messages, users

ROUTES = (*messages.ROUTES, *users.ROUTES)
