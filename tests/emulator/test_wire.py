"""Over real sockets: the public Python SDK, unmodified, and connections that break."""

from __future__ import annotations

import http.client
import io
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3

from bot.emulator import Emulator, EmulatorConfig, RunningServer, create_app, serve_in_thread
from tests.emulator.conftest import Line, text, until
from tests.emulator.pictures import png
from tests.emulator.test_rich_menus import MENU_OBJECT

sdk = pytest.importorskip("linebot.v3.messaging")
oauth = pytest.importorskip("linebot.v3.oauth")
pytestmark = pytest.mark.wire
PUSH = "/v2/bot/message/push"
HEADERS = {"Authorization": "Bearer emulator-token", "Content-Type": "application/json"}
BODY = json.dumps({"to": "U" + "1" * 32, "messages": [text()]})


@pytest.fixture
def api(served: RunningServer) -> Iterator[Any]:
    """Return the SDK's client with nothing changed but its address."""
    with sdk.ApiClient(sdk.Configuration(host=served.url, access_token="emulator-token")) as made:
        yield made
        made.rest_client.pool_manager.clear()


def test_the_sdk_sends(line: Line, api: Any) -> None:
    messaging, user = sdk.MessagingApi(api), line.citizen()
    token = line.hears(user)["replyToken"]
    messages = [sdk.TextMessage(text="はい")]
    replied = messaging.reply_message(sdk.ReplyMessageRequest(reply_token=token, messages=messages))
    pushed = messaging.push_message_with_http_info(
        sdk.PushMessageRequest(to=user, messages=messages), x_line_retry_key=str(uuid.uuid4())
    )
    messaging.multicast(sdk.MulticastRequest(to=[user], messages=messages))
    messaging.broadcast(sdk.BroadcastRequest(messages=messages))
    messaging.narrowcast(sdk.NarrowcastRequest(messages=messages))
    assert replied.sent_messages[0].quote_token
    assert pushed.headers["x-line-request-id"]
    seen = [each["via"] for each in line.seen_by(user)]
    assert seen == ["reply", "push", "multicast", "broadcast", "narrowcast"]


def test_the_sdk_is_told_of_faults_in_lines_words(line: Line, api: Any) -> None:
    messaging = sdk.MessagingApi(api)
    wrong = sdk.ReplyMessageRequest(reply_token="x", messages=[sdk.TextMessage(text="a")])
    with pytest.raises(sdk.ApiException) as caught:
        messaging.reply_message(wrong)
    assert json.loads(caught.value.body) == {"message": "Invalid reply token"}
    key = str(uuid.uuid4())
    push = sdk.PushMessageRequest(to=line.citizen(), messages=[sdk.TextMessage(text="a")])
    accepted = messaging.push_message_with_http_info(push, x_line_retry_key=key)
    with pytest.raises(sdk.ApiException) as caught:
        messaging.push_message(push, x_line_retry_key=key)
    assert caught.value.status == 409
    first = accepted.headers["x-line-request-id"]
    assert caught.value.headers["x-line-accepted-request-id"] == first


def test_the_sdk_asks_about_people_and_the_channel(line: Line, api: Any) -> None:
    messaging, user = sdk.MessagingApi(api), line.citizen("花子")
    assert messaging.get_profile(user).display_name == "花子"
    assert messaging.get_followers().user_ids == [user]
    assert messaging.get_bot_info().user_id == line.emulator.destination
    assert messaging.get_message_quota().type == "none"
    assert messaging.get_message_quota_consumption().total_usage == 0
    assert messaging.get_webhook_endpoint().active
    messaging.show_loading_animation(sdk.ShowLoadingAnimationRequest(chatId=user))
    messages = [sdk.TextMessage(text="a")]
    messaging.validate_reply(sdk.ValidateMessageRequest(messages=messages))


def test_the_sdk_fetches_what_citizens_sent(line: Line, api: Any) -> None:
    photo, user = bytes(range(256)) * 1500, line.citizen()
    acted = line.client.post(
        f"/simulator/api/citizens/{user}/actions", data={"file": (io.BytesIO(photo), "a.jpg")}
    )
    blob = sdk.MessagingApiBlob(api)
    message_id = (acted.json or {})["messageId"]
    assert bytes(blob.get_message_content(message_id)) == photo
    assert blob.get_message_content_transcoding_by_message_id(message_id).status == "succeeded"


def test_the_sdk_sets_up_rich_menus(line: Line, api: Any) -> None:
    messaging, blob, user = sdk.MessagingApi(api), sdk.MessagingApiBlob(api), line.citizen()
    request = sdk.RichMenuRequest.from_dict(MENU_OBJECT)
    messaging.validate_rich_menu_object(request)
    menu = messaging.create_rich_menu(request).rich_menu_id
    picture = png(800, 540)
    upload = {"_headers": {"Content-Type": "image/png"}}
    blob.set_rich_menu_image(menu, body=bytearray(picture), **upload)
    assert bytes(blob.get_rich_menu_image(menu)) == picture
    messaging.set_default_rich_menu(menu)
    messaging.link_rich_menu_id_to_users(
        sdk.RichMenuBulkLinkRequest(richMenuId=menu, userIds=[user])
    )
    assert messaging.get_rich_menu_id_of_user(user).rich_menu_id == menu
    messaging.create_rich_menu_alias(
        sdk.CreateRichMenuAliasRequest(richMenuAliasId="tab", richMenuId=menu)
    )
    assert messaging.get_rich_menu_alias_list().aliases[0].rich_menu_id == menu


