"""Flask-Security's forms with our counting of failures, its codes used once, and our rules for passwords."""

from __future__ import annotations

import logging
from typing import Any, cast

from flask import current_app
from flask_security import (
    ChangePasswordForm,
    LoginForm,
    MfRecoveryForm,
    PasswordUtil,
    TwoFactorVerifyCodeForm,
    UserMixin,
    VerifyForm,
    current_user,
)
from flask_security.totp import Totp as BaseTotp
from passlib.totp import TotpMatch

from bot.console import attempts
from bot.console.configuration import SHORTEST_PASSWORD
from bot.console.forms import texts
from bot.console.people import StaffUser
from bot.console.store import pending
from bot.service import Service

log = logging.getLogger(__name__)


def begin_attempt(account: str) -> bool:
    """Count an attempt to sign in; False if there were too many."""
    service: Service = current_app.extensions["madoguchi"]
    with service.database.write(durable=False) as connection:
        return attempts.begin(connection, account)


class _Counted:
    """A form in which a secret is tried."""

    form_errors: list[str]

    def account(self) -> str:
        """The e-mail address whose secret is tried."""
        user: Any = getattr(self, "user", None)
        return str(user.email) if user else ""

    def validate(self, **kwargs: Any) -> bool:
        if not begin_attempt(self.account()):
            self.form_errors.append(texts("console")["too_many"])
            return False
        return bool(super().validate(**kwargs))  # type: ignore[misc]


class _Forgiving(_Counted):
    """One that a signed-in person fills in: success takes the failures away."""

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        if fine:
            account = self.account()
            pending().writes.append(lambda connection: attempts.forget(connection, account))
        return fine


class SignInForm(_Counted, LoginForm):
    """E-mail address and password."""

    def account(self) -> str:
        return str(self.email.data or "")


class VerifyCodeForm(_Counted, TwoFactorVerifyCodeForm):
    """The code of the authenticator app."""


class RecoveryForm(_Counted, MfRecoveryForm):
    """A recovery code."""


class VerifyPasswordForm(_Forgiving, VerifyForm):
    """The password once more."""


class NewPasswordForm(_Forgiving, ChangePasswordForm):
    """The old password and a new one."""

    def account(self) -> str:
        return str(current_user.email)


class Totp(BaseTotp):
    """Codes that are good once: the counter of the last one is kept with the account."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        try:
            return bool(super().verify_totp(token, totp_secret, user, window))
        except (KeyError, TypeError, ValueError) as error:
            # After a change of SECRET_KEY no code is right until the app is registered anew.
            log.error(
                "an authenticator's key cannot be read", extra={"error": type(error).__name__}
            )
            return False

    def get_last_counter(self, user: UserMixin) -> int | None:
        return cast(StaffUser, user).totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        cast(StaffUser, user).totp_counter = tmatch.counter
        current_app.extensions["security"].datastore.put(user)


class Passwords(PasswordUtil):
    """Which passwords are good enough."""

    def validate(
        self,
        password: str,
        is_register: bool,  # noqa: ARG002
        **kwargs: Any,
    ) -> tuple[list[str] | None, str]:
        normal = self.normalize(password)
        user: Any = kwargs.get("user") or current_user
        complaint = check_password(normal, str(getattr(user, "email", "")))
        return ([complaint] if complaint else None), normal


def check_password(password: str, email: str) -> str | None:
    """What is wrong with a new password; None if nothing.

    Length decides (NIST SP 800-63B); kinds of signs are not asked for, but what anybody would try is refused.
    """
    wording = texts("console")
    if len(password) < SHORTEST_PASSWORD:
        return str(wording["password_short"])
    folded = password.lower()
    name = email.partition("@")[0].lower()
    if len(set(folded)) < 5 or (len(name) > 3 and name in folded) or _is_common(folded):
        return str(wording["password_simple"])
    return None


def _is_common(folded: str) -> bool:
    letters = "".join(sign for sign in folded if sign.isalpha())
    rows = ("1234567890", "qwertyuiop", "asdfghjkl", "abcdefghij")
    return letters in ("password", "passw", "madoguchi") or any(
        folded.startswith(row[:8]) for row in rows
    )
