"""What a subscriber of a feed may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from handlers.garbage.rules import Rules


@dataclass(frozen=True, slots=True)
class Options:
    """What a subscriber chose: events at the hours to put out, an alarm in the evening before."""

    hours: bool = False
    evening: bool = False

    def timed(self, rules: Rules) -> tuple[time, time] | None:
        """From when to when an event lasts; None for the whole day."""
        first, last = rules.put_out_from, rules.put_out_until
        return (first, last) if self.hours and first and last else None

    @property
    def parameters(self) -> dict[str, str]:
        """These options in an address."""
        chosen = {"hours": self.hours and "1", "alarm": self.evening and "evening"}
        return {name: value for name, value in chosen.items() if value}
