"""The kit of public pages: headers, what is kept, what happens when a page fails."""

from __future__ import annotations

import io
import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import Client

import handlers
from bot.api import Feature, Folder
from bot.public import Answer, Pages, Visit
from bot.public.kept import Kept
from bot.registry import Clash, Registry
from bot.testing import OpenSite

MODULE = '''
"""Pages of a feature that stands nowhere but in this test."""

from datetime import timedelta

from tests.bot.test_public import Answer, Pages, Visit, feature, load

pages = Pages(feature, __name__)


@pages.get("")
def home(visit: Visit) -> Answer:
    return visit.page("home.html", said=visit.asked("said"), data=visit.content(load))


@pages.get("/file")
def file(visit: Visit) -> Answer:
    return visit.file("text/plain; charset=utf-8", timedelta(hours=1), "file", lambda: b"made")


@pages.get("/broken")
def broken(visit: Visit) -> Answer:
    raise RuntimeError("secret")


@pages.post("", most=2000)
def take(visit: Visit) -> Answer:
    sizes = [len(file.read()) for file in visit.files("photo")]
    kept = [visit.sent("words", 5), visit.chosen("kind"), sizes]
    return visit.data(kept) if visit.sent("stay") else visit.redirect(home)


@pages.post("/program", elsewhere=True)
def program(visit: Visit) -> Answer:
    return visit.body(visit.header("X-Key"), "text/plain", status=201)
'''
TEMPLATE = """{% extends "public/base.html" %}
{% block title %}試し{% endblock %}
{% block main %}<h1>試し</h1><p>{{ said }}{{ data }} {{ visit.now.isoformat() }}</p>{% endblock %}
"""
loaded: list[object] = ["内容"]


def load(folder: Folder) -> object:
    return loaded[0]


feature = Feature("trial_pages", title="試し", content=load)


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Registry]:
    """A folder of handlers/ with pages, and a registry that knows it."""
    folder = tmp_path / "handlers" / "trial_pages"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    (folder / "public.py").write_text(MODULE, "utf-8")
    (folder / "templates" / "home.html").write_text(TEMPLATE, "utf-8")
    handlers.__path__.append(str(folder.parent))
    yield Registry([feature])
    handlers.__path__.remove(str(folder.parent))
    for name in ("handlers.trial_pages.public", "handlers.trial_pages"):
        sys.modules.pop(name, None)


@pytest.fixture
def site(new_site: OpenSite, trial: Registry) -> Client:
    return new_site(registry=trial)


def test_a_page_is_found_by_itself(site: Client) -> None:
    page = site.get("/trial_pages?said=%3Cb%3E")
    assert page.status_code == 200
    assert "<p>&lt;b&gt;内容 2026-11-21T07:00:00+09:00</p>" in page.text
    assert "<title>試し｜石巻市</title>" in page.text
    assert 'href="https://www.city.ishinomaki.lg.jp/"' in page.text


def test_pages_of_a_feature_that_does_not_run_are_not_there(
    new_site: OpenSite, trial: Registry
) -> None:
    assert new_site(registry=Registry([])).get("/trial_pages").status_code == 404


def test_a_feature_of_the_same_name_does_not_get_another_ones_pages(
    new_site: OpenSite, trial: Registry
) -> None:
    other = Feature("trial_pages", title="別")
    assert new_site(registry=Registry([other])).get("/trial_pages").status_code == 404


def test_a_public_without_pages_is_refused(
    new_site: OpenSite, trial: Registry, tmp_path: Path
) -> None:
    (tmp_path / "handlers" / "trial_pages" / "public.py").write_text("", "utf-8")
    with pytest.raises(Clash, match="does not define `pages`"):
        new_site(registry=trial)


def test_pages_may_not_stand_where_the_platform_answers(
    new_site: OpenSite, trial: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feature, "name", "healthz")
    folder = Path(handlers.__path__[-1])
    shutil.move(folder / "trial_pages", folder / "healthz")
    with pytest.raises(Clash, match="/healthz"):
        new_site(registry=Registry([feature]))
    sys.modules.pop("handlers.healthz.public", None)


@pytest.mark.parametrize("address", ["/trial_pages", "/trial_pages/file", "/trial_pages/broken"])
def test_every_answer_is_guarded(site: Client, address: str) -> None:
    headers = site.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_a_page_needs_no_script_and_no_style_of_its_own(site: Client) -> None:
    text = site.get("/trial_pages").text
    for banned in ("<script", "<style", " style=", " onclick=", "javascript:"):
        assert banned not in text


