"""LINE's side of the wire, as one HTTP service for development, tests and benches.

It imports nothing else of this project. See docs/emulator.md.
"""

from bot.emulator.app import create_app
from bot.emulator.config import EmulatorConfig
from bot.emulator.emulator import Emulator
from bot.emulator.server import RunningServer, serve_in_thread
from bot.emulator.webhooks.post import WebhookPost, http_post

__all__ = [
    "Emulator",
    "EmulatorConfig",
    "RunningServer",
    "WebhookPost",
    "create_app",
    "http_post",
    "serve_in_thread",
]
