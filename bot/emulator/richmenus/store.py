"""The menus of the channel, and which of them a citizen sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.emulator.errors import ApiError, not_found

MENUS = 1000
ALIASES = 1000
BATCHES_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Picture:
    """The image of a menu."""

    data: bytes
    content_type: str


@dataclass(slots=True)
class RichMenus:
    """Menus by id, aliases by name, links by user. The caller holds the emulator's lock."""

    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, menu_id: str, menu: dict[str, Any]) -> None:
        """Add a menu; 400 beyond a thousand."""
        if len(self.menus) >= MENUS:
            raise ApiError(400, f"You can't create more than {MENUS} rich menus")
        self.menus[menu_id] = {"richMenuId": menu_id} | menu

    def get(self, menu_id: str) -> dict[str, Any]:
        """Return a menu as LINE shows it; 404 where there is none."""
        menu = self.menus.get(menu_id)
        if menu is None:
            raise ApiError(404, "richmenu not found")
        return menu

    def remove(self, menu_id: str) -> None:
        """Delete a menu; whoever saw it sees the default one from now on."""
        self.get(menu_id)
        del self.menus[menu_id]
        self.pictures.pop(menu_id, None)
        self.links = {user: menu for user, menu in self.links.items() if menu != menu_id}
        if self.default == menu_id:
            self.default = None

    def put_picture(self, menu_id: str, picture: Picture) -> None:
        """Give a menu its image; it can not be replaced."""
        if menu_id in self.pictures:
            raise ApiError(400, "An image has already been uploaded to the richmenu")
        self.pictures[menu_id] = picture

    def picture(self, menu_id: str) -> Picture:
        """Return the image of a menu; 404 where there is none."""
        self.get(menu_id)
        if menu_id not in self.pictures:
            raise not_found()
        return self.pictures[menu_id]

    def shown(self, menu_id: str) -> str:
        """Return the id of a menu that can be shown; 400 where its image is missing."""
        self.get(menu_id)
        if menu_id not in self.pictures:
            raise ApiError(400, "must upload richmenu image before applying it to user")
        return menu_id

    def link(self, users: list[str], menu_id: str) -> None:
        """Show a menu to users from now on."""
        self.shown(menu_id)
        self.links.update(dict.fromkeys(users, menu_id))

    def unlink(self, users: list[str]) -> None:
        """Show the default menu to users from now on."""
        for user in users:
            self.links.pop(user, None)

    def seen_by(self, user_id: str) -> str | None:
        """Return the id of the menu a user sees: their own, else the default one."""
        return self.links.get(user_id) or self.default

    def note_batch(self, request_id: str, moment: str) -> None:
        """Remember a batch, done in the moment it was accepted; the oldest make room."""
        times = {"acceptedTime": moment, "completedTime": moment}
        self.batches[request_id] = {"phase": "succeeded"} | times
        if len(self.batches) > BATCHES_KEPT:
            del self.batches[next(iter(self.batches))]

    def add_alias(self, alias: str, menu_id: str) -> None:
        """Add an alias; 400 where it is taken or there are a thousand."""
        if alias in self.aliases:
            raise ApiError(400, "conflict richmenu alias id")
        if len(self.aliases) >= ALIASES:
            raise ApiError(400, f"You can't create more than {ALIASES} rich menu aliases")
        self.aliases[alias] = self.shown(menu_id)

    def alias(self, alias: str) -> dict[str, str]:
        """Return an alias as LINE shows it; 404 where there is none."""
        if alias not in self.aliases:
            raise ApiError(404, "richmenu alias not found")
        return {"richMenuAliasId": alias, "richMenuId": self.aliases[alias]}
