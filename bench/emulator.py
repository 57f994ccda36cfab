"""The LINE emulator as a process, and a client of its simulator and its ledger."""

import json
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.events import SECRET, TOKEN
from bench.processes import Service, running

SENDERS = 4


def emulator_process(
    port: int, bot_port: int, folder: Path, *, rate_limits: bool = False
) -> AbstractContextManager[Service]:
    """The emulator, which sends its webhooks to the bot's port, with or without LINE's rate limits."""
    options = {
        "--host": "127.0.0.1",
        "--port": str(port),
        "--webhook-url": f"http://127.0.0.1:{bot_port}/line/webhook",
        "--channel-secret": SECRET,
        "--channel-access-token": TOKEN,
    }
    pairs = [part for option in options.items() for part in option]
    command = [sys.executable, "-m", "bot.emulator", *pairs]
    command.append("--rate-limits" if rate_limits else "--no-rate-limits")
    return running("emulator", command, {}, folder / "emulator")


class EmulatorClient:
    """Speaks to the emulator over one kept connection; one object for each thread."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        content = None if body is None else json.dumps(body).encode()
        self._connection.request(method, path, content, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        data = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"emulator answered {answer.status} to {method} {path}: {data!r}")
        parsed: dict[str, Any] = json.loads(data)
        return parsed

    def citizen(self, name: str) -> str:
        """Make a citizen, who follows the bot; return the user id."""
        made = self._ask("POST", "/simulator/api/citizens", {"displayName": name})
        return str(made["userId"])

    def says(self, user_id: str, text: str) -> str:
        """Send a text as a citizen; return its webhookEventId."""
        path = f"/simulator/api/citizens/{quote(user_id)}/actions"
        return str(self._ask("POST", path, {"type": "text", "text": text})["webhookEventId"])

    def events(self) -> dict[str, dict[str, Any]]:
        """The ledger: what became of each event, by webhookEventId."""
        events: dict[str, dict[str, Any]] = self._ask("GET", "/emulator/ledger")["events"]
        return events

    def multicasts(self) -> dict[str, int]:
        """How often a multicast was answered with each status."""
        counts = self._ask("GET", "/emulator/ledger?events=0")["requests"]
        found: dict[str, int] = counts.get("POST /v2/bot/message/multicast", {})
        return found

    def faults(self, rules: Sequence[dict[str, Any]]) -> None:
        """Let LINE be out of order by these rules, as the emulator's /emulator/faults takes them."""
        self._ask("PUT", "/emulator/faults", {"faults": list(rules)})

    def received(self) -> tuple[int, int]:
        """How many people got a text sent to them by name once, and how many more than once."""
        tally = self._ask("GET", "/emulator/deliveries/tally")["tally"]
        return sum(each["once"] for each in tally), sum(each["moreThanOnce"] for each in tally)

    def requests(self, after: int) -> list[dict[str, Any]]:
        """The API calls with a number above `after`, as far as the emulator still has them."""
        requests: list[dict[str, Any]] = self._ask("GET", f"/emulator/requests?after={after}")[
            "requests"
        ]
        return requests


class Chatter:
    """Citizens who write at a steady rate from threads of their own."""

    def __init__(self, port: int, citizens: Sequence[str], texts: Sequence[str]) -> None:
        self._port = port
        self._citizens = citizens
        self._texts = texts
        self._sent: list[list[str]] = [[] for _ in range(SENDERS)]
        self._errors: list[Exception] = []
        self._threads: list[threading.Thread] = []

    def start(self, count: int, rate: float) -> None:
        """Begin to send `count` texts, `rate` a second."""
        begin = time.monotonic()
        for sender in range(SENDERS):
            numbers = range(sender, count, SENDERS)
            thread = threading.Thread(
                target=self._send, args=(sender, numbers, begin, rate), daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def running(self) -> bool:
        """Whether there is more to send."""
        return any(thread.is_alive() for thread in self._threads)

    def sent(self) -> list[str]:
        """The ids of all events sent. Raises what a thread failed of."""
        for thread in self._threads:
            thread.join()
        if self._errors:
            raise self._errors[0]
        return [event for part in self._sent for event in part]

    def _send(self, sender: int, numbers: range, begin: float, rate: float) -> None:
        try:
            with closing(EmulatorClient(self._port)) as client:
                for number in numbers:
                    time.sleep(max(0.0, begin + number / rate - time.monotonic()))
                    who = self._citizens[number % len(self._citizens)]
                    text = self._texts[number % len(self._texts)]
                    self._sent[sender].append(client.says(who, text))
        except Exception as error:  # noqa: BLE001 - a thread hands its error to sent()
            self._errors.append(error)
