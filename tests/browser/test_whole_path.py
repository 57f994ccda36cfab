"""The path of issue 5 from end to end, in the processes a city runs; nothing is put into the database.

Sign in with a code, file a notice, complete it, preview, publish, see it in the simulator, export the
report; then change an answer, see the difference, talk with the draft, publish it, see it in the simulator.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from bot.db import connect, schema
from bot.settings import PROJECT
from tests.browser.conftest import PATIENCE_MS, show_pictures
from tests.browser.desk import look, window
from tests.browser.phone import Phone
from tests.browser.test_console import MAIL, enter
from tests.wire.processes import MADOGUCHI, Process, environment, free_port, run, until

pytestmark = [pytest.mark.browser, pytest.mark.wire]
NAME = "ためしの補助金の申請"
FILE = "faq/tax.yaml"
QUESTION = "税金はスマートフォンで払えますか"
OLD, NEW = "納付書にQRコード", "ためしの書き出しです。納付書にQRコード"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[dict[str, str]]:
    """`madoguchi run` on a content folder and a database of its own; the settings it runs with."""
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    port = free_port()
    settings = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/city.db",
        "MADOGUCHI_CONTENT": str(tmp_path / "content"),
        "PORT": str(port),
        "EMULATOR_PORT": str(free_port()),
        "SECRET_KEY": "only-for-tests-0123456789",
        "MEDIA_URL": f"file://{tmp_path}/media",
    }
    database = connect(settings["DATABASE_URL"])
    schema.upgrade(database)
    database.close()
    log = tmp_path / "run.log"
    with log.open("wb") as output:
        popen = subprocess.Popen(
            [*MADOGUCHI, "run"], cwd=PROJECT, env=environment(**settings), stdout=output,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    process = Process(popen, log)
    until(lambda: _is_up(port, process), "the city is up", 120)
    yield settings
    process.terminate()


def _is_up(port: int, process: Process) -> bool:
    assert process.popen.poll() is None, process.log.read_text("utf-8")
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200
    except (requests.ConnectionError, requests.Timeout):
        return False


@pytest.fixture
def page(browser: Browser, city: dict[str, str]) -> Iterator[Page]:
    with window(
        browser, f"http://localhost:{city['PORT']}", timezone_id="Asia/Tokyo",
        viewport={"width": 1340, "height": 940}, accept_downloads=True,
    ) as context:  # fmt: skip
        show_pictures(context)
        page = context.new_page()
        page.set_default_timeout(2 * PATIENCE_MS)
        yield page


def test_from_signing_in_to_the_report_and_to_a_release(page: Page, city: dict[str, str]) -> None:
    invited = run("staff", "add", MAIL, "--role", "DX推進課", "--name", "石巻 花子", **city)
    assert invited.returncode == 0, invited.stderr
    enter(page, re.sub(r"^.*?(?=/console)", "", invited.stdout.strip()))
    number = _file_and_complete(page)
    _publish(page, number)
    phone = _talk(page)
    phone.says(NAME)
    expect(phone.heard()).to_contain_text("市民税課", timeout=2 * PATIENCE_MS)
    _report(page)
    _change_an_answer(page)
    _look_at_the_rest(page)
    phone = _talk(page)
    phone.says(QUESTION)
    expect(phone.log).to_contain_text(NEW, timeout=2 * PATIENCE_MS)


def _file_and_complete(page: Page) -> str:
    """A department's short notice, which the DX division then completes; returns the number."""
    page.goto("/console/procedures/notice")
    page.get_by_label("手続き名").fill(NAME)
    page.get_by_label("担当課").fill("市民税課")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("status")).to_contain_text("連絡を受け付けました")
    page.get_by_role("main").get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="直す", exact=True).click()
    page.get_by_label("よみがな").fill("ためしのほじょきんのしんせい")
    page.get_by_label("かんたんな説明").fill("ためすための手続きです。")
    page.get_by_label("対象の人").fill("市内に住む人")
    page.get_by_label("くらしのできごと").fill("住まい・くらし")
    page.get_by_label("分類").select_option("給付・手当")
    page.get_by_label("申し込みの方法").select_option("LoGoフォーム")
    page.get_by_label("URL").fill("https://logoform.jp/form/x")
    page.get_by_label("本人確認").select_option("不要")
    page.get_by_label("オンライン化の数え方").select_option("申請まで")
    page.get_by_label("オンライン化した日").fill("2026-10-15")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("status")).to_contain_text("直しました")
    return page.url.rpartition("/")[2]


def _publish(page: Page, number: str) -> None:
    """The preview is the simulator's card; then it goes out."""
    expect(page.locator(".fx-bubble").first).to_contain_text(NAME)
    look(page, "whole-procedure")
    page.goto(f"/console/procedures/{number}")
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_role("status")).to_contain_text("公開しました")


def _talk(page: Page) -> Phone:
    page.goto("/simulator/")
    return Phone(page, "石巻 花子").ready()


def _report(page: Page) -> None:
    page.goto("/console/procedures/report?first=2026-10-01&last=2026-12-31")
    expect(page.get_by_role("main")).to_contain_text(NAME)
    look(page, "whole-report")
    with page.expect_download() as started:
        page.get_by_role("link", name="Excelで保存").click()
    book = load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
    rows = [list(row) for row in book["新しくオンライン化"].values]
    assert [row[1] for row in rows[1:]] == [NAME]


def _change_an_answer(page: Page) -> None:
    """Download, edit, upload, see the difference, talk with the draft, and publish."""
    page.goto("/console/content")
    look(page, "content-files")
    page.get_by_role("link", name=FILE, exact=True).click()
    look(page, "content-file")
    with page.expect_download() as started:
        page.get_by_role("link", name="ファイルを保存").click()
    name, text = started.value.suggested_filename, Path(started.value.path()).read_text("utf-8")
    assert name == "tax.r0.yaml"
    edited = {"name": name, "mimeType": "text/yaml", "buffer": text.replace(OLD, NEW).encode()}
    page.locator("input[type=file]").set_input_files(edited)  # type: ignore[arg-type]
    page.get_by_role("button", name="下書きに入れる").first.click()
    while page.get_by_text("確かめています").is_visible():
        page.get_by_role("link", name="もう一度開いて").click()
    expect(page.get_by_role("main")).to_contain_text("エラーはありません")
    expect(page.get_by_role("main")).to_contain_text(NEW)
    look(page, "content-draft")
    draft = page.url
    page.get_by_role("button", name="会話で試す").click()
    page.get_by_label("市民になって送る言葉").fill(QUESTION)
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator(".talk .fx-bubble, .talk .line-preview").first).to_contain_text(NEW)
    look(page, "content-talk")
    page.goto(draft)
    page.get_by_label("何を変えたか").fill("税の答えを直した")
    page.get_by_role("button", name="公開する").click()
    expect(page.get_by_role("status")).to_contain_text("第1版を公開しました")


def _look_at_the_rest(page: Page) -> None:
    """Nothing for axe-core to find on the other pages."""
    for name, address in (
        ("content-releases", "/console/content/releases"),
        ("content-release", "/console/content/release/1"),
        ("content-new", "/console/content/new"),
        ("content-talk-begin", "/console/content/talk"),
        ("content-table", "/console/content/file/garbage/target.csv"),
        ("content-misses", "/console/content/misses"),
        ("content-synonym", "/console/content/misses/synonym?word=傘立て"),
        ("content-item", "/console/content/misses/item?path=garbage/target.csv&word=傘立て"),
        ("usage", "/console/usage"),
    ):
        page.goto(address)
        look(page, name)
