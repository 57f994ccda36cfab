"""The form for help, and for word that somebody is safe. What is typed here never passes through LINE."""

from __future__ import annotations

import re
from unicodedata import normalize

from bot.public import Answer
from handlers.evacuation.calls import Call, Kind, keep
from handlers.evacuation.content import load
from handlers.evacuation.public.lists import FRESH, Visit, pages

SHORT, LONG = 100, 400
_PHONE = re.compile(r"[0-9+\-() ]{9,20}")
MOST_PEOPLE = 9_999
# A shelter's Wi-Fi has one address; in an emergency nobody is refused at all.
GENEROUS = 20
_NAMES = ("kind", "place", "name", "phone", "people", "consent")


@pages.get("/help")
def ask(visit: Visit) -> Answer:
    """The empty form."""
    return _form(visit, dict.fromkeys((*_NAMES, "words"), ""), {})


@pages.get("/help/thanks")
def thanks(visit: Visit) -> Answer:
    """What happens now."""
    return visit.page("thanks.html", keep=FRESH)


@pages.post("/help")
def take(visit: Visit) -> Answer:
    """Write it down, once all is there that is needed."""
    values = {name: visit.sent(name, SHORT) for name in _NAMES} | {
        "words": visit.sent("words", LONG)
    }
    values["phone"] = normalize("NFKC", values["phone"])
    values["people"] = normalize("NFKC", values["people"]).removesuffix("人")
    if wrong := _wrong(values):
        return _form(visit, values, wrong)
    call = Call(
        Kind(values["kind"]), values["place"], values["name"], values["phone"],
        int(values["people"]) if values["people"] else None, values["words"],
    )  # fmt: skip
    with visit.record() as connection:
        flood = visit.crowded(connection, "help", times=GENEROUS)
        if flood and not visit.emergency(connection).is_on:
            return _form(visit, values, {}, crowded=True)
        keep(connection, call, int(visit.now.timestamp() * 1000), flood=flood)
    return visit.redirect(thanks)


def _wrong(values: dict[str, str]) -> dict[str, str]:
    """By field, what is wrong and what to do."""
    found: dict[str, str] = {}
    if values["kind"] not in {one.value for one in Kind}:
        found["kind"] = "「助けが必要」か「無事です」を選んでください。"
    if not values["place"]:
        found["place"] = "いまいる場所を書いてください。"
    if values["kind"] == Kind.SAFE and not values["name"]:
        found["name"] = "無事を知らせるときは、お名前を書いてください。"
    if values["phone"] and not _PHONE.fullmatch(values["phone"]):
        found["phone"] = "電話番号は、090-1234-5678 のように、数字で書いてください。"
    people = values["people"]
    if people and not (people.isascii() and people.isdigit() and int(people) <= MOST_PEOPLE):
        found["people"] = "人数は、数字で書いてください。"
    if values["consent"] != "yes":
        found["consent"] = "個人情報の使い方を読んで、同意を選んでください。"
    return found


def _form(
    visit: Visit, values: dict[str, str], wrong: dict[str, str], *, crowded: bool = False
) -> Answer:
    days = visit.content(load).help_days
    status = 429 if crowded else 422 if wrong else 200
    return visit.page(
        "help.html",
        status=status,
        keep=FRESH,
        values=values,
        wrong=wrong,
        days=days,
        crowded=crowded,
    )
