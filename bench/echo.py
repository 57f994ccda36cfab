"""The peer: the echo bot of line-bot-sdk's own Flask example, as a WSGI application.

`ECHO_CLIENT` says how it calls LINE:

    per-call   as the public example is written: `with ApiClient(configuration)` around each reply,
               which opens a connection for each reply
    shared     one ApiClient for the process, whose connections are kept: the faster of the two,
               so the fairer opponent

`gunicorn --worker-class gthread --workers 2 --threads 16 bench.echo:app`
"""

import os

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler  # type: ignore[import-untyped]
from linebot.v3.exceptions import InvalidSignatureError  # type: ignore[import-untyped]
from linebot.v3.messaging import (  # type: ignore[import-untyped]
    ApiClient,
    Configuration,
    MessagingApi,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import (  # type: ignore[import-untyped]
    MessageEvent,
    TextMessageContent,
)

app = Flask(__name__)
configuration = Configuration(
    access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"], host=os.environ["LINE_API_BASE"]
)
# Enough for every thread; the SDK's own number follows the cores and would make threads wait.
configuration.connection_pool_maxsize = 32
handler = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
shared_client = (
    ApiClient(configuration) if os.environ.get("ECHO_CLIENT", "shared") == "shared" else None
)


@app.route("/healthz")
def healthz() -> str:
    """Say that the process serves."""
    return "ok"


@app.route("/callback", methods=["POST"])
def callback() -> str:
    """Take one webhook, as the example does."""
    signature = request.headers["X-Line-Signature"]
    body = request.get_data(as_text=True)
    app.logger.info("Request body: %s", body)
    try:
        handler.handle(body, signature)
    except InvalidSignatureError:
        abort(400)
    return "OK"


@handler.add(MessageEvent, message=TextMessageContent)  # type: ignore[untyped-decorator]
def handle_message(event: MessageEvent) -> None:
    """Answer a text with the same text."""
    if shared_client is not None:
        _reply(shared_client, event)
        return
    with ApiClient(configuration) as api_client:
        _reply(api_client, event)


def _reply(api_client: ApiClient, event: MessageEvent) -> None:
    MessagingApi(api_client).reply_message_with_http_info(
        ReplyMessageRequest(
            reply_token=event.reply_token, messages=[TextMessage(text=event.message.text)]
        )
    )
