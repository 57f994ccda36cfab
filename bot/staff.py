"""The kit for a feature's console pages: all that handlers/<feature>/staff may import of the console.

    from bot.staff import Answer, Console, Form, Length, Needed, Role, TextAreaField, Visit

    console = Console(feature, __name__, label="通報")   # templates/ beside this module; found by itself
    CLOSE = console.act("close", "通報を対応済みにした")   # what the audit log knows

    class CloseForm(Form):
        reason = TextAreaField("理由", [Needed("対応済みにする理由を書いてください。"), Length(max=400)])

    @console.page("", roles={Role.ROADS, Role.VIEWER}, label="通報の一覧")   # /console/<feature>
    def reports(visit: Visit[Words]) -> Answer:
        return visit.page("reports.html", rows=open_reports(visit.db))

    @console.page("/<int:number>/close", roles={Role.ROADS}, changes=True)
    def close(visit: Visit[Words], number: int) -> Answer:
        report = find(visit.db, number) or visit.missing()
        form = visit.form(CloseForm)
        if not form.accepted:
            return visit.page("close.html", report=report, form=form)
        store(visit.db, number, reason=form.reason.data)
        visit.audit(CLOSE, subject=f"road_report:{number}", before={"state": report.state}, after={...})
        return visit.done("対応済みにしました。", reports)

    @console.todo("未処理の通報", reports, roles={Role.ROADS})
    def waiting(visit: Visit[Words]) -> int: ...

A request that sends a form is one transaction: what the page writes through `visit.db` and the audit log
commit together, or not at all. Templates extend "console/page.html"; docs/console.md tells of them.
"""

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SearchField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
    ValidationError,
)
from wtforms.validators import URL, AnyOf, Email, Length, NumberRange, Optional, Regexp

from bot.audience import Areas, Audience, Choice
from bot.console.audit import Act, Personal
from bot.console.forms import ChoicesField, Chosen, Form, Needed
from bot.console.plots import Plot, Shape, by_category, over_time
from bot.console.roles import CHANGERS, EVERYONE, Role
from bot.console.sections import Console
from bot.console.staffer import Staffer
from bot.console.visit import Answer, Unavailable, Visit

__all__ = [
    "CHANGERS",
    "EVERYONE",
    "URL",
    "Act",
    "Answer",
    "AnyOf",
    "Areas",
    "Audience",
    "BooleanField",
    "Choice",
    "ChoicesField",
    "Chosen",
    "Console",
    "DateField",
    "DecimalField",
    "Email",
    "EmailField",
    "FileField",
    "Form",
    "HiddenField",
    "IntegerField",
    "Length",
    "MultipleFileField",
    "Needed",
    "NumberRange",
    "Optional",
    "Personal",
    "Plot",
    "RadioField",
    "Regexp",
    "Role",
    "SearchField",
    "SelectChoice",
    "SelectField",
    "SelectMultipleField",
    "Shape",
    "Staffer",
    "StringField",
    "TextAreaField",
    "TimeField",
    "URLField",
    "Unavailable",
    "ValidationError",
    "Visit",
    "by_category",
    "over_time",
]
