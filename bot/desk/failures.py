"""When a feature's step raises."""

from __future__ import annotations

from bot.inbox import Waiting


class HandlerFailed(Exception):
    """A feature's step raised; the cause is chained."""

    def __init__(self, event: Waiting) -> None:
        super().__init__(event.webhook_event_id)
        self.event = event


def where(error: BaseException | None) -> str:
    """The kind and the place of an error; its words may be a citizen's, so they are left out."""
    if error is None:
        return "unknown"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