def test_the_style_sheet_is_kept_for_ever_under_its_own_address(site: Client) -> None:
    address = site.get("/trial_pages").text.split('stylesheet" href="')[1].split('"')[0]
    style = site.get(address)
    assert (style.status_code, style.content_type) == (200, "text/css; charset=utf-8")
    assert style.headers["Cache-Control"] == "public, max-age=31536000"
    assert style.headers["X-Content-Type-Options"] == "nosniff"
    older = site.get("/public/0123456789ab.css")
    assert (older.data, older.headers["Cache-Control"]) == (style.data, "public, max-age=0")


def test_a_page_that_is_known_is_not_sent_again(site: Client) -> None:
    first = site.get("/trial_pages")
    again = site.get("/trial_pages", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = site.get("/trial_pages?said=x", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_page_that_fails_says_so_in_japanese_and_keeps_its_secrets(
    site: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = site.get("/trial_pages/broken")
    assert page.status_code == 500
    assert "ページを表示できません" in page.text
    assert "0225-95-1111" in page.text
    assert "secret" not in page.text
    assert "page failed" in caplog.text


def test_content_that_was_not_read_is_a_503(
    new_site: OpenSite, trial: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "loaded", [None])
    page = new_site(registry=trial).get("/trial_pages")
    assert page.status_code == 503
    assert "しばらくしてから" in page.text


def test_only_the_features_own_loader_opens_its_content(
    trial: Registry, new_site: OpenSite
) -> None:
    from handlers.trial_pages.public import pages  # type: ignore[import-not-found]

    @pages.get("/other")  # type: ignore[untyped-decorator]
    def other(visit: Visit[object]) -> Answer:  # type: ignore[type-var]
        visit.content(lambda _: "other")
        return visit.page("home.html")

    assert new_site(registry=trial).get("/trial_pages/other").status_code == 500


def test_only_get_and_head(site: Client) -> None:
    assert site.post("/trial_pages/file").status_code == 405
    head = site.head("/trial_pages")
    assert (head.status_code, head.data) == (200, b"")


# -- Kept


def test_what_is_kept_is_made_once() -> None:
    kept, made = Kept(2), list[str]()

    def make() -> bytes:
        made.append("x")
        return b"body" * 100

    first, second = kept.get("key", make), kept.get("key", make)
    assert first is second
    assert (first.body, len(made)) == (b"body" * 100, 1)
    assert len(first.data) < 100


def test_the_least_asked_for_is_let_go() -> None:
    kept = Kept(2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, key.encode)
    assert kept.get("a", lambda: b"new").body == b"a"
    assert kept.get("b", lambda: b"new").body == b"new"


def test_many_who_ask_at_once_wait_for_one() -> None:
    kept, made, gate = Kept(9), list[int](), threading.Event()

    def make() -> bytes:
        gate.wait(5)
        made.append(1)
        return b"x"

    asking = [threading.Thread(target=kept.get, args=("key", make)) for _ in range(8)]
    for thread in asking:
        thread.start()
    gate.set()
    for thread in asking:
        thread.join(5)
    assert made == [1]


__all__ = ["Answer", "Pages", "Visit", "feature", "load", "timedelta"]


def test_a_form_is_read_and_leads_on(new_site: OpenSite, trial: Registry) -> None:
    site = new_site(registry=trial)
    photos = [(io.BytesIO(b"12345"), "a.jpg"), (io.BytesIO(b""), "")]
    form = {"words": " 長い言葉です ", "kind": ["a", "b"], "photo": photos, "stay": "1"}
    assert site.post("/trial_pages", data=form).json == ["長い言葉で", ["a", "b"], [5]]
    led = site.post("/trial_pages", data={"words": "x"})
    assert (led.status_code, led.headers["Location"]) == (303, "/trial_pages")


def test_only_our_own_pages_may_send_a_form(new_site: OpenSite, trial: Registry) -> None:
    site = new_site(registry=trial)
    for header in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert site.post("/trial_pages", data={}, headers=header).status_code == 403
        made = site.post("/trial_pages/program", headers=header | {"X-Key": "k"})
        assert (made.status_code, made.text) == (201, "k")
    told = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    for ours in (told, {"Origin": "http://localhost"}, {"Origin": "null"}, {}):
        assert site.post("/trial_pages", data={}, headers=ours).status_code == 303


def test_too_much_is_not_read(new_site: OpenSite, trial: Registry) -> None:
    site = new_site(registry=trial)
    assert site.post("/trial_pages", data={"words": "x" * 3000}).status_code == 413
