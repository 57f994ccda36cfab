"""What Flask and Flask-Security are told, derived from our settings."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.console.forms import texts
from bot.settings import EMULATOR_SECRET, Settings

COOKIE = "madoguchi_console"
# A city's staff uploads spreadsheets, and several photographs of a camera at once.
LARGEST_BODY = 64 * 1024 * 1024
SHORTEST_PASSWORD = 12


def configuration(settings: Settings, issuer: str) -> dict[str, Any]:
    """The whole configuration; `issuer` is what authenticator apps call us."""
    return (
        _flask(settings)
        | {f"SECURITY_{name}": value for name, value in _security(settings, issuer).items()}
        | {f"SECURITY_MSG_{name}": tuple(value) for name, value in texts("security").items()}
    )


def _flask(settings: Settings) -> dict[str, Any]:
    secure = not settings.uses_emulator or settings.console.public_url.startswith("https://")
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "SESSION_COOKIE_NAME": COOKIE,
        "SESSION_COOKIE_PATH": "/console",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        # Lax: the way back from an identity provider comes from elsewhere.
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_DURATION": timedelta(0),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # pages send no referrer; the token is what protects
        "BABEL_DEFAULT_LOCALE": "ja",
        "TRUSTED_HOSTS": _hosts(settings.console.public_url),
    }


def _hosts(public_url: str) -> list[str] | None:
    """Which names of ours a request may use, where we know our name."""
    name = urlsplit(public_url).hostname
    return [name, "localhost", "127.0.0.1"] if name else None


def _security(settings: Settings, issuer: str) -> dict[str, Any]:
    key = _key(settings, "totp")
    return {
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        # Passwords stand on their own, so that SECRET_KEY can be changed.
        "PASSWORD_SINGLE_HASH": {"argon2"},
        "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "PASSWORD_NORMALIZE_FORM": "NFKC",
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "URL_PREFIX": "",
        "STATIC_FOLDER": None,
        "LOGIN_URL": "/login",
        "LOGOUT_URL": "/logout",
        "LOGOUT_METHODS": ["POST"],
        "POST_LOGIN_VIEW": "/console/",
        "POST_LOGOUT_VIEW": "/console/login",
        "CHANGEABLE": True,
        "CHANGE_URL": "/account/password",
        "POST_CHANGE_VIEW": "/console/account",
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "FRESHNESS": timedelta(minutes=15),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
        "VERIFY_URL": "/account/verify",
        "POST_VERIFY_VIEW": "/console/account",
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_POST_SETUP_VIEW": "/console/account",
        "TWO_FACTOR_SETUP_URL": "/account/code",
        "TOTP_SECRETS": {"1": key},
        "TOTP_ISSUER": issuer,
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [base64.urlsafe_b64encode(bytes.fromhex(key))],
        "WEBAUTHN": True,
        "WAN_RP_NAME": issuer,
        "WAN_REGISTER_URL": "/account/passkeys",
        "WAN_DELETE_URL": "/account/passkeys/delete",
        "WAN_POST_REGISTER_VIEW": "/console/account",
        # Hints would tell which addresses have an account.
        "WAN_ALLOW_USER_HINTS": False,
        "WAN_NAME_ALLOWED_CHARS": ["L", "N", "Pc", "Pd", "Zs"],
    }


def _key(settings: Settings, purpose: str) -> str:
    """A key of its own for one purpose, 64 hexadecimal digits.

    Trial runs have a new SECRET_KEY each time, and would forget everybody's authenticator app.
    """
    secret = EMULATOR_SECRET if settings.uses_emulator else settings.secret_key
    return hashlib.sha256(f"{purpose}\0{secret}".encode()).hexdigest()
