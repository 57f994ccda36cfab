"""Flask-Security with our parts."""

from __future__ import annotations

import unicodedata

from flask import Flask, current_app
from flask_security import Security, WebauthnUtil
from flask_security.utils import get_message
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.console.sign_in import (
    NewPasswordForm,
    Passwords,
    RecoveryForm,
    SignInForm,
    Totp,
    VerifyCodeForm,
    VerifyPasswordForm,
)
from bot.console.store import Store
from bot.service import Service


class _Passkeys(WebauthnUtil):
    """Passkeys of any kind that ask who is there: one replaces password and code together."""

    def authenticator_selection(self, user: object, usage: str) -> AuthenticatorSelectionCriteria:  # noqa: ARG002
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: object, usage: list[str]) -> UserVerificationRequirement:  # noqa: ARG002
        return UserVerificationRequirement.REQUIRED

    def name_svn(self, value: str) -> tuple[str | None, str | None]:
        """(what is wrong, the name as it is kept). Letters and digits can be no HTML."""
        kept = unicodedata.normalize("NFKC", value.strip())
        allowed = tuple(current_app.config["SECURITY_WAN_NAME_ALLOWED_CHARS"])
        fine = all(unicodedata.category(sign).startswith(allowed) for sign in kept)
        if not fine or len(kept) > current_app.config["SECURITY_WAN_NAME_MAX_LENGTH"]:
            return get_message("WEBAUTHN_NAME_DISALLOWED_CHARACTERS")[0], None
        return None, kept


class _Security(Security):
    """Without the library that it wants for names of passkeys, which `_Passkeys` checks."""

    def _check_modules(self, module: str, config_name: str) -> object:
        if module == "nh3":
            return True
        return super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]


def install(app: Flask, service: Service) -> None:
    """Give the application its sign-in."""
    security = _Security(
        app,
        Store(service.database),
        login_form=SignInForm,
        verify_form=VerifyPasswordForm,
        change_password_form=NewPasswordForm,
        two_factor_verify_code_form=VerifyCodeForm,
        mf_recovery_form=RecoveryForm,
        totp_cls=Totp,
        password_util_cls=Passwords,
        webauthn_util_cls=_Passkeys,
    )
    # The console is for browsers; nothing of Flask-Security's JSON interface is open.
    security.want_json(lambda _request: False)
