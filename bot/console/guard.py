"""What every request passes: the network, the session, signing in. Nothing is open that is not named here."""

from __future__ import annotations

import re
from typing import Any, cast

from flask import Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from flask_login import user_logged_out
from flask_security import current_user
from flask_security.signals import (
    password_changed,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    user_failed_authn,
    wan_deleted,
    wan_registered,
)
from werkzeug.wrappers import Response as AnyResponse

from bot.console import acts, attempts, audit, sessions
from bot.console.audit import Act, Actor, Entry
from bot.console.forms import texts
from bot.console.people import StaffUser
from bot.console.store import flush, pending
from bot.public.answers import HEADERS
from bot.service import Service
from bot.time import millis
from bot.visitors import is_within

OPEN = {
    "style.static_file", "security.login", "security.logout", "security.two_factor_setup",
    "security.two_factor_token_validation", "security.two_factor_rescue", "security.mf_recovery",
    "security.tf_select", "security.wan_signin", "security.wan_signin_response",
    "account.invitation", "oidc.start", "oidc.back",
}  # fmt: skip
"""Endpoints for people who have not signed in."""
_SCRIPTED = {
    "security.wan_signin", "security.wan_register", "security.wan_verify",
}  # fmt: skip
"""Passkeys need the browser's own script interface; nothing else here runs a script."""
_HALFWAY_SECONDS = 600


def install(app: Flask, service: Service) -> None:
    """Set the checks up, before everything else that listens to requests."""
    app.before_request(lambda: _check_network(service))
    app.before_request(lambda: _check_session(service))
    app.before_request(_check_next)
    app.before_request(_check_halfway)
    app.before_request(_need_sign_in)
    app.after_request(lambda answer: _keep(answer, service))
    app.after_request(_harden)
    _listen(app)


def _check_network(service: Service) -> None:
    networks = service.settings.console.networks
    if networks and not is_within(request.remote_addr or "", networks):
        abort(403)
    if request.is_json:  # Flask-Security would answer in JSON; the console is for browsers
        abort(415)


def _check_session(service: Service) -> None:
    if "_user_id" not in session:
        return
    now = millis(service.clock())
    with service.database.read() as connection:
        found = sessions.find(connection, session.get("sid", ""))
    alive = found and sessions.is_alive(found, now, service.settings.console)
    if not found or not alive:
        session.clear()
        flash(texts("console")["session_ended"], "info")
        return
    if not current_user.is_authenticated or current_user.id != found.user_id:
        session.clear()
    elif sessions.is_to_be_noted(found, now):
        with service.database.write(durable=False) as connection:
            sessions.note_seen(connection, found, now)


def _check_next() -> AnyResponse | None:
    """Where one is led after signing in lies within the console, and nowhere else."""
    asked = [*request.args.getlist("next"), *request.form.getlist("next")]
    if all(not there or _WITHIN.fullmatch(there) for there in asked):
        return None
    if request.method != "GET":
        abort(400)
    return redirect(url_for(request.endpoint or "home", **(request.view_args or {})), 303)


# No second slash at the start, no backslash, no sign that browsers drop.
_WITHIN = re.compile(r"/console(?:/(?![/\\])[^\\\x00-\x20]*)?")


def _check_halfway() -> None:
    """Who gave a password has ten minutes for the second factor."""
    service: Service = current_app.extensions["madoguchi"]
    now = service.clock().timestamp()
    if "tf_user_id" not in session:
        session.pop("halfway", None)
    elif now - session.setdefault("halfway", now) > _HALFWAY_SECONDS:
        session.clear()
        flash(texts("console")["session_ended"], "info")


def _need_sign_in() -> AnyResponse | None:
    if request.endpoint in OPEN or current_user.is_authenticated:
        return None
    asked = request.full_path.rstrip("?") if request.method == "GET" else ""
    there = f"{request.script_root}{asked}" if asked.strip("/") else None
    return redirect(url_for("security.login", next=there), 303)


def _keep(answer: Response, service: Service) -> Response:
    """Write what the request changed of accounts and sessions, with what the audit log says of it."""
    waiting = g.pop("pending", None)
    if waiting is None or not (waiting.changed or waiting.writes or waiting.entries):
        return answer
    now, address = millis(service.clock()), request.remote_addr or ""
    with service.database.write() as connection:
        flush(connection, waiting.changed)
        for write in waiting.writes:
            write(connection)
        for user, entry in waiting.entries:
            actor = Actor(user.id, f"{user.name} <{user.email}>", address)
            audit.write(connection, actor, now, entry)
    return answer


def _harden(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers[name] = value
    policy = HEADERS["Content-Security-Policy"].replace("img-src 'self'", "img-src 'self' data:")
    if request.endpoint in _SCRIPTED or g.get("runs_scripts"):
        policy += "; script-src 'self'"
        answer.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"]
    if tiles := g.get("map_tiles"):
        policy = policy.replace("img-src 'self'", f"img-src 'self' {tiles}")
    if tiles or g.get("fetches"):
        policy += "; connect-src 'self'"
    answer.headers["Content-Security-Policy"] = policy
    # Same-origin only: the address of a page may hold numbers of cases.
    answer.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint != "style.static_file":
        answer.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    return answer


# -- what Flask-Security tells of


def note(user: StaffUser, act: Act, summary: str = "") -> None:
    """Put something an account did into the audit log, with the rest of the request."""
    pending().entries.append((user, Entry(act, f"staff:{user.id}", summary)))


def _listen(app: Flask) -> None:
    # The signals hold their listeners weakly.
    listeners: dict[Any, Any] = {
        user_authenticated: _signed_in,
        user_logged_out: _signed_out,
        user_failed_authn: lambda _app, user, **_: note(user, acts.SIGN_IN_FAILED),
        password_changed: lambda _app, user, **_: note(user, acts.PASSWORD),
        tf_profile_changed: lambda _app, user, **_: note(user, acts.CODE),
        tf_disabled: lambda _app, user, **_: note(user, acts.CODE_OFF),
        wan_registered: lambda _app, user, **_: note(user, acts.PASSKEY),
        wan_deleted: lambda _app, user, **_: note(user, acts.PASSKEY_OFF),
    }
    for signal, listener in listeners.items():
        signal.connect(listener, app, weak=False)


def _signed_in(app: Flask, user: StaffUser, **_: object) -> None:
    service = cast(Service, app.extensions["madoguchi"])
    token, now = sessions.new_token(), millis(service.clock())
    address, agent = request.remote_addr or "", str(request.user_agent)
    number, email = user.id, user.email
    session["sid"] = token
    session.pop("halfway", None)
    waiting = pending()
    waiting.writes.append(
        lambda connection: sessions.begin(connection, token, number, now, address, agent)
    )
    waiting.writes.append(lambda connection: attempts.forget(connection, email))
    note(user, acts.SIGNED_IN)


def _signed_out(app: Flask, user: StaffUser | None, **_: object) -> None:  # noqa: ARG001
    token = session.pop("sid", "")
    if token and user is not None:
        pending().writes.append(lambda connection: sessions.end(connection, token))
        note(user, acts.SIGNED_OUT)
