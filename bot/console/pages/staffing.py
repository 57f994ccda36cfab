"""/console/staff: who may sign in, with which roles. For administrators only; every change is audited."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from wtforms import EmailField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import Email, Length
from wtforms.widgets import CheckboxInput, ListWidget

from bot.console import accounts, invitations
from bot.console.accounts import Account
from bot.console.forms import Form, Needed
from bot.console.roles import Role
from bot.console.sections import Console
from bot.console.visit import Answer, Visit
from bot.feature import Feature, Nothing
from bot.time import millis

feature = Feature("staff", title="職員")
console = Console(feature, __name__, label="職員", order=910)
ADDED = console.act("added", "職員を追加した")
CHANGED = console.act("changed", "職員の名前や役割を変えた")
DISABLED = console.act("disabled", "職員の利用を止めた")
ENABLED = console.act("enabled", "職員の利用を再開した")
INVITED = console.act("invited", "招待を作った")
FACTOR_RESET = console.act("factor_reset", "認証アプリとパスキーの登録を消した")
ADMIN = frozenset({Role.ADMIN})


class PersonForm(Form):
    """A member of staff, without the address."""

    name = StringField("名前", [Needed("名前を入力してください。"), Length(max=60)])
    roles = SelectMultipleField(
        "役割", choices=[SelectChoice(role.value, role.label) for role in Role],
        option_widget=CheckboxInput(), widget=ListWidget(), description="いくつでも選べます。",
    )  # fmt: skip

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(Role(value) for value in self.roles.data or ())


class AddForm(PersonForm):
    """A new member of staff."""

    email = EmailField(
        "メールアドレス", [Needed("メールアドレスを入力してください。"), Email(), Length(max=254)]
    )


class ActForm(Form):
    """A button without fields."""


@console.page("", roles=ADMIN, label="職員")
def people(visit: Visit[Nothing]) -> Answer:
    """Everybody, those in use first."""
    return visit.page("console/staff/people.html", people=accounts.everybody(visit.db))


@console.page("/add", roles=ADMIN, changes=True)
def add(visit: Visit[Nothing]) -> Answer:
    """Make an account, and show the link with which its owner starts."""
    form = visit.form(AddForm)
    if form.accepted and accounts.by_email(visit.db, form.email.data or ""):
        form.email.errors = ["このメールアドレスの職員は、すでにいます。"]
        form.accepted = False
    if not form.accepted:
        return visit.page("console/staff/add.html", form=form)
    email, name = str(form.email.data), str(form.name.data)
    number = accounts.add(visit.db, email, name, form.chosen, millis(visit.now))
    visit.audit(
        ADDED,
        subject=f"staff:{number}",
        after={"email": email.lower(), "name": name} | _roles(form.chosen),
    )
    return _invited(visit, number)


@console.page("/<int:number>", roles=ADMIN, changes=True)
def person(visit: Visit[Nothing], number: int) -> Answer:
    """One account: its name and roles, and what else can be done with it."""
    account = _account(visit, number)
    form = visit.form(PersonForm, name=account.name, roles=[role.value for role in account.roles])
    if form.accepted and Role.ADMIN not in form.chosen and _is_last_admin(visit, account):
        form.roles.errors = [
            "管理者がひとりもいなくなります。先に、ほかの人を管理者にしてください。"
        ]
        form.accepted = False
    if not form.accepted:
        return visit.page("console/staff/person.html", form=form, account=account)
    name = str(form.name.data)
    accounts.rename(visit.db, number, name)
    accounts.give_roles(visit.db, number, form.chosen)
    before = {"name": account.name} | _roles(account.roles)
    visit.audit(
        CHANGED,
        subject=f"staff:{number}",
        before=before,
        after={"name": name} | _roles(form.chosen),
    )
    return visit.done("変更しました。", people)


@console.page("/<int:number>/disable", roles=ADMIN, changes=True)
def disable(visit: Visit[Nothing], number: int) -> Answer:
    """Let the account no longer sign in, after asking."""
    account = _account(visit, number)
    if not visit.form(ActForm).accepted or _is_last_admin(visit, account):
        return visit.page(
            "console/staff/disable.html", account=account, last=_is_last_admin(visit, account)
        )
    accounts.switch(visit.db, number, active=False)
    visit.audit(
        DISABLED, subject=f"staff:{number}", before={"active": True}, after={"active": False}
    )
    return visit.done(f"{account.name}さんの利用を止めました。", people)


@console.page("/<int:number>/enable", roles=ADMIN, changes=True)
def enable(visit: Visit[Nothing], number: int) -> Answer:
    """Let the account sign in again."""
    account = _account(visit, number)
    if not visit.form(ActForm).accepted:
        return visit.redirect(person, number=number)
    accounts.switch(visit.db, number, active=True)
    visit.audit(
        ENABLED, subject=f"staff:{number}", before={"active": False}, after={"active": True}
    )
    return visit.done(f"{account.name}さんの利用を再開しました。", people)


@console.page("/<int:number>/invite", roles=ADMIN, changes=True)
def invite(visit: Visit[Nothing], number: int) -> Answer:
    """A new link, for who lost the first one or forgot the password."""
    account = _account(visit, number)
    if not visit.form(ActForm).accepted or not account.active:
        return visit.redirect(person, number=number)
    return _invited(visit, number)


@console.page("/<int:number>/reset", roles=ADMIN, changes=True)
def reset(visit: Visit[Nothing], number: int) -> Answer:
    """Take the second factor away from who lost their telephone, after asking."""
    account = _account(visit, number)
    if not visit.form(ActForm).accepted:
        return visit.page("console/staff/reset.html", account=account)
    accounts.forget_second_factor(visit.db, number)
    visit.audit(FACTOR_RESET, subject=f"staff:{number}")
    return visit.done(f"{account.name}さんの認証アプリとパスキーの登録を消しました。", people)


def _account(visit: Visit[Nothing], number: int) -> Account:
    return accounts.by_id(visit.db, number) or visit.missing()


def _is_last_admin(visit: Visit[Nothing], account: Account) -> bool:
    admins = [
        one.id for one in accounts.everybody(visit.db) if one.active and Role.ADMIN in one.roles
    ]
    return admins == [account.id]


def _roles(roles: frozenset[Role]) -> dict[str, Any]:
    return {"roles": "、".join(role.label for role in Role if role in roles)}


def _invited(visit: Visit[Nothing], number: int) -> Answer:
    token = invitations.invite(visit.db, number, millis(visit.now))
    visit.audit(INVITED, subject=f"staff:{number}")
    path = url_for("account.invitation", token=token)
    base = visit.service.settings.console.public_url or request.host_url.rstrip("/")
    account = _account(visit, number)
    answer = visit.page("console/staff/invited.html", account=account, link=f"{base}{path}")
    answer.status_code = 200
    return answer
