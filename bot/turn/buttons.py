"""The buttons that a step may show, made for its steps and in the platform's words."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, cast

from bot.feature import Button, D, P, Step, W
from bot.messages import (
    CameraAction,
    CameraRollAction,
    DatetimePickerAction,
    LocationAction,
    PostbackAction,
)
from bot.talk.postback import encode
from bot.turn.known import Known

# Actions of the platform inside a feature's postbacks; a feature cannot take names with this sign.
SKIP = "_skip"
PICK = "_pick"


class Buttons(Known[W, D]):
    """The part of a turn that makes buttons."""

    def button(
        self, label: str, button: Button[P], *args: P.args, **values: P.kwargs
    ) -> PostbackAction:
        """A button that calls a postback step; the citizen's talk shows its label as their words."""
        return PostbackAction(label, button.data(*args, **values), display_text=label)

    def skip(self, step: Step[W, D], label: str | None = None) -> PostbackAction:
        """A button that gives `step` a Skip event."""
        text = label or self.common.skip_label
        return PostbackAction(text, self._stamped(SKIP, step), display_text=text)

    def pick_date(
        self,
        step: Step[W, D],
        label: str,
        *,
        mode: str = "date",
        initial: date | datetime | time | None = None,
        earliest: date | datetime | time | None = None,
        latest: date | datetime | time | None = None,
    ) -> DatetimePickerAction:
        """A button that opens LINE's picker and gives `step` a Picked event."""
        return DatetimePickerAction(
            label,
            self._stamped(PICK, step),
            mode=cast(Any, mode),
            initial=initial,
            min=earliest,
            max=latest,
        )

    def pick_location(self, label: str | None = None) -> LocationAction:
        """A quick reply that opens LINE's map."""
        return LocationAction(label or self.common.location_label)

    def camera(self, label: str | None = None) -> CameraAction:
        """A quick reply that opens the camera."""
        return CameraAction(label or self.common.camera_label)

    def camera_roll(self, label: str | None = None) -> CameraRollAction:
        """A quick reply that opens the stored photos."""
        return CameraRollAction(label or self.common.photos_label)

    def _stamped(self, action: str, step: Step[W, D]) -> str:
        return encode(step.feature, action, {"step": step.name, "talk": self._stamp})
