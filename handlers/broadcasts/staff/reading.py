"""What was typed, as the content of a broadcast. Faults stand by their fields."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import ValidationError

from bot.api import JAPAN, LANGUAGES, MessageError
from bot.staff import Areas, Audience, Choice, Form
from handlers.broadcasts.draft import MOST_LINKS, Draft, Link, Text, messages
from handlers.broadcasts.plan import Plan, Repeat
from handlers.broadcasts.staff.forms import criterion_field, field_of, parameters
from handlers.broadcasts.staff.site import Visit
from handlers.broadcasts.store import Content


def read(visit: Visit, form: Form) -> Content | None:
    """The content; None, with the problems beside the fields, where something is wrong."""
    draft, audience, plan = read_draft(form), _audience(visit, form), _plan(form, visit.now)
    if draft is None or audience is None or plan is None or form.mistakes:
        return None
    urgent = bool(form["urgent"].data) if "urgent" in form else False
    if not urgent and not audience.topics:
        _wrong(
            form, "topics", "お知らせの種類を選んでください。市民が止められるようにするためです。"
        )
        return None
    return Content(draft, audience, plan, urgent)


def read_draft(form: Form) -> Draft | None:
    """What it says."""
    texts = {one: text for one in LANGUAGES if (text := _text(form, field_of(one)))}
    links = [link for n in range(1, MOST_LINKS + 1) if (link := _link(form, n))]
    image = _said(form, "image")
    if image and not image.startswith("https://"):
        _wrong(form, "image", "https:// で始まるアドレスを書いてください。")
    if "ja" not in texts or form.mistakes:
        return None
    draft = Draft(texts=texts, image=image, links=tuple(links))
    return draft if all(_fits(form, draft, one) for one in draft.languages) else None


def _fits(form: Form, draft: Draft, language: str) -> bool:
    try:
        messages(draft, language, None)
    except MessageError as error:
        _wrong(
            form, f"body_{field_of(language)}", f"LINEで送れません。短くしてください。（{error}）"
        )
        return False
    return True


def _text(form: Form, key: str) -> Text | None:
    title, body = _said(form, f"title_{key}"), _said(form, f"body_{key}")
    if bool(title) != bool(body):
        _wrong(form, f"body_{key}" if title else f"title_{key}", "題と本文の両方を書いてください。")
    return Text(title=title, body=body) if title and body else None


def _link(form: Form, number: int) -> Link | None:
    label, url = _said(form, f"label_{number}"), _said(form, f"url_{number}")
    if not label and not url:
        return None
    try:
        return Link(label=label, url=url)
    except ValidationError:
        name = f"url_{number}" if label else f"label_{number}"
        _wrong(form, name, "文字と、https:// か tel: で始まる行き先の両方を書いてください。")
        return None


def _audience(visit: Visit, form: Form) -> Audience | None:
    towns = _towns(visit, form)
    chosen = [("district", tuple(_many(form, "districts"))), ("town", towns)]
    places = tuple(Areas(scheme=scheme, areas=areas) for scheme, areas in chosen if areas)
    topics, languages = tuple(_many(form, "topics")), tuple(_many(form, "languages"))
    criteria = _criteria(visit, form)
    if form.mistakes:
        return None
    narrowed = bool(topics or places or languages or criteria)
    return Audience(
        everyone=not narrowed,
        topics=topics, places=places, languages=languages, criteria=criteria,
    )  # fmt: skip


def _towns(visit: Visit, form: Form) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in _said(form, "towns").splitlines():
        if name := line.strip():
            spot = visit.residence.exact(name)
            if spot is None or not spot.town:
                _wrong(form, "towns", f"「{name}」という町は、町の一覧にありません。")
            else:
                found[spot.town] = None
    return tuple(found)


def _criteria(visit: Visit, form: Form) -> tuple[Choice, ...]:
    found = []
    for one in visit.audiences.criteria.values():
        if form[criterion_field(one.name)].data:
            names = {name: criterion_field(one.name, name) for name in parameters(one.form)}
            given = {n: form[f].data for n, f in names.items() if form[f].data is not None}
            try:
                values = one.form.model_validate(given).model_dump(mode="json")
            except ValidationError as error:
                _explain(form, names, error)
            else:
                found.append(Choice(criterion=one.name, values=values))
    return tuple(found)


def _explain(form: Form, names: dict[str, str], error: ValidationError) -> None:
    for fault in error.errors():
        where = names.get(str(fault["loc"][0]) if fault["loc"] else "", next(iter(names.values())))
        said = (
            str(fault["ctx"]["error"])
            if fault["type"] == "value_error"
            else "値を確かめてください。"
        )
        _wrong(form, where, said)


def _plan(form: Form, now: datetime) -> Plan | None:
    repeat, until = Repeat(form["repeat"].data or Repeat.ONCE), form["until"].data
    excluded = _dates(form)
    first = _first(form, now, repeat)
    if first and until and until < first.date():
        _wrong(form, "until", "はじめの日より後の日にしてください。")
    if form.mistakes:
        return None
    return Plan(
        first=first, repeat=repeat, until=until, excluded=excluded,
        skip_holidays=bool(form["skip_holidays"].data),
    )  # fmt: skip


def _first(form: Form, now: datetime, repeat: Repeat) -> datetime | None:
    if form["start"].data != "at":
        if repeat is not Repeat.ONCE:
            _wrong(form, "start", "くり返すときは、はじめの日時を決めてください。")
        return None
    day, time = form["day"].data, form["time"].data
    if day is None or time is None:
        _wrong(form, "day" if day is None else "time", "日と時刻の両方を入れてください。")
        return None
    first = datetime.combine(day, time, JAPAN)
    if first <= now and repeat is Repeat.ONCE:
        _wrong(form, "day", "もう過ぎた日時です。これからの日時にしてください。")
    return first


def _dates(form: Form) -> tuple[date, ...]:
    found: list[date] = []
    for line in _said(form, "excluded").splitlines():
        try:
            found += [date.fromisoformat(line.strip())] if line.strip() else []
        except ValueError:
            _wrong(form, "excluded", f"「{line.strip()}」は日付として読めません。")
    return tuple(sorted(set(found)))


def _said(form: Form, name: str) -> str:
    return (form[name].data or "").strip() if name in form else ""


def _many(form: Form, name: str) -> list[str]:
    return list(form[name].data or ()) if name in form else []


def _wrong(form: Form, name: str, text: str) -> None:
    form[name].errors = [*form[name].errors, text]
