"""The trial feature's parts: one list, one form, one count."""

from __future__ import annotations

from bot.api import Feature
from bot.staff import Console, Form, Length, Needed, Personal, Role, StringField, Visit

__all__ = ["Console", "Personal", "Role", "Visit"]

feature = Feature("trial_desk", title="試し")
waiting = [3]


class CloseForm(Form):
    """What closing asks for."""

    reason = StringField("理由", [Needed("理由を書いてください。"), Length(max=20)])


MODULE = '''
"""Console pages of a feature that stands nowhere but in these tests."""

from sqlalchemy import text

from tests.bot.console.trial import CloseForm, Console, Personal, Role, Visit, feature, waiting

console = Console(feature, __name__, label="試しの窓口")
CLOSE = console.act("close", "試しを終えた")


@console.page("", roles={Role.ROADS, Role.VIEWER}, label="試しの一覧", personal={Role.ROADS})
def home(visit):
    return visit.page("home.html", phone=visit.personal("0225-95-1111", of="trial_desk:1"))


@console.page("/<int:number>/close", roles={Role.ROADS}, changes=True)
def close(visit, number):
    form = visit.form(CloseForm)
    if not form.accepted:
        return visit.page("close.html", form=form)
    if form.reason.data == "黙って":
        return visit.done("終えました。", home)
    visit.audit(CLOSE, subject=f"trial_desk:{number}", before={"state": "open", "who": Personal("花子")},
                after={"state": "closed", "reason": form.reason.data})
    if form.reason.data == "壊す":
        raise RuntimeError("broken")
    if form.reason.data == "断る":
        return visit.page("close.html", form=form)
    return visit.done("終えました。", home)


@console.page("/map", roles={Role.ROADS})
def city_map(visit):
    visit.draws_map()
    return visit.page("map.html")


@console.todo("試しの未処理", home, roles={Role.ROADS})
def count(visit):
    return waiting[0]
'''
HOME = """{% extends "console/page.html" %}
{% block title %}試しの一覧{% endblock %}
{% block main %}
<p>電話 {{ phone }}</p>
<table><thead><tr><th scope="col">番号</th><th scope="col">操作</th></tr></thead>
<tbody><tr><th scope="row">1</th>
<td><a href="{{ visit.address(close, number=1) }}">終える</a></td></tr></tbody></table>
{% endblock %}
"""
FORM = """{% extends "console/page.html" %}
{% from "console/form.html" import whole with context %}
{% block title %}終える{% endblock %}
{% block crumbs %}<li><a href="{{ visit.address(home) }}">試しの一覧</a></li>{% endblock %}
{% block main %}{{ whole(form, "終える") }}{% endblock %}
"""
MAP = """{% extends "console/page.html" %}
{% import "console/map.html" as maps with context %}
{% block title %}市の地図{% endblock %}
{% block head %}{{ maps.head() }}{% endblock %}
{% block main %}
{{ maps.map("市の地図", {"marker": {"latitude": 38.4, "longitude": 141.3, "title": "役所"}}) }}
{% endblock %}
"""
