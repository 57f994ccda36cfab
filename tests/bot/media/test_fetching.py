"""Photos are fetched once, whatever LINE answers and whoever dies; what was let go leaves no file."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from bot import erasure, media
from bot.line import Content
from bot.media import Refusal, Version, queue
from bot.media.kit import Media
from bot.time import millis
from tests.bot.media.conftest import CITIZEN, MESSAGE, NO_ANSWER, PHOTO, Lab
from tests.bot.pictures import photos

DAY = 24 * 60 * 60


def test_a_photo_is_fetched_and_kept(lab: Lab) -> None:
    key = lab.ask()
    assert lab.state(key) == "waiting"
    assert lab.read(key) is None
    assert lab.fetcher.work_off() == 1
    assert lab.host.asked == [MESSAGE]
    assert lab.state(key) == "ready"
    assert lab.read(key, Version.ORIGINAL) == PHOTO
    assert lab.read(key) == lab.read(key, Version.BEST) != PHOTO
    assert lab.fetcher.work_off() == 0


@pytest.mark.parametrize("answer", [202, 404, 429, 500, 503, NO_ANSWER])
def test_what_is_not_there_yet_is_asked_for_again(lab: Lab, answer: Any) -> None:
    key = lab.ask()
    lab.host.answers = [answer, answer]
    for _ in range(2):
        lab.fetcher.work_off()
        assert lab.state(key) == "waiting"
        assert lab.fetcher.work_off() == 0
        lab.later(5)
    lab.fetcher.work_off()
    assert lab.state(key) == "ready"


@pytest.mark.parametrize(("answer", "reason"), [
    (410, Refusal.GONE),
    (Content(200, b"", whole=False), Refusal.LARGE),
    (Content(200, photos.SVG), Refusal.KIND),
    (Content(200, PHOTO[:3000]), Refusal.BROKEN),
])  # fmt: skip
def test_what_cannot_be_used_is_refused_once(lab: Lab, answer: Any, reason: Refusal) -> None:
    key = lab.ask()
    lab.host.answers = [answer]
    lab.fetcher.work_off()
    assert lab.state(key) == f"refused:{reason}"
    assert lab.lying_about() == set()
    with lab.database.read() as connection:
        assert list(queue.refusals(connection, "roads")) == [(key, reason)]
    lab.later(DAY)
    assert lab.fetcher.work_off() == 0


def test_patience_ends(lab: Lab) -> None:
    missing, down = lab.ask("1"), lab.ask("2")
    lab.host.answers = [404, 500] * 300
    while lab.state(missing) == "waiting":
        lab.fetcher.work_off()
        lab.later(60)
    assert lab.state(down) == "waiting"
    lab.host.answers = [500] * 300
    while lab.state(down) == "waiting":
        lab.fetcher.work_off()
        lab.later(600)
    assert lab.state(down) == lab.state(missing) == "refused:gone"


class Death(BaseException):
    """The process dies here; nothing of it catches anything."""


def _dies(*_args: Any, **_values: Any) -> Any:
    raise Death


DEATHS: dict[str, Callable[[pytest.MonkeyPatch, Lab], None]] = {
    "while fetching": lambda patch, lab: patch.setattr(lab.fetcher, "_download", _dies),
    "while making anew": lambda patch, lab: patch.setattr(lab.media.workshop, "make", _dies),
    "before the files": lambda patch, lab: patch.setattr(lab.media.files, "write", _dies),
    "between the files": lambda patch, lab: _second(patch, lab),  # noqa: PLW0108 - defined below
    "before the row": lambda patch, _lab: patch.setattr("bot.media.fetching.queue.ready", _dies),
}


def _second(patch: pytest.MonkeyPatch, lab: Lab) -> None:
    really, written = lab.media.files.write, list[str]()

    def write(key: str, name: str, data: bytes) -> None:
        if written:
            raise Death
        written.append(name)
        really(key, name, data)

    patch.setattr(lab.media.files, "write", write)


@pytest.mark.parametrize("moment", DEATHS)
def test_a_process_dies_and_another_one_goes_on(
    lab: Lab, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = lab.ask()
    with monkeypatch.context() as patch:
        DEATHS[moment](patch, lab)
        with pytest.raises(Death):
            lab.fetcher.work_off()
    assert lab.state(key) == "waiting"
    assert lab.fetcher.work_off() == 0, "the dead process's lease still runs"
    lab.later(200)
    assert lab.fetcher.work_off() == 1
    assert lab.state(key) == "ready"
    assert lab.lying_about() == {key}


@pytest.mark.parametrize("moment", DEATHS)
def test_nothing_is_orphaned_when_the_dead_ones_photo_was_taken_back(
    lab: Lab, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = lab.ask()
    with monkeypatch.context() as patch:
        DEATHS[moment](patch, lab)
        with pytest.raises(Death):
            lab.fetcher.work_off()
    _drop(lab, key)
    lab.fetcher.work_off()
    lab.later(200)
    lab.fetcher.work_off()
    assert lab.lying_about() == set()
    with lab.database.read() as connection:
        assert queue.known(connection, [key]) == set()


def _drop(lab: Lab, key: str) -> None:
    with lab.database.write() as connection:
        media.drop(connection, [key], millis(lab.now))


def test_what_is_taken_back_while_it_is_fetched_is_not_kept(lab: Lab) -> None:
    key = lab.ask()
    really = lab.media.workshop.make

    class Slow:
        def make(self, data: bytes) -> Any:
            _drop(lab, key)
            return really(data)

    lab.fetcher._media = Media(lab.media.files, Slow(), lab.database, lab.media.clock)  # type: ignore[arg-type]
    lab.fetcher.step()
    assert lab.lying_about() == set()
    assert lab.state(key) == "-"


def test_what_was_kept_goes_with_all_its_files(lab: Lab) -> None:
    key = lab.ask()
    lab.fetcher.work_off()
    with lab.database.read() as connection:
        assert media.of_message(connection, "roads", MESSAGE) == key
    _drop(lab, key)
    with lab.database.read() as connection:
        assert media.of_message(connection, "roads", MESSAGE) is None
    assert lab.read(key) is None
    lab.fetcher.work_off()
    assert lab.lying_about() == set()


def test_erasure_takes_what_belongs_to_nothing_else(lab: Lab) -> None:
    own, of_a_case = lab.ask("1"), lab.ask("2")
    lab.fetcher.work_off()
    with lab.database.write() as connection:
        media.claim(connection, [of_a_case])
        erasure.erase(connection, CITIZEN)
    lab.fetcher.work_off()
    assert lab.lying_about() == {of_a_case}
    assert lab.state(own) == "-"


def test_a_store_out_of_reach_is_tried_again(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    key = lab.ask()

    def full(*_args: Any) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(lab.media.files, "write", full)
        lab.fetcher.work_off()
    assert lab.state(key) == "waiting"
    lab.later(5)
    lab.fetcher.work_off()
    assert lab.state(key) == "ready"


def test_a_taken_photo_that_no_row_came_to_know_is_swept_after_a_day(lab: Lab) -> None:
    kept, lost = (lab.media.take(PHOTO, original=True) for _ in range(2))
    with lab.database.write() as connection:
        lab.media.keep(connection, "roads", kept)
    for key in (kept.key, lost.key):
        folder = lab.media.files._folder(key)  # type: ignore[attr-defined]
        os.utime(folder, (lab.now.timestamp(),) * 2)
    assert media.sweep(lab.media) == 0
    lab.later(DAY + 1)
    assert media.sweep(lab.media) == 1
    assert lab.lying_about() == {kept.key}


def test_blacking_out_and_forgetting_the_original(lab: Lab) -> None:
    taken = lab.media.take(PHOTO, original=True)
    whole = [media.Area(0, 0, 1, 1)]
    with lab.database.write() as connection:
        lab.media.keep(connection, "roads", taken)
        assert lab.media.blacken(connection, "0" * 32, whole) is None
        number = lab.media.blacken(connection, taken.key, whole)
        assert lab.media.read(connection, taken.key, Version.BEST) == lab.media.read(
            connection, taken.key, Version.CLEAN
        ), "not before it is told to count"
        assert number == 1
        media.show_version(connection, taken.key, number)
    clean, best = lab.read(taken.key), lab.read(taken.key, Version.BEST)
    assert clean != best == lab.read(taken.key, Version.REDACTED)
    assert lab.read(taken.key, Version.BEST_THUMB) != lab.read(taken.key, Version.THUMB)
    lab.media.forget_original(taken.key)
    lab.media.forget_original(taken.key)
    assert lab.read(taken.key, Version.ORIGINAL) is None
    with lab.database.write() as connection:
        assert lab.media.blacken(connection, taken.key, []) == 0
        media.show_version(connection, taken.key, 0)
    assert lab.read(taken.key, Version.BEST) == clean
