"""Signing in with an organisation's account: OpenID Connect, Microsoft Entra ID as the common case.

Authlib checks state, nonce, PKCE and the ID token. What remains is ours: whose account it is. It is bound to
the provider's subject; an account that was made by hand is found once by its address, if the provider
vouches for that.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, abort, current_app, flash, redirect, request, session, url_for
from flask_security import login_user
from joserfc.errors import JoseError
from requests import RequestException
from sqlalchemy import Connection, select, update
from werkzeug.wrappers import Response

from bot.console import accounts, audit
from bot.console.accounts import Account
from bot.console.audit import Act, Actor, Entry
from bot.console.forms import texts
from bot.console.roles import Role
from bot.console.tables import staff_user_table
from bot.service import Service
from bot.settings.console import ConsoleSettings
from bot.time import millis

log = logging.getLogger(__name__)

BOUND = Act("account.bound", "組織アカウントを結び付けた")
CREATED = Act("account.created", "組織アカウントから利用を始めた")
ROLES = Act("account.roles", "組織の設定に合わせて役割を変えた")
ACTS = (BOUND, CREATED, ROLES)
_user = staff_user_table.c


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says of somebody.

    Attributes:
        subject: issuer and subject.
        email: their address, empty unless the provider vouches for it.
        roles: None where roles are given by hand.
    """

    subject: str
    email: str
    name: str
    roles: frozenset[Role] | None


def oidc_blueprint(service: Service) -> Blueprint:
    """/oidc/start and /oidc/back; 404 where no provider is set."""
    made = Blueprint("oidc", __name__)
    made.add_url_rule("/oidc/start", "start", _start)
    made.add_url_rule("/oidc/back", "back", lambda: _back(service))
    made.record_once(lambda state: _register(state.app, service.settings.console))
    return made


def _register(app: Any, settings: ConsoleSettings) -> None:
    if not settings.oidc_issuer:
        return
    OAuth(app).register(
        "organisation",
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
    )


def _provider() -> Any:
    found = current_app.extensions.get("authlib.integrations.flask_client")
    return found.organisation if found else abort(404)


def _start() -> Response:
    provider = _provider()
    session["oidc_next"] = request.args.get("next", "")
    try:
        answer: Response = provider.authorize_redirect(_way_back())
    except (AuthlibBaseError, RequestException):
        return _refused("oidc_failed")
    return answer


def _way_back() -> str:
    service: Service = current_app.extensions["madoguchi"]
    base = service.settings.console.public_url
    path = url_for("oidc.back")
    return f"{base}{path}" if base else url_for("oidc.back", _external=True)


def _back(service: Service) -> Response:
    try:
        token = _provider().authorize_access_token()
    except (AuthlibBaseError, RequestException, JoseError, ValueError) as error:
        log.warning("sign-in at the provider failed", extra={"error": type(error).__name__})
        return _refused("oidc_failed")
    claims = claims_of(token.get("userinfo") or {}, service.settings.console)
    if claims is None:
        return _refused("oidc_failed")
    with service.database.write() as connection:
        account = _account(connection, claims, service)
    if account is None:
        return _refused("oidc_unknown")
    login_user(
        current_app.extensions["security"].datastore.find_user(id=account.id), authn_via=["oidc"]
    )
    return redirect(session.pop("oidc_next", "") or url_for("home"), 303)


def _refused(text: str) -> Response:
    session.pop("oidc_next", None)
    flash(texts("console")[text], "error")
    return redirect(url_for("security.login"), 303)


def claims_of(told: Mapping[str, Any], settings: ConsoleSettings) -> Claims | None:
    """What an ID token says, as far as we use it; None without a subject."""
    if not told.get("sub") or not told.get("iss"):
        return None
    address = str(told.get(settings.oidc_email_claim) or "")
    # Anybody may write anything into an address that nobody verified.
    if settings.oidc_email_claim == "email" and told.get("email_verified") is not True:
        address = ""
    name = str(told.get("name") or address.partition("@")[0] or "職員")[:60]
    roles = _roles(told.get(settings.oidc_claim), settings) if settings.oidc_roles else None
    return Claims(f"{told['iss']}|{told['sub']}"[:400], address.strip().lower(), name, roles)


def _roles(value: object, settings: ConsoleSettings) -> frozenset[Role]:
    groups = {value} if isinstance(value, str) else _texts(value)
    return frozenset(
        Role.named(role) for group, role in settings.oidc_roles if group in groups and _known(role)
    )


def _texts(value: object) -> set[str]:
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()


def _known(role: str) -> bool:
    try:
        Role.named(role)
    except ValueError:
        log.error("OIDC_ROLES names a role that does not exist", extra={"role": role})
        return False
    return True


def _account(connection: Connection, claims: Claims, service: Service) -> Account | None:
    """The account of somebody who comes from the provider; bound or made where that is allowed."""
    found = _bound(connection, claims) or _bind(connection, claims, service)
    if found is None and claims.email and claims.roles and service.settings.console.oidc_creates:
        found = _create(connection, claims, service)
    if found is None or not found.active or claims.roles == frozenset():
        return None
    if claims.roles is not None and claims.roles != found.roles:
        accounts.give_roles(connection, found.id, claims.roles)
        before, after = ({"roles": _titles(roles)} for roles in (found.roles, claims.roles))
        _note(connection, found, service, Entry(ROLES, f"staff:{found.id}", "", before, after))
    return found


def _bound(connection: Connection, claims: Claims) -> Account | None:
    number = connection.scalar(select(_user.id).where(_user.oidc_subject == claims.subject))
    return accounts.by_id(connection, number) if number else None


def _bind(connection: Connection, claims: Claims, service: Service) -> Account | None:
    if not claims.email or not (found := accounts.by_email(connection, claims.email)):
        return None
    change = update(staff_user_table).where(_user.id == found.id, _user.oidc_subject.is_(None))
    if not connection.execute(change.values(oidc_subject=claims.subject)).rowcount:
        return None  # it belongs to another subject: the address was given to somebody else
    _note(connection, found, service, Entry(BOUND, f"staff:{found.id}", ""))
    return found


def _create(connection: Connection, claims: Claims, service: Service) -> Account | None:
    if accounts.by_email(connection, claims.email):
        return None
    roles = claims.roles or frozenset()
    now, subject = millis(service.clock()), claims.subject
    number = accounts.add(connection, claims.email, claims.name, roles, now, oidc_subject=subject)
    made = accounts.by_id(connection, number)
    assert made is not None
    after = {"email": made.email, "roles": _titles(roles)}
    _note(connection, made, service, Entry(CREATED, f"staff:{number}", "", after=after))
    return made


def _titles(roles: frozenset[Role]) -> str:
    return "、".join(role.label for role in Role if role in roles)


def _note(connection: Connection, account: Account, service: Service, entry: Entry) -> None:
    actor = Actor(account.id, f"{account.name} <{account.email}>", request.remote_addr or "")
    audit.write(connection, actor, millis(service.clock()), entry)
