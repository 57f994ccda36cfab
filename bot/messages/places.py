"""Where an action stands, and what LINE takes there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.actions import (
    Action,
    CameraAction,
    CameraRollAction,
    LocationAction,
    RichMenuSwitchAction,
)
from bot.messages.rules import Length
from bot.messages.text import Unit

_QUICK_ONLY = (CameraAction, CameraRollAction, LocationAction)


@dataclass(frozen=True, slots=True)
class Place:
    """A rule for one action, or for a tuple of them: labels and kinds of action allowed here."""

    name: str
    label: int
    labelled: bool = True
    refused: tuple[type[Action], ...] = (*_QUICK_ONLY, RichMenuSwitchAction)

    def __call__(self, actions: object) -> str | None:
        several = actions if isinstance(actions, tuple) else (actions,)
        return next(filter(None, map(self._fault, several)), None)

    def _fault(self, action: object) -> str | None:
        if not isinstance(action, Action):
            return f"{type(action).__name__}, LINE takes an action"
        if isinstance(action, self.refused):
            return f"{type(action).__name__}, which LINE does not take in a {self.name}"
        if action.label is None:
            return f"no label, which LINE asks for in a {self.name}" if self.labelled else None
        fault = Length(self.label, Unit.GRAPHEME)(action.label)
        return fault and f"label {fault} in a {self.name}"


QUICK_REPLY = Place("quick reply", 20, refused=(RichMenuSwitchAction,))
TEMPLATE = Place("template", 20)
TEMPLATE_TOUCH = Place("template", 20, labelled=False)
IMAGE_CAROUSEL = Place("image carousel", 12, labelled=False)
FLEX_BUTTON = Place("Flex button", 40)
FLEX_TOUCH = Place("Flex component", 40, labelled=False)
RICH_MENU = Place("rich menu", 20, labelled=False, refused=_QUICK_ONLY)
