"""A bare LINE API: accepts everything, and counts which event was answered how often and when.

It judges nothing (that is the emulator's work); it exists to cost as little as possible, so that
a measurement shows the bot and not the other side of the wire. `python -m bench.stub --port N`.

    POST /v2/bot/message/reply   200; counted under the number its reply token carries
    GET  .../content             200, the photo of --photo
    any other path               200; counted by path
    GET  /bench/count            {"replies": n}
    POST /bench/reset            forget what was counted
    GET  /bench/report           {"events": [[number, replies, first time]...], "paths": {...}}

Times are `time.monotonic()`, which on Linux is one clock for all processes.
"""

import argparse
import asyncio
import gc
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_REPLY_TOKEN = re.compile(rb'"replyToken": *"([0-9a-f]{32})"')
_REPLY_PATH = b"/v2/bot/message/reply"
_SENT = b'{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7bsB1"}]}'


class Tally:
    """What has arrived since the last reset."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.replies = 0
        self.counts: Counter[int] = Counter()
        self.first: dict[int, float] = {}
        self.paths: Counter[str] = Counter()

    def reply(self, body: bytes) -> None:
        """Count one reply under its event's number; -1 where the token is not one of ours."""
        found = _REPLY_TOKEN.search(body)
        number = int(found[1], 16) if found else -1
        self.replies += 1
        self.counts[number] += 1
        self.first.setdefault(number, time.monotonic())

    def report(self) -> bytes:
        """Everything as JSON."""
        events = [[number, count, self.first[number]] for number, count in self.counts.items()]
        return json.dumps({"events": events, "paths": self.paths}).encode()


class StubProtocol(asyncio.Protocol):
    """One connection."""

    def __init__(self, tally: Tally, photo: bytes = b"") -> None:
        self._tally, self._photo = tally, photo
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport for the answers."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._buffer += data
        while self._answer_one():
            pass

    def _answer_one(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        length = _LENGTH.search(self._buffer, 0, end)
        size = end + 4 + (int(length[1]) if length else 0)
        if len(self._buffer) < size:
            return False
        path = self._buffer.split(b" ", 2)[1]
        answer = self._handle(path, self._buffer[end + 4 : size])
        self._buffer = self._buffer[size:]
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            b"x-line-request-id: 00000000-0000-4000-8000-000000000000\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(answer), answer)
        )
        return True

    def _handle(self, path: bytes, body: bytes) -> bytes:
        if path == _REPLY_PATH:
            self._tally.reply(body)
            return _SENT
        if path.startswith(b"/bench/"):
            return self._control(path)
        if path.endswith(b"/content"):
            return self._photo
        self._tally.paths[path.decode("ascii", "replace")] += 1
        return _SENT if path.startswith(b"/v2/bot/message/") else b"{}"

    def _control(self, path: bytes) -> bytes:
        if path == b"/bench/report":
            return self._tally.report()
        if path == b"/bench/reset":
            self._tally.reset()
        return json.dumps({"replies": self._tally.replies}).encode()


async def serve(host: str, port: int, photo: bytes = b"") -> None:
    """Serve until the process is ended; `photo` is the content of every message."""
    tally = Tally()
    server = await asyncio.get_running_loop().create_server(
        lambda: StubProtocol(tally, photo), host, port, backlog=1024
    )
    # Collections would show up as pauses in the servers' latencies.
    gc.freeze()
    gc.disable()
    await server.serve_forever()


def main() -> None:
    """Run the stub."""
    parser = argparse.ArgumentParser(description="A bare LINE API that counts replies.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--photo", type=Path, help="what the data host answers")
    arguments = parser.parse_args()
    photo = arguments.photo.read_bytes() if arguments.photo else b""
    asyncio.run(serve(arguments.host, arguments.port, photo))


if __name__ == "__main__":
    main()
