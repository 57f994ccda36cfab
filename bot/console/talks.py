"""Talks with drafts: the whole bot in this process, on a database of its own that is thrown away.

It is the same rehearsal as `madoguchi say`: no citizen's row is read or written, and nothing is sent to LINE.
What was said is kept as acts; a process that does not hold the talk plays them again.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.releases.talks import Act, Talk
from bot.releases.tree import Packed, unpack
from bot.service import Service, library_of

if TYPE_CHECKING:
    from bot.rehearsal import Answer, Chat

log = logging.getLogger(__name__)

MOST_HELD = 3
"""Talks that a process holds; each has an index of the whole content, some ten MB."""

Messages = Sequence[Mapping[str, Any]]


@dataclass
class Held:
    """A talk that this process holds: what has been answered to each act so far."""

    chat: Chat
    folder: Path
    answers: list[Messages] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def end(self) -> None:
        with self.lock:
            self.chat.emulator.close()
            self.chat.service.database.close()
            shutil.rmtree(self.folder, ignore_errors=True)


class Talks:
    """The talks that this process holds."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Held] = OrderedDict()

    def answers(self, talk: Talk, packed: Callable[[], Packed]) -> list[Messages]:
        """The LINE messages that answer each act. The first call of a talk takes seconds."""
        with self._lock:
            held = self._held.get(talk.id) or self._open(talk, packed())
            self._held.move_to_end(talk.id)
        with held.lock:
            for act in talk.acts[len(held.answers) :]:
                held.answers.append(_played(held.chat, act))
            return list(held.answers)

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            while self._held:
                self._held.popitem()[1].end()

    def _open(self, talk: Talk, packed: Packed) -> Held:
        while len(self._held) >= MOST_HELD:
            self._held.popitem(last=False)[1].end()
        folder = Path(tempfile.mkdtemp(prefix="madoguchi-talk-"))
        # Also where this process ends with the talk.
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        held = Held(self._chat(folder, packed), folder)
        self._held[talk.id] = held
        return held

    def _chat(self, folder: Path, packed: Packed) -> Chat:
        from bot.rehearsal import open_chat  # the emulator is of no use to the other pages

        content = folder / "content"
        content.mkdir()
        unpack(packed, content)
        registry, clock = self._service.registry, self._service.clock
        apart = replace(
            self._service.settings,
            database_url=f"sqlite:///{folder}/talk.db",
            media_url=f"file://{folder}/media",
            content=content,
        )
        library = library_of(content, registry)
        return open_chat(apart, clock, citizen="職員", registry=registry, library=library)


def _played(chat: Chat, act: Act) -> Messages:
    from bot.rehearsal import Refused

    try:
        answer: Answer = _ACTS[act["kind"]](chat, act)
    except Refused:
        log.info("an act of a talk was refused", extra={"kind": act["kind"]})
        return ()
    return answer.messages


_ACTS: Mapping[str, Callable[[Chat, Act], Any]] = {
    "follow": lambda chat, _act: chat.follows(),
    "text": lambda chat, act: chat.says(act["text"]),
    "postback": lambda chat, act: chat.does({"type": "postback", "data": act["data"]}),
    "pick": lambda chat, act: chat.does(
        {"type": "postback", "data": act["data"], "params": {act["mode"]: act["value"]}}
    ),
    "location": lambda chat, act: chat.stands_at(float(act["lat"]), float(act["lon"])),
}
