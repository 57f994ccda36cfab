"""The web form of road damage, as people without LINE use it, and as LINE shows it inside (LIFF)."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select
from werkzeug.test import Client, TestResponse

from bot.app import create_app
from bot.content import Library
from bot.line.transport import Response
from bot.media import media_table
from bot.rehearsal import SetClock
from bot.service import Service, build
from bot.testing import settings_for
from bot.time import millis
from handlers.roads.ledger.case import Case, find_number
from handlers.roads.ledger.changes import change_state
from handlers.roads.ledger.loose import forget_unattached
from handlers.roads.ledger.numbers import read_number
from handlers.roads.ledger.photos import photos_of
from handlers.roads.ledger.reporters import contacts_of, reporters_of
from handlers.roads.ledger.states import State
from handlers.roads.public.report.taking import PHOTO_TIMES

FORM = "/roads/report"
WHO = "U" + "0123456789abcdef" * 2
HERE = {"kind": "hole", "latitude": "38.434321", "longitude": "141.302765"}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Line:
    """LINE, as far as it vouches for ID tokens."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], timeout: float
    ) -> Response:
        del method, headers, timeout
        assert url.endswith("/oauth2/v2.1/verify")
        self.asked.append(body or b"")
        good = body == b"id_token=good&client_id=1234567890"
        told = b'{"sub": "%s"}' % WHO.encode() if good else b'{"error": "invalid_request"}'
        return Response(200 if good else 400, {}, told)

    def close(self) -> None: ...


