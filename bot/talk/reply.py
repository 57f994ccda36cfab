"""What a step returns: the messages, and where the conversation goes next."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Message


@dataclass(frozen=True, slots=True)
class Keep:
    """The conversation stays as it is."""


@dataclass(frozen=True, slots=True)
class End:
    """The conversation is over."""


@dataclass(frozen=True, slots=True)
class Goto:
    """The next event is awaited by `step`; `draft` is what has been gathered, as JSON.

    `stamp` marks the buttons of this conversation, so that an older one's are told apart.
    """

    feature: str
    step: str
    draft: str
    stamp: str


Next = Keep | End | Goto


@dataclass(frozen=True, slots=True)
class Reply:
    """A step's answer.

    `must_arrive`: the citizen has to get it (a receipt, say), so when LINE left it open whether the
    answer arrived it is pushed as well, at the risk of showing it twice.
    `passed`: the step did not want the event; dispatch looks further.
    `command`: a feature's command whose answer follows this one, if there is such a command.
    """

    messages: tuple[Message, ...] = ()
    then: Next = Keep()
    must_arrive: bool = False
    passed: bool = False
    command: str = ""