def test_the_sdk_gets_a_token(served: RunningServer) -> None:
    configuration = oauth.Configuration(host=served.url)
    with oauth.ApiClient(configuration) as client:
        issued = oauth.ChannelAccessToken(client).issue_channel_token(
            grant_type="client_credentials",
            client_id="1234567890",
            client_secret="emulator-secret",
        )
        client.rest_client.pool_manager.clear()
    headers = HEADERS | {"Authorization": f"Bearer {issued.access_token}"}
    answer = urllib3.request("POST", served.url + PUSH, body=BODY, headers=headers)
    assert answer.status == 200


def test_a_connection_serves_many_requests(served: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.connect()
    own = connection.sock.getsockname()
    for path, status in ((PUSH, 200), ("/v2/none", 404), ("/emulator/none", 404), (PUSH, 200)):
        connection.request("POST", path, BODY, HEADERS)
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, connection.sock.getsockname()) == (status, own)
    connection.close()


def test_a_body_in_chunks(served: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    chunks = iter([BODY[:10].encode(), BODY[10:].encode()])
    for _ in range(2):
        connection.request("POST", PUSH, chunks, HEADERS, encode_chunked=True)
        answer = connection.getresponse()
        assert (answer.status, b"sentMessages" in answer.read()) == (200, True)
        chunks = iter([BODY.encode()])
    connection.close()


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 300 + b"\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(served: RunningServer, request_: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 10) as client:
        client.sendall(request_)
        assert client.recv(100).startswith(b"HTTP/1.1 400 ")


def test_expecting_to_be_told_to_continue(served: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 10) as client:
        client.sendall(b"PUT /emulator/faults HTTP/1.1\r\nHost: a\r\nContent-Length: 13\r\n")
        client.sendall(b"Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n")
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b'{"faults":[]}')
        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK")


def fault(line: Line, **rule: Any) -> None:
    line.emulator.faults.put([{"path": PUSH, "count": 1} | rule])


@pytest.mark.parametrize("kind", ["reset", "accept_then_reset"])
def test_a_reset_is_a_reset(line: Line, served: RunningServer, kind: str) -> None:
    fault(line, kind=kind)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    with pytest.raises(ConnectionResetError):
        _post(connection)
    connection.close()
    assert line.ledger()["totals"]["pushes"] == (kind == "accept_then_reset")
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    assert _post(connection) == 200
    connection.close()


def _post(connection: http.client.HTTPConnection) -> int:
    connection.request("POST", PUSH, BODY, HEADERS)
    answer = connection.getresponse()
    answer.read()
    return answer.status


@pytest.mark.parametrize("kind", ["hang", "accept_then_hang"])
def test_a_hang_lasts_until_the_client_gives_up(
    line: Line, served: RunningServer, kind: str
) -> None:
    fault(line, kind=kind)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=0.2)
    with pytest.raises(TimeoutError):
        _post(connection)
    connection.close()
    assert line.ledger()["totals"]["pushes"] == (kind == "accept_then_hang")
    line.emulator.faults.clear()
    until(lambda: line.ledger()["requests"].get(f"POST {PUSH}") == {"dropped": 1})


def test_a_delay_only_delays(line: Line, served: RunningServer) -> None:
    fault(line, kind="delay", seconds=0.2)
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    assert _post(connection) == 200
    connection.close()
    assert time.monotonic() - begun >= 0.2


def test_webhooks_go_over_http_too(served: RunningServer) -> None:
    heard: list[dict[str, Any]] = []

    def bot(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        heard.append(json.loads(environ["wsgi.input"].read()) | {"at": environ["PATH_INFO"]})
        start_response("200 OK", [])
        return [environ["HTTP_X_LINE_SIGNATURE"].encode()]

    listener = serve_in_thread(bot)
    emulator = Emulator(EmulatorConfig(webhook_url=f"{listener.url}/hook"))
    client = create_app(emulator).test_client()
    client.post("/simulator/api/citizens", json={"displayName": "花子"})
    until(lambda: len(heard) == 1)
    listener.close()
    assert (heard[0]["at"], heard[0]["events"][0]["type"]) == ("/hook", "follow")
    emulator.close()


def test_threads_do_not_get_into_each_others_way(line: Line, served: RunningServer) -> None:
    user = line.citizen()
    events = [line.emulator.events.message("text", user, line.clock(), text="a") for _ in range(80)]
    line.emulator.open_events(events)
    # Every token is spent by two clients at once: one of them must be refused.
    results: list[int] = []

    def spend() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
        for event in events:
            body = json.dumps({"replyToken": event["replyToken"], "messages": [text()]})
            connection.request("POST", "/v2/bot/message/reply", body, HEADERS)
            answer = connection.getresponse()
            answer.read()
            results.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=spend) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (results.count(200), results.count(400)) == (80, 80)
    accounts = line.ledger()["events"]
    assert {accounts[each["webhookEventId"]]["replies"] for each in events} == {1}


def test_the_command_serves_and_stops() -> None:
    command = [sys.executable, "-m", "bot.emulator", "--port", "0", "--seed", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        url = line.split()[3]
        answer = urllib3.request("GET", f"{url}/healthz")
        process.send_signal(signal.SIGTERM)
        assert (answer.status, process.wait(20)) == (200, 0)


def test_the_command_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.emulator", "--help"], capture_output=True, text=True, check=True
    )
    assert "--webhook-url" in done.stdout


def test_a_port_that_is_taken_is_told(served: RunningServer) -> None:
    command = [sys.executable, "-m", "bot.emulator", "--port", str(served.port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{served.port}" in done.stderr
