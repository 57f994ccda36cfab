"""Cases that are passed on to another system by Open311: here, to a second city with our own server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from bot.app import create_app
from bot.content import Library
from bot.partners import Partners, Unanswered
from bot.registry import discover
from bot.rehearsal import SetClock
from bot.schedule import job_of
from bot.service import Service, build, library_of
from bot.settings import PROJECT
from bot.testing import settings_for
from bot.time import millis
from handlers.roads import passing
from handlers.roads.ledger import changes, handovers
from handlers.roads.ledger.case import Case, Source, find_number
from handlers.roads.ledger.handovers import Handover, Step, Way
from handlers.roads.ledger.history import history
from handlers.roads.ledger.keys import issue
from handlers.roads.ledger.opening import Report, open_case
from handlers.roads.ledger.states import State
from handlers.roads.talk import feature

pytestmark = pytest.mark.wire


@dataclass
class Two:
    """Our city, and the system of the road's owner."""

    ours: Service
    theirs: Service

    def hands_over(self) -> Handover:
        now = millis(self.ours.clock())
        report = Report("hole", 38.434321, 141.302765, Source.LINE, due_ms=now, words="国道の穴")
        with self.ours.database.write() as connection:
            case = open_case(connection, report, now).case
            return handovers.hand_over(
                connection,
                case.id,
                "national",
                Way.OPEN311,
                "",
                words="穴です",
                who="x",
                now_ms=now,
            )

    def works(self, act: Any, **changed: Any) -> None:
        job = job_of(self.ours, discover().features[feature.name])
        act(replace(job, partners=replace(job.partners, **changed)))

    def stands(self, handover: Handover) -> Handover:
        with self.ours.database.read() as connection:
            found = handovers.by_id(connection, handover.id)
        assert found is not None
        return found

    def arrived(self, handover: Handover) -> Case:
        with self.theirs.database.read() as connection:
            found = find_number(connection, self.stands(handover).remote or "")
        assert found is not None
        return found


@pytest.fixture
def two(
    migrated_sqlite: Path, tmp_path: Path, clock: SetClock, own_library: Library
) -> Iterator[Two]:
    for name in ("ours", "theirs"):
        shutil.copyfile(migrated_sqlite, tmp_path / f"{name}.db")
    theirs = build(
        settings_for(f"sqlite:///{tmp_path}/theirs.db"), clock=clock, library=own_library
    )
    with theirs.database.write() as connection:
        key = issue(connection, name="石巻市", who="x", now_ms=0)
    server = make_server("127.0.0.1", 0, create_app(theirs), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    content = Path(shutil.copytree(PROJECT / "content", tmp_path / "content"))
    owners = content / "roads" / "owners.yaml"
    endpoint = f"http://127.0.0.1:{server.server_port}/roads/open311/v2/"
    known = f'open311: {{endpoint: "{endpoint}", key: kuni, jurisdiction: "042021"}}'
    owners.write_text(
        owners.read_text("utf-8").replace('phone: "#9910"', f'phone: "#9910"\n    {known}', 1),
        "utf-8",
    )
    settings = settings_for(f"sqlite:///{tmp_path}/ours.db", content, {"OPEN311_KEY_KUNI": key})
    ours = build(settings, clock=clock, library=library_of(content, discover()))
    yield Two(ours, theirs)
    server.shutdown()
    thread.join()
    server.server_close()
    for service in (ours, theirs):
        service.database.close()


def test_it_arrives_once_and_its_state_comes_back(two: Two) -> None:
    made = two.hands_over()
    two.works(passing.pass_on)
    two.works(passing.pass_on)
    assert two.stands(made).state is Step.SENT
    case = two.arrived(made)
    assert (case.kind, case.source, case.latitude) == ("hole", "open311", 38.434321)
    two.works(passing.ask_partners)
    assert two.stands(made).state is Step.ACCEPTED
    with two.theirs.database.write() as connection:
        now = millis(two.theirs.clock())
        changes.change_state(
            connection, case.id, State.DONE, reason="舗装しました。", who="y", now_ms=now
        )
    two.works(passing.ask_partners)
    assert two.stands(made).state is Step.FINISHED
    with two.ours.database.read() as connection:
        notes = [line.note for line in history(connection, made.case)]
    assert any("舗装しました。" in note for note in notes)


def test_a_lost_answer_is_told_and_not_sent_again(two: Two) -> None:
    made = two.hands_over()
    sent: list[str] = []

    def lose(*request: Any) -> Any:
        sent.append(request[2])
        raise Unanswered("TimeoutError", arrived=True)

    two.works(passing.pass_on, send=lose)
    two.works(passing.pass_on, send=lose)
    assert (sent, two.stands(made).state) == (["POST"], Step.FAILED)
    with two.ours.database.read() as connection:
        notes = [line.note for line in history(connection, made.case)]
    assert any("届いたかを確かめて" in note for note in notes)


def test_what_surely_did_not_arrive_is_tried_again(two: Two, clock: SetClock) -> None:
    made = two.hands_over()

    def refuse(*_: Any) -> Any:
        raise Unanswered("ConnectionRefusedError", arrived=False)

    two.works(passing.pass_on, send=refuse)
    assert two.stands(made).state is Step.WAITING
    clock.move(timedelta(minutes=10))
    two.works(passing.pass_on)
    assert two.stands(made).state is Step.SENT


def test_a_refusal_is_told_with_its_reason(two: Two) -> None:
    made = two.hands_over()
    two.works(passing.pass_on, keys={})
    assert two.stands(made).state is Step.FAILED
    with two.ours.database.read() as connection:
        notes = [line.note for line in history(connection, made.case)]
    assert any("HTTP 403" in note for note in notes)


@pytest.mark.parametrize(
    ("practice", "found"), [(True, "203.0.113.9"), (False, "127.0.0.1"), (False, "10.0.0.1")]
)
def test_nobody_is_led_to_where_they_may_not_go(practice: bool, found: str) -> None:
    partners = Partners(practice=practice, resolve=lambda *_: [found])
    with pytest.raises(Unanswered) as refused:
        partners.get("https://partner.example/requests.json")
    assert not refused.value.arrived
