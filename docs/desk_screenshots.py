"""The pictures of the console in docs/staff-guide.ja.md; `docs.screenshots` runs these scenes.

A console of its own, on an empty database and with the project's content, is brought to where the guide is;
then Chromium looks at one page, as soon as the words are there that the page is for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from bot import citizens, emergency
from bot.app import create_app
from bot.citizens.places import Places
from bot.citizens.topics import Topic, Topics
from bot.console.trial import Browser
from bot.db import connect, schema
from bot.emergency import Mode
from bot.service import build
from bot.settings import PROJECT
from bot.staff import Role
from bot.testing import settings_for
from bot.time import JAPAN, millis, system_clock
from handlers.roads.ledger.case import Source
from handlers.roads.ledger.opening import Report, open_case
from tests.browser.desk import served, sign_in

CONSOLE = "/console"
CITIZENS = 40
WIDTH, HEIGHT = 900, 1000
HALL = (38.4343, 141.3027)


@dataclass(frozen=True)
class Desk:
    """A console without anything in it, and a browser's page that is signed in there."""

    staff: Browser
    page: Page

    def looks(self, address: str, *words: str) -> bytes:
        """The picture of a page, from its heading on, once these words are there."""
        self.page.goto(f"{self.page.url.partition(CONSOLE)[0]}{CONSOLE}{address}")
        for one in words:
            expect(self.page.get_by_text(one).locator("visible=true").first).to_be_visible()
        self.page.get_by_role("heading", level=1).scroll_into_view_if_needed()
        return self.page.screenshot()


def content(desk: Desk) -> bytes:
    """A draft that adds an item, checked and ready to be published."""
    file = PROJECT / "content" / "garbage" / "target.csv"
    text = file.read_bytes() + "粗大ごみ,ヨガマット,丸めてしばる,よがまっと\r\n".encode()
    fields: dict[str, Any] = {"upload-file": (io.BytesIO(text), file.name), "upload-base": ""}
    desk.staff.send(f"{CONSOLE}/content/file/garbage/target.csv", upload="1", **fields)
    return desk.looks("/content/draft/1", "エラーはありません", "ヨガマット")


def evacuation(desk: Desk) -> bytes:
    """An order that is written and not released."""
    now = datetime.now(JAPAN)
    sent = desk.staff.send(
        f"{CONSOLE}/evacuation/new",
        mode="real", level="order", hazard="flood", districts="河北", towns="", shape="",
        day=f"{now:%Y-%m-%d}", time=f"{now:%H:%M}", more="", remark="",
    )  # fmt: skip
    return desk.looks(f"/evacuation/{_number(sent.request.path)}", "届ける人数", "避難指示")


def broadcast(desk: Desk) -> bytes:
    """A broadcast that is written and waits for approval."""
    sent = desk.staff.send(
        f"{CONSOLE}/broadcasts/new",
        title_ja="川開き祭り",
        body_ja="8月1日に、石巻川開き祭りを開きます。\n交通規制は、市のホームページをご覧ください。",
        topics=["events"], start="now", repeat="once",
    )  # fmt: skip
    return desk.looks(f"/broadcasts/{_number(sent.request.path)}", "承認を頼む", "川開き祭り")


def road(desk: Desk) -> bytes:
    """The list of reports, one of them late."""
    now = millis(system_clock())
    reports = [
        ("hole", "渡波町", "市場の前", "深い穴があいています。", -2),
        ("step", "蛇田", "小学校の横", "段差でつまずきました。", 5),
        ("hole", "穀町", "市役所の前の交差点", "タイヤが入りそうな穴です。", 7),
    ]  # fmt: skip
    with desk.staff.service.database.write() as connection:
        for number, (kind, town, place, words, days) in enumerate(reports):
            due = now + round(timedelta(days=days).total_seconds() * 1000)
            made = Report(
                kind,
                HALL[0] + number / 100,
                HALL[1],
                Source.WEB,
                due_ms=due,
                words=words,
                place=place,
                district="石巻",
                town=town,
            )
            open_case(connection, made, now - 3_600_000 * (number + 1))
    return desk.looks("/roads", "市場の前", "未読")


def drill(desk: Desk) -> bytes:
    """A telegram tried in a drill."""
    from tests.handlers.disaster.written import new

    with desk.staff.service.database.write() as connection:
        emergency.switch(connection, Mode.DRILL, "秋の訓練", "防災 一郎", millis(system_clock()))
    file = (io.BytesIO(new("大雨", "43", status="訓練")), "kunren.xml")
    desk.staff.send(f"{CONSOLE}/disaster/drill", file=file)
    return desk.looks("/disaster/drill/1", "届くお知らせ", "【訓練】")


DESKS: dict[str, tuple[Callable[[Desk], bytes], Role]] = {
    "content": (content, Role.PR),
    "evacuation": (evacuation, Role.DISASTER),
    "broadcast": (broadcast, Role.PR),
    "road": (road, Role.ROADS),
    "drill": (drill, Role.DISASTER),
}


def _number(path: str) -> int:
    found = re.search(r"/(\d+)(?:/|$)", path)
    if found is None:
        raise SystemExit(f"nothing was written: {path}")
    return int(found[1])


@contextmanager
def desk_of(folder: Path, chromium: Chromium, role: Role) -> Iterator[Desk]:
    """A console on a database of its own, with forty citizens of 河北 who follow the account."""
    url = f"sqlite:///{folder}/{role}-{millis(system_clock())}.db"
    database = connect(url)
    schema.upgrade(database)
    database.close()
    media = {"MEDIA_URL": f"file://{folder}/media"}
    service = build(settings_for(url, PROJECT / "content", media), clock=system_clock)
    _settle(service)
    staff = Browser(create_app(service), service)
    staff.sign_in([role], "石巻 花子", "hanako@example.jp")
    with served(staff.app) as where:
        view: Any = {"width": WIDTH, "height": HEIGHT}
        context = chromium.new_context(base_url=where, locale="ja-JP", viewport=view)
        page = sign_in(context, staff, where)
        page.goto(f"{where}{CONSOLE}/")
        yield Desk(staff, page)
        context.close()
    service.media.close()
    service.database.close()


def _settle(service: Any) -> None:
    chosen = [Topic(one, "", "", default=False) for one in ("events", "evacuation_drill")]
    with service.database.write() as connection:
        for number in range(1, CITIZENS + 1):
            citizen = f"U{number:032x}"
            citizens.follow(connection, citizen, 1)
            Places(connection, citizen).put("home", district="河北")
            for one in chosen if number % 3 else chosen[:1]:
                Topics(connection, citizen, ()).want(one, wanted=True)
