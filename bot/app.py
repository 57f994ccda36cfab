"""The web application: the doors that are open to the outside."""

from __future__ import annotations

import logging

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from bot import public
from bot.console.door import Door
from bot.doors import health, webhook
from bot.service import Service
from bot.visitors import BehindProxies

log = logging.getLogger(__name__)

# LINE's webhooks are a few kilobytes; a hundred events with long texts stay under this.
LARGEST_BODY = 1024 * 1024


def create_app(service: Service) -> Flask:
    """The Flask application of one process."""
    app = Flask("madoguchi", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.secret_key = service.settings.secret_key
    app.extensions["madoguchi"] = service
    app.register_blueprint(webhook.blueprint)
    app.register_blueprint(health.blueprint)
    # With real credentials nobody may speak in a citizen's name.
    if service.settings.uses_emulator:
        from bot.doors import simulator

        app.register_blueprint(simulator.blueprint)
    public.register(app, service)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)
    app.extensions["console"] = door = Door(app.wsgi_app, service)
    app.wsgi_app = BehindProxies(door, service.settings.console)  # type: ignore[assignment,method-assign]
    return app


def _refused(error: HTTPException) -> Response:
    return Response(error.name, error.code, mimetype="text/plain")


def _failed(error: Exception) -> Response:
    log.error("request failed", exc_info=error)
    return Response("Internal Server Error", 500, mimetype="text/plain")
