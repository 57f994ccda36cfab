"""Dialogues: what a citizen does and what the bot must answer, in YAML that staff can read.

- title: 今日のごみをたずねる
  at: 2026-11-21T07:00+09:00        # the time of the talk
  content: garbage/akita            # optional: a folder of content, relative to the file
  jobs: true                        # optional: the clock has run before
  talk:
    - citizen: 今日のごみ             # or  tap: ラベル / location: [38.4, 141.3] / pick: [ラベル, 2026-12-01]
    - bot: [地区, 教えて]             # each must be visible in the answer
      not: [エラー]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot import schedule
from bot.rehearsal.chat import Answer, Chat


def _as_words(value: Any) -> list[str]:
    # `not: 119` and `bot: ごみ` are what people write.
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


Words = Annotated[list[str], BeforeValidator(_as_words)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Line(_Strict):
    """One line of a talk: something the citizen does, or what the bot must answer to it."""

    citizen: str | None = None
    tap: str | None = None
    location: tuple[float, float] | None = None
    pick: tuple[str, str] | None = None
    sticker: bool = False
    bot: Words | None = None
    not_: Words = Field(default_factory=list, alias="not")
    buttons: Words = Field(default_factory=list)
    silent: bool = False


class Dialogue(_Strict):
    """One talk."""

    title: str
    at: datetime
    content: str | None = None
    jobs: bool = False
    talk: list[Line]


def read_dialogues(file: Path) -> list[Dialogue]:
    """Read a file of dialogues."""
    return [Dialogue.model_validate(one) for one in yaml.safe_load(file.read_text("utf-8"))]


def play(dialogue: Dialogue, chat: Chat) -> None:
    """Hold the talk.

    Raises:
        AssertionError: the bot answered otherwise; says at which line, and what it answered.
    """
    if dialogue.jobs:
        schedule.run_all(chat.service)
    answer = Answer(())
    for number, line in enumerate(dialogue.talk, start=1):
        act = _act(line, chat)
        if act is not None:
            answer = act()
        for complaint in _complaints(line, answer):
            raise AssertionError(f"{dialogue.title}, line {number}: {complaint}\n{answer!r}")


def _act(line: Line, chat: Chat) -> Callable[[], Answer] | None:
    if line.citizen is not None:
        return lambda: chat.says(line.citizen or "")
    if line.tap is not None:
        return lambda: chat.taps(line.tap or "")
    if line.location is not None:
        return lambda: chat.stands_at(*(line.location or (0, 0)))
    if line.pick is not None:
        return lambda: chat.picks(*(line.pick or ("", "")))
    sticker: dict[str, Any] = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
    return (lambda: chat.does(sticker)) if line.sticker else None


def _complaints(line: Line, answer: Answer) -> Iterator[str]:
    yield from (f"{words!r} is missing" for words in line.bot or () if words not in answer)
    yield from (f"{words!r} must not be said" for words in line.not_ if words in answer)
    yield from (f"no button {label!r}" for label in line.buttons if label not in answer.labels)
    if line.silent and answer.messages:
        yield "the bot should have kept silent"
