"""Channel access tokens (short-lived, v2.1 and v3) and the verification of ID tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.emulator import jwt
from bot.emulator.access import Issued
from bot.emulator.api.wire import Answer, Call, Route, answer
from bot.emulator.errors import ApiError

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

DAY = 86400
MONTH = 30 * DAY
STATELESS = 900
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
AUDIENCE = "https://api.line.me/"
ISSUER = "https://access.line.me"


def _wrong(error: str, description: str, status: int = 400) -> ApiError:
    return ApiError(status, error, extra={"error": error, "error_description": description})


def _client(emulator: Emulator, form: dict[str, str]) -> None:
    config = emulator.config
    given = form.get("client_id"), form.get("client_secret")
    if given != (config.channel_id, config.channel_secret):
        raise _wrong("invalid_client", "client_id or client_secret is wrong")


def _granted(form: dict[str, str]) -> None:
    if form.get("grant_type") != "client_credentials":
        raise _wrong("unsupported_grant_type", "grant_type must be client_credentials")


def _assertion(emulator: Emulator, form: dict[str, str], now: float) -> dict[str, Any]:
    """Return header and claims of a client assertion in one.

    Its signature is not verified: the public key is registered in LINE's console, not here.
    """
    if form.get("client_assertion_type") != ASSERTION:
        raise _wrong("invalid_request", "client_assertion_type is wrong")
    try:
        head, claims = jwt.decode(form.get("client_assertion", ""))
    except ValueError as error:
        raise _wrong("invalid_client", f"client_assertion: {error}") from error
    channel = emulator.config.channel_id
    named = claims.get("iss") == claims.get("sub") == channel and claims.get("aud") == AUDIENCE
    end = claims.get("exp")
    timely = isinstance(end, int) and now < end <= now + 1800 + 60
    if not named or not timely or head.get("alg") != "RS256" or not head.get("kid"):
        raise _wrong("invalid_client", "client_assertion has wrong claims")
    return head | claims


def _issue(emulator: Emulator, now: float, life: float, *, keyed: bool = False) -> Answer:
    token = emulator.ids.access_token()
    key_id = emulator.ids.reply_token() if keyed else None
    with emulator.lock:
        emulator.access.add(token, Issued(now + life, key_id))
    body = {"access_token": token, "expires_in": int(life), "token_type": "Bearer"}
    return answer(body if key_id is None else body | {"key_id": key_id})


def short_lived(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/oauth/accessToken"""
    form = call.form()
    _granted(form)
    _client(emulator, form)
    return _issue(emulator, call.at, MONTH)


def from_assertion(emulator: Emulator, call: Call) -> Answer:
    """POST /oauth2/v2.1/token"""
    form = call.form()
    _granted(form)
    assertion = _assertion(emulator, form, call.at)
    life = assertion.get("token_exp")
    if not isinstance(life, int) or not 0 < life <= MONTH:
        raise _wrong("invalid_request", "token_exp must be up to 30 days in seconds")
    return _issue(emulator, call.at, life, keyed=True)


def stateless(emulator: Emulator, call: Call) -> Answer:
    """POST /oauth2/v3/token: by an assertion or by the channel secret."""
    form = call.form()
    _granted(form)
    if "client_assertion" in form:
        _assertion(emulator, form, call.at)
    else:
        _client(emulator, form)
    return _issue(emulator, call.at, STATELESS)


def revoke(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/oauth/revoke and /oauth2/v2.1/revoke"""
    form = call.form()
    if call.path.startswith("/oauth2/"):
        _client(emulator, form)
    with emulator.lock:
        emulator.access.revoke(form.get("access_token", ""))
    return Answer(200, b"")


def verify(emulator: Emulator, call: Call) -> Answer:
    """POST /v2/oauth/verify and GET /oauth2/v2.1/verify"""
    given = call.form() if call.method == "POST" else call.query()
    with emulator.lock:
        left = emulator.access.remaining(given.get("access_token", ""), call.at)
    if left is None:
        raise _wrong("invalid_request", "access token expired")
    life = int(min(left, MONTH))
    return answer({"client_id": emulator.config.channel_id, "expires_in": life, "scope": "P CM"})


def key_ids(emulator: Emulator, call: Call) -> Answer:
    """GET /oauth2/v2.1/tokens/kid"""
    with emulator.lock:
        return answer({"kids": emulator.access.key_ids(call.at)})


def id_token(emulator: Emulator, user_id: str, name: str, client_id: str, now: float) -> str:
    """Return an ID token of a citizen for a LIFF app, as `liff.getIDToken()` would give it."""
    claims = {
        "iss": ISSUER,
        "sub": user_id,
        "aud": client_id,
        "exp": int(now) + 3600,
        "iat": int(now),
        "amr": ["linesso"],
        "name": name,
    }
    return jwt.encode(claims, emulator.config.channel_secret)


def verify_id_token(emulator: Emulator, call: Call) -> Answer:
    """POST /oauth2/v2.1/verify: the claims of an ID token, if everything about it is right."""
    form = call.form()
    try:
        claims = jwt.verify(form.get("id_token", ""), emulator.config.channel_secret)
    except ValueError as error:
        raise _wrong("invalid_request", "Invalid IdToken.") from error
    if claims.get("aud") != form.get("client_id"):
        raise _wrong("invalid_request", "Invalid IdToken Audience.")
    if claims.get("exp", 0) <= call.at:
        raise _wrong("invalid_request", "IdToken expired.")
    if form.get("user_id", claims.get("sub")) != claims.get("sub"):
        raise _wrong("invalid_request", "Invalid IdToken Subject Identifier.")
    return answer(claims)


ROUTES = (
    Route("POST", "/v2/oauth/accessToken", short_lived, open=True),
    Route("POST", "/v2/oauth/revoke", revoke, open=True),
    Route("POST", "/v2/oauth/verify", verify, open=True),
    Route("POST", "/oauth2/v2.1/token", from_assertion, open=True),
    Route("POST", "/oauth2/v2.1/revoke", revoke, open=True),
    Route("GET", "/oauth2/v2.1/verify", verify, open=True),
    Route("POST", "/oauth2/v2.1/verify", verify_id_token, open=True),
    Route("GET", "/oauth2/v2.1/tokens/kid", key_ids, open=True),
    Route("POST", "/oauth2/v3/token", stateless, open=True),
)
