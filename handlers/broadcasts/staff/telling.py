"""Whom and when, in words for staff."""

from __future__ import annotations

from pydantic import ValidationError

from bot.staff import Audience, Choice
from handlers.broadcasts.draft import LANGUAGE_TITLES
from handlers.broadcasts.plan import Plan, Repeat
from handlers.broadcasts.staff.site import Visit
from handlers.broadcasts.store import Content

WEEKDAYS = "月火水木金土日"
MOST_DAYS = 12


def whom(visit: Visit, content: Content) -> list[str]:
    """A line for each way in which receivers are chosen."""
    audience = content.audience
    titles = {topic.id: topic.title for topic in visit.topics}
    lines = ["友だち追加をしている全員"] if audience.everyone else []
    if audience.topics:
        named = "、".join(titles.get(one, f"{one}（いまはない種類）") for one in audience.topics)
        lines.append(f"お知らせの種類「{named}」を受け取る人")
    for one in audience.places:
        kind = {"district": "地区", "town": "町"}.get(one.scheme, one.scheme)
        lines.append(f"{kind}：{'、'.join(one.areas)}")
    if audience.languages:
        lines.append("言葉：" + "、".join(LANGUAGE_TITLES[one] for one in audience.languages))
    return lines + [_criterion(visit, one) for one in audience.criteria]


def _criterion(visit: Visit, choice: Choice) -> str:
    found = visit.audiences.criteria.get(choice.criterion)
    if found is None:
        return f"{choice.criterion}（いまはない条件）"
    fields = found.form.model_fields
    parts = [
        f"{fields[name].title or name} {value}"
        for name, value in choice.values.items()
        if name in fields and value is not None
    ]
    return f"{found.title}：{'、'.join(parts)}"


def when(plan: Plan) -> list[str]:
    """The moment, the repetition and what is left out."""
    if plan.first is None:
        return ["承認されたらすぐ"]
    at = f"{plan.first:%Y年%-m月%-d日}（{WEEKDAYS[plan.first.weekday()]}）{plan.first:%-H:%M}"
    if plan.repeat is Repeat.ONCE:
        return [at]
    each = (
        f"毎週{WEEKDAYS[plan.first.weekday()]}曜日"
        if plan.repeat is Repeat.WEEKLY
        else f"毎月{plan.first.day}日"
    )
    lines = [f"{at}から、{each}"]
    if plan.until:
        lines.append(f"{plan.until:%Y年%-m月%-d日}まで")
    if plan.skip_holidays:
        lines.append("祝日は送らない")
    if plan.excluded:
        days = "、".join(f"{day:%Y-%m-%d}" for day in plan.excluded[:MOST_DAYS])
        lines.append(f"送らない日：{days}{'など' if len(plan.excluded) > MOST_DAYS else ''}")
    return lines


def count(visit: Visit, audience: Audience) -> int | None:
    """How many these are now; None where a topic or a criterion is known no more."""
    try:
        return visit.audiences.count(visit.db, audience)
    except (LookupError, ValidationError):
        return None
