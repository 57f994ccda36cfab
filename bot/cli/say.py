"""`madoguchi say`: a citizen at the terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from bot import transcript
from bot.cli.common import SettingsFault, settings
from bot.rehearsal import Answer, Chat, Refused, SetClock, open_chat
from bot.time import JAPAN, system_clock

_HELP = """Talk to the bot as a citizen.

Each TEXT is one message; without any, lines are read from standard input. The way is the real one: a
signed webhook, the inbox, the desk, the outbox, and the emulator in LINE's place, which refuses what
LINE would refuse. The same --citizen is the same person each time.

\b
A line that begins with a slash is an act instead of a text:
  /tap LABEL              press a button of the last answer
  /pick LABEL VALUE       press a date button and choose, e.g. 2026-12-01
  /location LAT,LON [ADDRESS]   send a place
  /photo FILE             send a JPEG
  /postback DATA          press an old button
  /follow, /block         add or block the account
"""


def _moment(_ctx: object, _param: object, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("a time such as 2026-11-21T07:00") from error
    return at if at.tzinfo else at.replace(tzinfo=JAPAN)


@click.command(help=_HELP)
@click.argument("text", nargs=-1)
@click.option("--citizen", default="市民", show_default=True, help="Who is talking.")
@click.option(
    "--json", "as_json", is_flag=True, help="Per line, the LINE messages answered, as JSON."
)
@click.option(
    "--at", callback=_moment, help="Pretend that it is this time (Japan), e.g. 2026-12-30T20:00."
)
def say(text: tuple[str, ...], citizen: str, as_json: bool, at: datetime | None) -> None:
    if not citizen.strip():
        raise click.BadParameter("a name is needed", param_hint="--citizen")
    read = settings(quiet=True)
    chat = open_chat(read, SetClock(at) if at else system_clock, citizen=citizen.strip())
    if errors := chat.service.library.current.errors:
        click.echo(f"content has {len(errors)} errors: see `madoguchi check`", err=True)
    show = _show_json if as_json else _show
    try:
        unanswered = _talk(chat, text or _lines(as_json), show)
    finally:
        chat.emulator.close()
        chat.service.database.close()
    if unanswered:
        raise click.ClickException(f"{unanswered} lines were not answered")


def _talk(chat: Chat, lines: Iterable[str], show: Callable[[Answer], None]) -> int:
    unanswered = 0
    for line in lines:
        try:
            answer = _act(chat, line)
        except Refused as error:
            raise SettingsFault(str(error)) from error
        show(answer)
        unanswered += not answer.messages
    return unanswered


def _lines(as_json: bool) -> Iterator[str]:
    prompt = sys.stdin.isatty() and not as_json
    while True:
        if prompt:
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.rstrip("\r\n")


def _act(chat: Chat, line: str) -> Answer:
    word, _, rest = line.partition(" ")
    act = _ACTS.get(word)
    answer = act(chat, rest.strip()) if act else chat.says(line)
    return answer if answer.messages else _patiently(chat)


def _patiently(chat: Chat, seconds: float = 8.0) -> Answer:
    """A failing step is tried again after a while, and in the end there is an apology."""
    until = time.monotonic() + seconds
    while chat.is_waited_for() and time.monotonic() < until:
        time.sleep(0.2)
        chat.attend()
    return chat.answer()


def _pick(chat: Chat, rest: str) -> Answer:
    label, _, value = rest.rpartition(" ")
    return chat.picks(label, value)


def _location(chat: Chat, rest: str) -> Answer:
    spot, _, address = rest.partition(" ")
    try:
        latitude, longitude = (float(part) for part in spot.split(","))
    except ValueError as error:
        raise Refused(f"/location takes LAT,LON [ADDRESS], not {rest!r}") from error
    return chat.stands_at(latitude, longitude, address.strip() or "日本")


def _photo(chat: Chat, rest: str) -> Answer:
    file = Path(rest)
    if not file.is_file():
        raise Refused(f"/photo: there is no file {rest!r}")
    return chat.shows(file.read_bytes())


_ACTS: dict[str, Callable[[Chat, str], Answer]] = {
    "/tap": lambda chat, rest: chat.taps(rest),
    "/pick": _pick,
    "/location": _location,
    "/photo": _photo,
    "/postback": lambda chat, rest: chat.does({"type": "postback", "data": rest}),
    "/follow": lambda chat, _rest: chat.follows(),
    "/block": lambda chat, _rest: chat.does({"type": "unfollow"}),
}


def _show_json(answer: Answer) -> None:
    sent = [{key: value for key, value in one.items() if key != "id"} for one in answer.messages]
    click.echo(json.dumps(sent, ensure_ascii=False))


def _show(answer: Answer) -> None:
    if not answer.messages:
        click.echo("(no answer)")
    for message in answer.messages:
        for text in transcript.texts(message):
            click.echo(text)
        if labels := [label for label, _ in transcript.buttons(message) if label]:
            click.echo(" ".join(f"[{label}]" for label in labels))
