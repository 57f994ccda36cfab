"""The channel: who the bot is, its webhook, its counts, its tokens."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.emulator.conftest import START, URL, Line, text

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CREDENTIALS = {
    "grant_type": "client_credentials",
    "client_id": "1234567890",
    "client_secret": "emulator-secret",
}
CLAIMS = {
    "iss": "1234567890",
    "sub": "1234567890",
    "aud": "https://api.line.me/",
    "exp": int(START) + 600,
    "token_exp": 86400,
}


def test_the_bot_knows_itself(line: Line) -> None:
    info = line.call("GET", "/v2/bot/info").json or {}
    assert info["userId"] == line.emulator.destination
    assert info["chatMode"] == "bot"


def test_the_webhook_endpoint_can_be_moved_and_tried(line: Line) -> None:
    path = "/v2/bot/channel/webhook"
    assert line.call("GET", f"{path}/endpoint").json == {"endpoint": URL, "active": True}
    moved = {"endpoint": "https://bot.test/elsewhere"}
    assert line.call("PUT", f"{path}/endpoint", moved).status_code == 200
    assert line.call("GET", f"{path}/endpoint").json == moved | {"active": True}
    assert line.call("PUT", f"{path}/endpoint", {"endpoint": "nowhere"}).status_code == 400
    line.bot.statuses = [200, 500, OSError("refused")]
    tries = [line.call("POST", f"{path}/test", {}).json or {} for _ in range(3)]
    assert [(each["success"], each["statusCode"]) for each in tries] == [
        (True, 200),
        (False, 500),
        (False, 0),
    ]
    assert json.loads(line.bot.calls[0][0])["events"] == []


def test_deliveries_are_known_the_day_after(line: Line) -> None:
    user = line.citizen()
    for _ in range(3):
        line.call("POST", "/v2/bot/message/push", {"to": user, "messages": [text()]})
    path = "/v2/bot/message/delivery/push?date="
    assert line.call("GET", f"{path}20261121").json == {"status": "unready"}
    line.clock.now += 86400
    assert line.call("GET", f"{path}20261121").json == {"status": "ready", "success": 3}
    assert line.call("GET", f"{path}20180330").json == {"status": "out_of_service"}
    assert line.call("GET", f"{path}20261301").status_code == 400
    assert line.call("GET", f"{path}yesterday").status_code == 400


def test_aggregation_units(line: Line) -> None:
    for unit in ("bousai", "gomi", "bousai"):
        body = {"to": "U" + "0" * 32, "messages": [text()], "customAggregationUnits": [unit]}
        line.call("POST", "/v2/bot/message/push", body)
    path = "/v2/bot/message/aggregation"
    assert line.call("GET", f"{path}/info").json == {"numOfCustomAggregationUnits": 2}
    assert line.call("GET", f"{path}/list").json == {"customAggregationUnits": ["bousai", "gomi"]}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 202),
        ({"loadingSeconds": 5}, 202),
        ({"loadingSeconds": 60}, 202),
        ({"loadingSeconds": 61}, 400),
        ({"loadingSeconds": 7}, 400),
        ({"chatId": "C1"}, 400),
    ],
)
def test_loading(line: Line, body: dict[str, Any], status: int) -> None:
    given = {"chatId": "U" + "0" * 32} | body
    assert line.call("POST", "/v2/bot/chat/loading/start", given).status_code == status


def test_marks_and_link_tokens(line: Line) -> None:
    user = line.citizen()
    read = line.call("POST", "/v2/bot/message/markAsRead", {"chat": {"userId": user}})
    by_token = line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": "t"})
    assert (read.status_code, by_token.status_code) == (200, 200)
    assert line.call("POST", "/v2/bot/message/markAsRead", {}).status_code == 400
    assert (line.call("POST", f"/v2/bot/user/{user}/linkToken").json or {})["linkToken"]


def test_followers_are_paged(line: Line) -> None:
    users = {line.citizen(f"{number}郎") for number in range(3)}
    line.client.put("/emulator/crowd", json={"count": 2500})
    seen: list[str] = []
    query = ""
    for size in (1000, 1000, 503):
        page = line.call("GET", f"/v2/bot/followers/ids{query}").json or {}
        assert len(page["userIds"]) == size
        seen += page["userIds"]
        query = f"?start={page.get('next')}"
    assert query == "?start=None"
    assert len(set(seen)) == 2503
    assert users < set(seen)
    profile = line.call("GET", f"/v2/bot/profile/{seen[-1]}")
    assert (profile.json or {})["displayName"] == "市民2500"
    for wrong in ("?start=abc", "?limit=1001", "?limit=x", "?start=Zm9vIDE="):
        assert line.call("GET", f"/v2/bot/followers/ids{wrong}").status_code == 400


def form(line: Line, path: str, given: dict[str, str]) -> TestResponse:
    return line.client.post(path, data=given)


def opens(line: Line, token: str) -> bool:
    headers = {"Authorization": f"Bearer {token}"}
    return line.client.get("/v2/bot/info", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("path", "life"), [("/v2/oauth/accessToken", 30 * 86400), ("/oauth2/v3/token", 900)]
)
def test_tokens_by_the_secret(line: Line, path: str, life: int) -> None:
    issued = form(line, path, CREDENTIALS).json or {}
    assert (issued["expires_in"], issued["token_type"]) == (life, "Bearer")
    token = issued["access_token"]
    assert opens(line, token)
    verified = form(line, "/v2/oauth/verify", {"access_token": token}).json or {}
    assert (verified["client_id"], verified["expires_in"]) == ("1234567890", life)
    line.clock.now += life
    assert not opens(line, token)
    wrong = form(line, path, CREDENTIALS | {"client_secret": "x"})
    assert (wrong.status_code, (wrong.json or {})["error"]) == (400, "invalid_client")


def assertion(claims: dict[str, Any]) -> dict[str, str]:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION,
        "client_assertion": f"{part({'alg': 'RS256', 'kid': 'k'})}.{part(claims)}.c2ln",
    }


def test_tokens_by_an_assertion(line: Line) -> None:
    issued = form(line, "/oauth2/v2.1/token", assertion(CLAIMS)).json or {}
    token = issued["access_token"]
    assert issued["expires_in"] == 86400
    assert opens(line, token)
    kids = line.client.get("/oauth2/v2.1/tokens/kid").json
    assert kids == {"kids": [issued["key_id"]]}
    verified = line.client.get(f"/oauth2/v2.1/verify?access_token={token}").json or {}
    assert verified["expires_in"] == 86400
    form(line, "/oauth2/v2.1/revoke", CREDENTIALS | {"access_token": token})
    assert not opens(line, token)
    assert line.client.get(f"/oauth2/v2.1/verify?access_token={token}").status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "x"},
        {"aud": "https://example.com/"},
        {"exp": int(START) - 1},
        {"exp": int(START) + 3600},
        {"token_exp": 31 * 86400},
        {"token_exp": None},
    ],
)
def test_wrong_assertions(line: Line, change: dict[str, Any]) -> None:
    assert form(line, "/oauth2/v2.1/token", assertion(CLAIMS | change)).status_code == 400


def test_an_id_token_is_verified(line: Line) -> None:
    user = line.citizen("花子")
    path = f"/simulator/api/citizens/{user}/idtoken"
    token = (line.client.post(path, json={"clientId": "2000"}).json or {})["idToken"]
    given = {"id_token": token, "client_id": "2000"}
    claims = form(line, "/oauth2/v2.1/verify", given).json or {}
    assert (claims["sub"], claims["name"]) == (user, "花子")
    for wrong in ({"client_id": "3000"}, {"id_token": token[:-2] + "AA"}, {"id_token": "a.b"}):
        assert form(line, "/oauth2/v2.1/verify", given | wrong).status_code == 400
    line.clock.now += 3600
    assert form(line, "/oauth2/v2.1/verify", given).status_code == 400
