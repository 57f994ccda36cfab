"""Releases of the content: numbered, kept in the database, and followed by every process.

A `Tree` is a content folder as a value: paths and the digests of their bytes. A release is a tree with a
number. Without a release the city's folder is the content; with one, the newest release is, and the folder
is what staff may take over from.
"""

from bot.releases.following import Source
from bot.releases.store import Release, newest
from bot.releases.tree import Tree, folder_tree

__all__ = ["Release", "Source", "Tree", "folder_tree", "newest"]
