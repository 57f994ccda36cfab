"""One's own account, and the page behind an invitation."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_security import current_user, hash_password
from sqlalchemy import select, update
from werkzeug.wrappers import Response
from wtforms import PasswordField

from bot.console import acts, audit, invitations, sessions
from bot.console.audit import Actor, Entry
from bot.console.forms import Form, Needed, texts
from bot.console.guard import note
from bot.console.invitations import Invited
from bot.console.sign_in import check_password
from bot.console.store import pending
from bot.console.tables import staff_session_table, staff_user_table
from bot.service import Service
from bot.time import millis


class StartForm(Form):
    """The first password, twice."""

    password = PasswordField(
        "パスワード", [Needed()], description="12文字以上",
        render_kw={"autocomplete": "new-password"},
    )  # fmt: skip
    again = PasswordField(
        "パスワード(確認のため、もう一度)", [Needed()], render_kw={"autocomplete": "new-password"}
    )


def account_blueprint(service: Service) -> Blueprint:
    """/account and /invitation/<token>."""
    made = Blueprint("account", __name__)
    made.add_url_rule("/account", "home", lambda: _home(service))
    made.add_url_rule("/account/sessions", "end_sessions", _end_sessions, methods=["POST"])
    made.add_url_rule(
        "/invitation/<token>",
        "invitation",
        lambda token: _invitation(service, token),
        methods=["GET", "POST"],
    )
    return made


def _home(service: Service) -> str:
    query = select(staff_session_table).where(staff_session_table.c.user_id == current_user.id)
    with service.database.read() as connection:
        found = connection.execute(query.order_by(staff_session_table.c.seen_ms.desc())).all()
    here = sessions.key_of(session.get("sid", ""))
    return render_template("console/account.html", sessions=found, here=here, user=current_user)


def _end_sessions() -> Response:
    user, token = current_user.id, session.get("sid", "")
    pending().writes.append(lambda connection: sessions.end_all(connection, user, but=token))
    note(current_user._get_current_object(), acts.ENDED_SESSIONS)
    flash(texts("console")["ended_sessions"], "success")
    return redirect(url_for("account.home"), 303)


def _invitation(service: Service, token: str) -> str | Response | tuple[str, int]:
    with service.database.read() as connection:
        invited = invitations.find(connection, token, millis(service.clock()))
    if invited is None:
        return render_template("console/invitation.html", invited=None, form=None), 404
    form = _start_form(invited)
    if not form.accepted:
        return render_template("console/invitation.html", invited=invited, form=form)
    # Hashing is slow on purpose, so it comes before the database is locked.
    if not _start(service, token, hash_password(form.password.data)):
        return render_template("console/invitation.html", invited=None, form=None), 404
    flash(texts("console")["started"], "success")
    return redirect(url_for("security.login"), 303)


def _start_form(invited: Invited) -> StartForm:
    sent = request.method == "POST"
    form = StartForm(request.form if sent else None)
    if sent and form.validate():
        _check(form, invited.email)
        form.accepted = not form.errors
    return form


def _check(form: StartForm, email: str) -> None:
    if complaint := check_password(form.password.data or "", email):
        form.password.errors = [complaint]
    if form.password.data != form.again.data:
        form.again.errors = [texts("console")["password_differs"]]


def _start(service: Service, token: str, password: str) -> bool:
    now = millis(service.clock())
    values: dict[str, Any] = {"password": password, "fs_uniquifier": uuid.uuid4().hex}
    with service.database.write() as connection:
        invited = invitations.use(connection, token, now)
        if invited is None:
            return False
        whose = staff_user_table.c.id == invited.user_id
        connection.execute(update(staff_user_table).where(whose).values(**values))
        sessions.end_all(connection, invited.user_id)
        actor = Actor(
            invited.user_id, f"{invited.name} <{invited.email}>", request.remote_addr or ""
        )
        entry = Entry(acts.INVITED, f"staff:{invited.user_id}", "")
        audit.write(connection, actor, now, entry)
    return True
