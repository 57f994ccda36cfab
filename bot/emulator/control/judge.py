"""/emulator: faults, the ledger, and webhooks a test or bench sends itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bot.emulator.control.views import LONGEST_WAIT, blueprint, json_object, number
from bot.emulator.emulator import Emulator
from bot.emulator.errors import ApiError

DELIVERIES_PAGE = 1000
LARGEST_CROWD = 2**32
STREAM = "/emulator/webhooks"


class JudgeApi:
    """The views for one emulator."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        return blueprint(
            "emulator_control",
            "/emulator",
            ("GET", "/faults", self.faults),
            ("PUT", "/faults", self.put_faults),
            ("DELETE", "/faults", self.clear_faults),
            ("GET", "/ledger", self.ledger),
            ("GET", "/requests", self.requests),
            ("GET", "/deliveries", self.deliveries),
            ("GET", "/deliveries/tally", self.tally),
            ("PUT", "/crowd", self.crowd),
            ("POST", "/webhooks", self.send_webhook),
            ("POST", "/webhooks/prepare", self.prepare),
        )

    def faults(self) -> ResponseReturnValue:
        """The faults in force."""
        return {"faults": self._emulator.faults.as_json()}

    def put_faults(self) -> ResponseReturnValue:
        """Replace the faults."""
        rules = json_object().get("faults")
        if not isinstance(rules, list):
            raise ApiError(400, "The body needs 'faults', a list")
        self._emulator.faults.put(rules)
        return self.faults()

    def clear_faults(self) -> ResponseReturnValue:
        """No faults from now on; what hangs is let go."""
        self._emulator.faults.clear()
        return self.faults()

    def ledger(self) -> ResponseReturnValue:
        """`?events=0` leaves the events out: the counts alone cost nothing to ask for."""
        emulator = self._emulator
        with emulator.lock:
            found = emulator.ledger.summary()
            found["retryKeyConflicts"] = emulator.retry_keys.conflicts
            found["retryKeyBodyMismatches"] = emulator.retry_keys.mismatches
            found["deliveries"] = dict(emulator.deliveries.counts)
            found["idle"] = emulator.webhooks.idle()
            if request.args.get("events") != "0":
                found["events"] = emulator.ledger.events()
        return found

    def requests(self) -> ResponseReturnValue:
        """The newest API calls, `?after=N`."""
        with self._emulator.lock:
            return {"requests": self._emulator.ledger.requests(int(number("after", 0)))}

    def deliveries(self) -> ResponseReturnValue:
        """The newest accepted pushes, multicasts and so on, `?after=N&limit=N`."""
        after, limit = int(number("after", 0)), int(number("limit", DELIVERIES_PAGE))
        with self._emulator.lock:
            return {"deliveries": self._emulator.deliveries.after(after, limit)}

    def tally(self) -> ResponseReturnValue:
        """For each text sent: how many people got it once, and how many more than once."""
        with self._emulator.lock:
            return {"tally": self._emulator.deliveries.tally()}

    def crowd(self) -> ResponseReturnValue:
        """So many followers more, whose ids are computed: see GET /v2/bot/followers/ids."""
        count = json_object().get("count")
        if not isinstance(count, int) or not 0 <= count <= LARGEST_CROWD:
            raise ApiError(400, "The body needs 'count', a number of people")
        with self._emulator.lock:
            self._emulator.citizens.crowd = count
        return {"count": count}

    def send_webhook(self) -> ResponseReturnValue:
        """One webhook with these events as they are given: mixed, doubled, odd or none."""
        events = self._events()
        webhook = self._emulator.emit(STREAM, events)
        if request.args.get("wait"):
            webhook.answered.wait(LONGEST_WAIT)
        found = [each["webhookEventId"] for each in events]
        return {"webhookEventIds": found, "webhookStatus": webhook.status}, 202

    def prepare(self) -> ResponseReturnValue:
        """Signed webhooks of one event each, for a load generator to post at its own pace."""
        events = self._events()
        self._emulator.open_events(events)
        return {"webhooks": [self._prepared(event) for event in events]}

    def _events(self) -> list[dict[str, Any]]:
        given = json_object().get("events")
        if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            raise ApiError(400, "The body needs 'events', a list of objects")
        now = self._emulator.clock()
        return [self._emulator.events.complete(each, None, now) for each in given]

    def _prepared(self, event: dict[str, Any]) -> dict[str, Any]:
        body = self._emulator.webhook_body([event])
        return {
            "webhookEventId": event["webhookEventId"],
            "body": body.decode(),
            "headers": self._emulator.webhook_headers(body),
        }
