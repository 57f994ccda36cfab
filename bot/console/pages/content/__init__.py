"""/console/content: the content files without a programmer: drafts, checks, talks, releases."""

from bot.console.pages.content import drafts, files, folder, misses, releases, talk
from bot.console.pages.content.site import console

__all__ = ["console", "drafts", "files", "folder", "misses", "releases", "talk"]
