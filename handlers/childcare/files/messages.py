"""messages/schedule.yaml and messages/*.md: their schema, and the series that they become."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, time
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.content import ContentError, Document, Folder
from handlers.childcare.files.message_faults import report_gaps, report_unsent
from handlers.childcare.files.moments import OneMoment
from handlers.childcare.messages.cadence import USUAL_END, USUAL_TIME, Piece, Schedule
from handlers.childcare.messages.markdown import read
from handlers.childcare.messages.moments import Moment
from handlers.childcare.messages.rendering import link, render
from handlers.childcare.messages.step import StepMessage, Steps, steps_of

SCHEDULE = "schedule.yaml"
# A child's life is counted in days; ages of the cadence in months are taken for this day of birth.
_ANY_DAY = date(2001, 1, 1)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CadencePiece(_Strict):
    """Every so many days from one moment to another; `most`: warn of longer silence than this."""

    since: OneMoment
    until: OneMoment
    every: Annotated[int, Field(ge=1, le=92)]
    most: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        since, until = self.since, self.until
        if since.pregnant != until.pregnant or since.offset(_ANY_DAY) > until.offset(_ANY_DAY):
            raise ContentError(
                "終わりの時期が、始まりの時期より前か、妊娠中と生まれたあとにまたがっています。",
                "妊娠中と生まれたあとは、別の行に分けて書いてください。",
            )
        return self

    def piece(self, line: int | None) -> Piece:
        first, last = self.since.offset(_ANY_DAY), self.until.offset(_ANY_DAY)
        return Piece(first, last, self.every, self.since.pregnant, self.most, line)


class ScheduleFile(_Strict):
    """schedule.yaml."""

    at: time = USUAL_TIME
    end: time = USUAL_END
    keep_until: OneMoment = Moment(months=12 * 7)
    before: list[Annotated[int, Field(ge=1, le=365)]] = [30]
    cadence: list[CadencePiece] = []

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.at >= self.end:
            raise ContentError(
                "送る時刻が、送り終える時刻より後です。", "at は end より前の時刻にしてください。"
            )
        if not self.keep_until.months:
            raise ContentError(
                "誕生日を消す年齢として読めません。", "keep_until は「7歳」のように書いてください。"
            )
        return self


class Link(_Strict):
    """A button below a message."""

    label: Annotated[str, Field(min_length=1, max_length=40)]
    url: str


class Head(_Strict):
    """What stands at the head of a message."""

    title: Annotated[str, Field(min_length=1, max_length=60)]
    since: OneMoment
    until: OneMoment | None = None
    districts: list[str] = []
    programme: str = ""
    links: Annotated[list[Link], Field(max_length=4)] = []
    last: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        until = self.until
        if until and until.pregnant != self.since.pregnant:
            raise ContentError(
                "since と until の一方だけが妊娠中です。", "両方を同じ書き方にしてください。"
            )
        return self


def load_steps(folder: Folder, programmes: Collection[str] | None) -> Steps:
    """Read the series from content/childcare/messages/; what is wrong goes to `folder.faults`.

    `programmes`: the ids that messages may invite to; None where they could not be read.
    """
    schedule = _schedule(folder)
    messages = [one for name in folder.names("*.md") if (one := _message(folder, name, programmes))]
    steps = steps_of(schedule, messages)
    report_unsent(folder, steps)
    report_gaps(folder, SCHEDULE, steps)
    return steps


def _schedule(folder: Folder) -> Schedule:
    read_file = folder.yaml(SCHEDULE, ScheduleFile)
    if read_file is None:
        return Schedule()
    lines = _lines(folder)
    return Schedule(
        [one.piece(next(lines, None)) for one in read_file.cadence],
        read_file.at,
        read_file.end,
        read_file.keep_until.months,
        read_file.before,
    )


def _lines(folder: Folder) -> Iterator[int | None]:
    node = folder.node(SCHEDULE)
    cadence = node.child("cadence") if node else None
    return iter([one.place.line for one in (cadence.items if cadence else None) or ()])


def _message(folder: Folder, name: str, programmes: Collection[str] | None) -> StepMessage | None:
    page = folder.page(name, Head)
    if page is None:
        return None
    head, body = page.head, page.body
    if head.programme and programmes is not None and head.programme not in programmes:
        folder.faults.error(
            folder.place(name),
            f"programme「{head.programme}」が、programmes.yaml にありません。",
            "programmes.yaml の id を書いてください。",
        )
    blocks, problems = read(body.text)
    for one in problems:
        folder.faults.error(body.place(one.offset), one.message, one.advice)
    try:
        links = [link(one.label, one.url) for one in head.links]
        render(head.title, blocks, links)
    except ValueError as error:
        _report_refused(folder, body, error)
        return None
    return StepMessage(
        name.removesuffix(".md"), head.title, head.since, head.until, tuple(blocks), links,
        head.programme, tuple(head.districts), head.last,
    )  # fmt: skip


def _report_refused(folder: Folder, body: Document, error: ValueError) -> None:
    folder.faults.error(
        folder.place(body.file.rpartition("/")[2]),
        f"LINEのカードにできません({error})。",
        "文を短くするか、リンクのアドレス(https:// か tel:)を確かめてください。",
    )