class Neighbour:
    """Somebody with a browser, and our ledger."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.client: Client = create_app(service).test_client()

    def fills(self, **form: Any) -> TestResponse:
        """Fill in the form and go on to the look at the whole."""
        hidden = dict(_HIDDEN.findall(self.client.get(FORM).text))
        return self.client.post(FORM, data=hidden | form)

    def sends(self, review: TestResponse, **more: Any) -> TestResponse:
        """Send what the review shows."""
        assert review.status_code == 200, review.text
        fields = review.text.partition('id="send"')[2].partition("</form>")[0]
        data: dict[str, Any] = {}
        for name, value in _HIDDEN.findall(fields):
            data.setdefault(name, []).append(value)
        return self.client.post(f"{FORM}/send", data=data | more)

    def reports(self, **form: Any) -> Case:
        return self.case(self.sends(self.fills(**form)))

    def case(self, sent: TestResponse) -> Case:
        assert sent.status_code == 303, sent.text
        page = self.client.get(sent.headers["Location"])
        shown = re.search(r'class="number">([\d-]+)<', page.text)
        assert shown is not None
        with self.service.database.read() as connection:
            found = find_number(connection, read_number(shown[1]) or "")
        assert found is not None
        return found

    def asks(self, act: Any, *args: Any) -> Any:
        with self.service.database.read() as connection:
            return act(connection, *args)


@pytest.fixture
def neighbour(
    migrated_sqlite: Path, tmp_path: Path, clock: SetClock, own_library: Library
) -> Iterator[Neighbour]:
    file = shutil.copyfile(migrated_sqlite, tmp_path / "web.db")
    more = {"MEDIA_URL": f"file://{tmp_path}/media", "LIFF_ID": "1234567890-AbcdEfgh"}
    settings = settings_for(f"sqlite:///{file}", more=more)
    service = build(settings, clock=clock, library=own_library, transport=Line())
    yield Neighbour(service)
    service.media.close()
    service.database.close()


def picture(colour: str = "gray") -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(made, "JPEG")
    made.seek(0)
    return made


def test_a_report_with_everything(neighbour: Neighbour) -> None:
    photos = [(picture("gray"), "a.jpg"), (picture("red"), "b.jpg")]
    review = neighbour.fills(
        **HERE, place="市役所の前", words="大きな穴です。\r\n深いです。", photo=photos,
        name="石巻 花子", phone="０９０-0000-0000", email="hanako@example.jp",
    )  # fmt: skip
    for told in ("道路の穴・ひび", "市役所の前", "2枚", "大きな穴です。", "石巻 花子"):
        assert told in review.text
    case = neighbour.case(neighbour.sends(review))
    assert (case.kind, case.source, case.place, case.photos) == ("hole", "web", "市役所の前", 2)
    assert (case.latitude, case.longitude) == (38.434321, 141.302765)
    (contact,) = neighbour.asks(contacts_of, case.id).values()
    assert (contact.name, contact.email) == ("石巻 花子", "hanako@example.jp")
    (reporter,) = neighbour.asks(reporters_of, case.id)
    assert (reporter.citizen, reporter.wants) == (None, False)


def test_words_are_place_enough(neighbour: Neighbour) -> None:
    case = neighbour.reports(kind="step", place="石巻市渡波")
    assert case.town.startswith("渡波")
    lost = neighbour.fills(kind="step", place="むかしの店の前")
    assert lost.status_code == 422
    assert "どこか分かりませんでした" in lost.text
    anyway = neighbour.reports(kind="step", place="むかしの店の前", spot="?")
    assert (anyway.place, anyway.town) == ("むかしの店の前", "")


def test_what_is_missing_is_told_and_nothing_is_lost(neighbour: Neighbour) -> None:
    page = neighbour.fills(
        words="こまっています<b>", phone="12", email="x y", photo=[(picture(), "a.jpg")]
    )
    assert page.status_code == 422
    for told in ("種類を1つ選んで", "場所を書くか", "電話番号として", "メールアドレスとして"):
        assert told in page.text
    assert "こまっています&lt;b&gt;" in page.text
    assert "写真1枚を受け取っています" in page.text
    (key,) = [value for name, value in _HIDDEN.findall(page.text) if name == "media"]
    case = neighbour.reports(**HERE, media=key)
    (photo,) = neighbour.asks(photos_of, case.id)
    assert photo.media == key


def test_sent_twice_it_is_one_case(neighbour: Neighbour) -> None:
    review = neighbour.fills(**HERE, photo=[(picture(), "a.jpg")])
    first, again = neighbour.sends(review), neighbour.sends(review)
    assert neighbour.case(first) == neighbour.case(again)
    assert neighbour.case(again).photos == 1


def test_the_same_damage_is_joined(neighbour: Neighbour) -> None:
    case = neighbour.reports(**HERE)
    review = neighbour.fills(**HERE, words="私も見ました。")
    assert "これと同じですか" in review.text
    joined = neighbour.case(neighbour.sends(review, same=case.number))
    assert (joined.id, joined.reporters) == (case.id, 2)
    other = neighbour.case(neighbour.sends(neighbour.fills(**HERE), same=""))
    assert other.id != case.id
    far = neighbour.fills(**HERE | {"latitude": "38.4400"})
    assert "これと同じですか" not in far.text


def test_what_is_anothers_is_told_before_it_is_sent(neighbour: Neighbour) -> None:
    review = neighbour.fills(**HERE | {"kind": "pole"})
    assert "電力会社" in review.text
    undecided = neighbour.sends(review)
    assert undecided.status_code == 200
    handed = neighbour.case(neighbour.sends(review, owner="power"))
    assert handed.owner == "power"
    ours = neighbour.case(neighbour.sends(neighbour.fills(**HERE | {"kind": "pole"}), owner="city"))
    assert ours.owner == "city"


def test_a_place_outside_of_the_city(neighbour: Neighbour) -> None:
    review = neighbour.fills(kind="hole", latitude="38.2682", longitude="140.8694")
    assert "石巻市の外" in review.text
    assert neighbour.sends(review).status_code == 200


def test_pictures_that_are_none_are_refused_kindly(neighbour: Neighbour) -> None:
    page = neighbour.fills(**HERE, photo=[(io.BytesIO(b"<svg onload=alert(1)>"), "a.jpg")])
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    many = [(picture(), f"{number}.jpg") for number in range(7)]
    assert "写真は5枚までです" in neighbour.fills(**HERE, photo=many).text


def test_photos_of_others_cannot_be_taken(neighbour: Neighbour) -> None:
    case = neighbour.reports(**HERE, photo=[(picture(), "a.jpg")])
    (photo,) = neighbour.asks(photos_of, case.id)
    thief = neighbour.reports(**HERE | {"latitude": "38.4400"}, media=photo.media)
    assert (thief.photos, neighbour.asks(photos_of, case.id)) == (0, [photo])


def test_inside_line_the_token_says_who(neighbour: Neighbour) -> None:
    case = neighbour.reports(**HERE, id_token="good")
    (reporter,) = neighbour.asks(reporters_of, case.id)
    assert (reporter.citizen, reporter.wants) == (WHO, True)
    forged = neighbour.reports(**HERE | {"latitude": "38.4400"}, id_token="forged")
    (nobody,) = neighbour.asks(reporters_of, forged.id)
    assert nobody.citizen is None


def test_what_became_of_it(neighbour: Neighbour, clock: SetClock) -> None:
    case = neighbour.reports(**HERE, words="玄関の前です", name="石巻 花子")
    number = f"{case.number[:4]}-{case.number[4:8]}-{case.number[8:]}"
    led = neighbour.client.get("/roads/status", query_string={"number": f"受付番号 {number}"})
    page = neighbour.client.get(led.headers["Location"])
    assert "受付" in page.text
    assert "直っていません" not in page.text
    for secret in ("玄関の前", "花子", "38.43"):
        assert secret not in page.text
    with neighbour.service.database.write() as connection:
        now = millis(clock())
        change_state(connection, case.id, State.DONE, reason="埋めました。", who="x", now_ms=now)
    page = neighbour.client.get(led.headers["Location"])
    assert "埋めました。" in page.text
    neighbour.client.post(led.headers["Location"], data={"words": "まだ穴があります"})
    reopened = neighbour.asks(find_number, case.number)
    assert (reopened.state, reopened.unread, reopened.reopened) == (State.RECEIVED, True, 1)


def test_numbers_that_there_are_not(neighbour: Neighbour) -> None:
    assert neighbour.client.get("/roads/status/1234-5678-9012").status_code == 404
    wrong = neighbour.client.get("/roads/status", query_string={"number": "<b>12"})
    assert wrong.status_code == 422
    assert "「&lt;b&gt;12」は受付番号ではないようです" in wrong.text


def test_nothing_is_public_unless_the_city_wants_it(neighbour: Neighbour) -> None:
    neighbour.reports(**HERE)
    assert "公開している通報" not in neighbour.client.get("/roads").text
    for path in ("/roads.geojson", "/roads/tiles/15/29246/12560.geojson"):
        assert neighbour.client.get(path).status_code == 404


def test_photos_of_forms_that_were_never_sent_are_let_go(
    neighbour: Neighbour, clock: SetClock
) -> None:
    sent = neighbour.reports(**HERE, photo=[(picture(), "a.jpg")])
    neighbour.fills(**HERE, photo=[(picture("red"), "b.jpg")])
    now = millis(clock())
    with neighbour.service.database.write() as connection:
        assert forget_unattached(connection, now, now) == 0
        assert forget_unattached(connection, now + 1, now) == 1
        assert forget_unattached(connection, now + 1, now) == 0
    assert len(neighbour.asks(photos_of, sent.id)) == 1


def test_a_flood_is_held_up_and_what_was_written_stays(
    neighbour: Neighbour, clock: SetClock
) -> None:
    neighbour.service.settings = replace(neighbour.service.settings, form_limit=2)
    words = "大きな穴です。"
    reviews = [neighbour.fills(**HERE, words=words) for _ in range(3)]
    sent = [neighbour.sends(review) for review in [reviews[0], *reviews]]
    assert [one.status_code for one in sent] == [303, 303, 303, 429], "twice the same is one"
    for kept in (words, HERE["latitude"], "まだ送られていません", "tel:"):
        assert kept in sent[-1].text
    clock.now += timedelta(minutes=61)
    assert neighbour.case(neighbour.sends(reviews[2])).words == words


def test_a_flood_of_photos_is_not_even_looked_at(neighbour: Neighbour) -> None:
    neighbour.service.settings = replace(neighbour.service.settings, form_limit=1)
    for _ in range(PHOTO_TIMES):
        assert neighbour.fills(**HERE, photo=[(picture(), "a.jpg")]).status_code == 200
    held = neighbour.fills(**HERE, photo=[(picture(), "a.jpg")])
    assert held.status_code == 429
    assert neighbour.fills(**HERE).status_code == 200
    with neighbour.service.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(media_table)) == PHOTO_TIMES
