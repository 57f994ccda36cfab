"""Structured logs: one JSON object a line, without citizens' words or whole user ids."""

from __future__ import annotations

import json
import logging
import re
import sys
import time

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# A net under the rule that ids are masked where they are logged.
_USER_ID = re.compile(r"\b[UCR][0-9a-f]{32}\b")


class JsonLines(logging.Formatter):
    """Formats a record, with what was given as `extra`, as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
            + f".{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            line["trace"] = _places(record)
        text = json.dumps(line, ensure_ascii=False, default=str)
        return _masked(text)


def _masked(text: str) -> str:
    return _USER_ID.sub(lambda found: found[0][:3] + "***", text)


def _places(record: logging.LogRecord) -> list[str]:
    """Where it happened, without the error's words: they may quote a citizen."""
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(
            f"{code.co_qualname} ({code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno})"
        )
        trace = trace.tb_next
    return places[-12:]


class Plain(logging.Formatter):
    """For a developer's terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return _masked(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: ARG002, N802 - logging's own
        return ""


def configure(level: str, form: str) -> None:
    """Send all logs to standard error, once per process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else Plain())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("urllib3", "apscheduler", "alembic", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
