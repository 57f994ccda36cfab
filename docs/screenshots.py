"""The pictures of docs/staff-guide.ja.md, made anew: `python -m docs.screenshots [NAME...]`.

A copy of content/ is edited as the guide says while `madoguchi run` serves it, and Chromium looks at the
simulator. Nothing but docs/images is written in the project. Days in the pictures count from the day it is
run on.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.settings import PROJECT
from bot.time import JAPAN
from docs.desk_screenshots import DESKS, desk_of
from tests.browser.conftest import ARGUMENTS, NAMES
from tests.browser.phone import Phone

IMAGES = PROJECT / "docs" / "images"
MOST_BYTES = 200_000
PATIENCE_MS = 60_000
# What the bot logs when it has taken up what was saved.
TAKEN_UP = "content version"
TO_THE_TOP = (
    "(log, row) => { log.scrollTop += "
    "row.getBoundingClientRect().top - log.getBoundingClientRect().top }"
)


@dataclass(frozen=True)
class Studio:
    """A running bot, its content, and a browser's page with the simulator."""

    content: Path
    page: Page
    log: Path

    def phone(self, name: str) -> Phone:
        """Return the phone of a new citizen, its menu folded away so that the talk has room."""
        self.page.get_by_label("追加する市民の名前").fill(name)
        self.page.get_by_role("button", name="市民を追加").click()
        phone = Phone(self.page, name).ready()
        phone.node.get_by_role("button", name="メニューを開く・閉じる").click()
        return phone

    def append(self, file: str, text: str, encoding: str = "utf-8") -> None:
        """Add lines to the end of a content file."""
        self._save(file, self._read(file).rstrip("\n") + "\n" + text, encoding)

    def change(self, file: str, old: str, new: str) -> None:
        """Replace what stands once in a content file."""
        text = self._read(file)
        if text.count(old) != 1:
            raise SystemExit(f"{file}: {old!r} stands there {text.count(old)} times, not once")
        self._save(file, text.replace(old, new), "utf-8")

    def _read(self, file: str) -> str:
        return (self.content / file).read_text("utf-8-sig")

    def _save(self, file: str, text: str, encoding: str) -> None:
        before = self._taken_up()
        (self.content / file).write_text(text, encoding)
        for _attempt in range(PATIENCE_MS // 100):
            if self._taken_up() > before:
                return
            time.sleep(0.1)
        raise SystemExit(f"{file}: the bot has not taken it up; see {self.log}")

    def _taken_up(self) -> int:
        return self.log.read_text("utf-8").count(TAKEN_UP)


def asks(phone: Phone, words: str, answer: str) -> None:
    """Say something and wait until the answer is there, which holds these words."""
    before = phone.bot.count()
    phone.says(words)
    expect(phone.bot.nth(before)).to_be_visible()
    expect(phone.bot.filter(has_text=answer).last).to_be_visible()


def keep(phone: Phone, name: str, *, end: bool = False) -> None:
    """Write the phone's picture into docs/images: from the last question on, or the talk's end."""
    if end:
        phone.log.evaluate("log => { log.scrollTop = log.scrollHeight }")
    else:
        # Not scrollIntoView, which would also push the page's own frame up.
        question = phone.own.last.element_handle()
        phone.log.evaluate(TO_THE_TOP, question)
    _write(phone.node.screenshot(animations="disabled"), name)


def _write(png: bytes, name: str) -> None:
    # A palette is enough for a talk, and a third of the size.
    image = Image.open(BytesIO(png)).convert("RGB").quantize(192)
    path = IMAGES / f"guide-{name}.png"
    image.save(path, optimize=True)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{path.name} has {size:,} bytes, more than {MOST_BYTES:,}")
    click.echo(f"{path.name}\t{size:,} bytes")


def simulator(studio: Studio) -> None:
    """The whole page, as staff see it first, after one question."""
    studio.page.set_viewport_size({"width": 900, "height": 860})
    first = Phone(studio.page, "石巻 花子").ready()
    expect(first.bot).to_have_count(1)
    phone = studio.phone("見本 はじめ")
    asks(phone, "コンビニで住民票", "住民票")
    _write(studio.page.screenshot(), "simulator")


def day(studio: Studio) -> None:
    """河北's day of 古紙, before and after it moves from Wednesday to Thursday."""
    phone = studio.phone("見本 曜日")
    asks(phone, "河北の古紙の日", "(水)")
    keep(phone, "day-before")
    studio.change("garbage/area_days.csv", "木1 木3,水2 水4 *1,土1", "木1 木3,木2 木4 *1,土1")
    asks(phone, "河北の古紙の日", "(木)")
    keep(phone, "day-after")


def item(studio: Studio) -> None:
    """An item that is not in the list, and the answer once it is."""
    phone = studio.phone("見本 品目")
    asks(phone, "ヨガマット", "見つかりませんでした")
    studio.append("garbage/target.csv", "粗大ごみ,ヨガマット,丸めてしばる,よがまっと\n", "cp932")
    asks(phone, "ヨガマット", "丸めてしばる")
    keep(phone, "item", end=True)


def notice(studio: Studio) -> None:
    """A delay, as it arrives in the district."""
    phone = studio.phone("見本 遅れ")
    asks(phone, "今日のごみ", "地区")
    asks(phone, "河北", "河北")
    before = phone.bot.count()
    studio.change("garbage/notices.yaml", "notices: []", _delay(_next_kahoku_day()))
    expect(phone.bot.nth(before)).to_contain_text("大雪のため", timeout=120_000)
    keep(phone, "notice", end=True)


def _next_kahoku_day() -> datetime:
    """The next Tuesday or Friday after today, when 河北 puts out 燃やせるごみ."""
    days = (datetime.now(JAPAN) + timedelta(days=ahead) for ahead in range(1, 8))
    return next(one for one in days if one.weekday() in (1, 4))


def _delay(on: datetime) -> str:
    return (
        f"notices:\n  - id: {on:%m%d}-kahoku-yuki\n    date: {on:%Y-%m-%d}\n    what: 遅れ\n"
        "    districts: [河北]\n    say: 大雪のため、昼ごろまでかかります。\n    urgent: true\n"
    )


def facility(studio: Studio) -> None:
    """A nursery that was added to the list."""
    studio.append(
        "childcare/facilities.csv",
        "042021,S026,石巻市,見本かもめ保育園,ミホンカモメホイクエン,認可保育所（私立）,石巻（本庁）,,"
        "38.4391,141.2980,0225-95-1111,60,生後6か月から5歳,月火水木金土,7:30,18:30,,有,無,,見本です。\n",
        "cp932",
    )
    phone = studio.phone("見本 施設")
    asks(phone, "見本かもめ保育園", "7:30")
    keep(phone, "facility")


def event(studio: Studio) -> None:
    """An event that was added to the list, ten days ahead."""
    on = datetime.now(JAPAN) + timedelta(days=10)
    studio.append(
        "childcare/events.csv",
        f"042021,E024,石巻市,見本 おやこ手遊びの会,ミホンオヤコテアソビノカイ,{on:%Y/%m/%d},,10:00,11:00,,"
        "手遊びと歌を楽しみます。,0,石巻市役所,0225-95-1111,蛇田公民館,石巻（本庁）,,,未就学の子どもと保護者,"
        "20組,,申し込みはいりません,,\n",
        "cp932",
    )
    phone = studio.phone("見本 催し")
    asks(phone, "おやこ手遊びの会", "手遊びと歌を楽しみます")
    keep(phone, "event")


def faq(studio: Studio) -> None:
    """A question that was added."""
    studio.append(
        "faq/living.yaml",
        "  - id: lost-bicycle\n    question: 自転車が撤去されたときはどうすればいいですか\n"
        "    reading: じてんしゃのてっきょ\n    asked_as: [放置自転車, 自転車の撤去]\n    answer: |-\n"
        "      撤去した自転車は、市で預かっています。\n\n"
        "      カギと、住所の分かる物を持って来てください。\n",
    )
    phone = studio.phone("見本 質問")
    asks(phone, "放置自転車", "撤去した自転車は")
    keep(phone, "faq")


def department(studio: Studio) -> None:
    """A desk that closes for a day."""
    on = datetime.now(JAPAN) + timedelta(days=10)
    studio.change(
        "departments/departments.yaml",
        "  - name: 河南総合支所\n",
        f"  - name: 河南総合支所\n    closed_dates: [{on:%Y-%m-%d}]\n"
        f"    note: {on.year}年{on.month}月{on.day}日は、建物の点検のため休みます。\n",
    )
    phone = studio.phone("見本 窓口")
    asks(phone, "河南総合支所", "建物の点検のため休みます")
    keep(phone, "department")


def menu(studio: Studio) -> None:
    """The menu's picture as `madoguchi menu preview --phone` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"MADOGUCHI_CONTENT": str(studio.content), "PYTHONPATH": str(PROJECT)}
        command = [_madoguchi(), "menu", "preview", folder, "--phone"]
        subprocess.run(command, check=True, env=env)  # noqa: S603 - our own command
        _write((Path(folder) / "kurashi-phone.png").read_bytes(), "menu")


SCENES: tuple[Callable[[Studio], None], ...] = (
    simulator, day, item, notice, facility, event, faq, department, menu,
)  # fmt: skip


def main(names: list[str]) -> None:
    """Make the pictures of these scenes, or of all."""
    scenes = [scene for scene in SCENES if not names or scene.__name__ in names]
    desks = [name for name in DESKS if not names or name in names]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        content = Path(folder) / "content"
        shutil.copytree(PROJECT / "content", content)
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        expect.set_options(timeout=PATIENCE_MS)
        for name in desks:
            scene_at_desk, role = DESKS[name]
            with desk_of(Path(folder), chromium, role) as desk:
                _write(scene_at_desk(desk), name)
        if scenes:
            _look(Path(folder), content, chromium, scenes)
        chromium.close()


def _look(
    folder: Path, content: Path, chromium: Browser, scenes: Sequence[Callable[[Studio], None]]
) -> None:
    log = folder / "bot.log"
    with _running(folder, content, log) as url:
        for scene in scenes:
            page = chromium.new_page(viewport={"width": 900, "height": 1000}, locale="ja-JP")
            page.set_default_timeout(PATIENCE_MS)
            page.goto(url)
            scene(Studio(content, page, log))
            page.close()


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise SystemExit("no Chromium on this machine (name one in CHROMIUM)")
    return found


@contextmanager
def _running(folder: Path, content: Path, log: Path) -> Iterator[str]:
    port, emulator = _free_port(), _free_port()
    env = os.environ | {
        "MADOGUCHI_CONTENT": str(content), "DATABASE_URL": f"sqlite:///{folder}/guide.db",
        "PORT": str(port), "EMULATOR_PORT": str(emulator), "LOG_LEVEL": "INFO",
        "PYTHONPATH": str(PROJECT),
    }  # fmt: skip
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"):
        env.pop(name, None)
    command = [_madoguchi(), "run"]
    with (
        log.open("w") as told,
        subprocess.Popen(command, cwd=PROJECT, env=env, stdout=told, stderr=told) as process,  # noqa: S603
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{emulator}/simulator/"
        finally:
            process.terminate()


def _madoguchi() -> str:
    return str(Path(sys.executable).parent / "madoguchi")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - this machine, over http
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{url} does not answer")


if __name__ == "__main__":
    main(sys.argv[1:])
