"""What a step may answer, and which event the conversation waits for then."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feature import D, Step, W
from bot.messages import Action, Message, TextMessage
from bot.talk.reply import End, Goto, Keep, Next, Reply
from bot.turn.known import Known

Answer = Message | str


class Answering(Known[W, D]):
    """The part of a turn that makes a step's reply."""

    def say(
        self, *answers: Answer, quick: Sequence[Action] = (), must_arrive: bool = False
    ) -> Reply:
        """Answer, and leave the conversation as it is."""
        return _reply(answers, quick, Keep(), must_arrive)

    def start(
        self, step: Step[W, D], *answers: Answer, quick: Sequence[Action] = (), **draft: object
    ) -> Reply:
        """Begin a new conversation at `step`; what an unfinished one had gathered is let go."""
        self._stamp, self.draft = self._scene.stamp, self._feature.draft.model_validate({})
        return self.ask(step, *answers, quick=quick, **draft)

    def ask(
        self, step: Step[W, D], *answers: Answer, quick: Sequence[Action] = (), **draft: object
    ) -> Reply:
        """Answer, note `draft` values, and wait for an event that `step` takes."""
        return _reply(answers, quick, self._goto(step.name, draft))

    def again(self, *answers: Answer, quick: Sequence[Action] = (), **draft: object) -> Reply:
        """Answer and wait for the same step once more."""
        return _reply(answers, quick, self._goto(self._scene.talk.step, draft))

    def end(
        self, *answers: Answer, quick: Sequence[Action] = (), must_arrive: bool = False
    ) -> Reply:
        """Answer and end the conversation."""
        return _reply(answers, quick, End(), must_arrive)

    def pass_on(self) -> Reply:
        """Not for this step: dispatch goes on as if the step had not been asked."""
        return Reply(passed=True)

    def _goto(self, step: str, draft: dict[str, object]) -> Goto:
        values = self.draft.model_dump() | draft if draft else self.draft.model_dump()
        checked = self._feature.draft.model_validate(values)
        return Goto(self._feature.name, step, checked.model_dump_json(), self._stamp)


def _reply(
    answers: Sequence[Answer], quick: Sequence[Action], then: Next, must_arrive: bool = False
) -> Reply:
    messages = [TextMessage(one) if isinstance(one, str) else one for one in answers]
    if quick and messages:
        messages[-1] = messages[-1].with_quick(*quick)
    return Reply(tuple(messages), then, must_arrive)
