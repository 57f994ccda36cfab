"""The emulator as a Flask application."""

from __future__ import annotations

from flask import Flask
from flask.typing import ResponseReturnValue

from bot.emulator.api.gate import Gate
from bot.emulator.api.routes import ROUTES
from bot.emulator.control.judge import JudgeApi
from bot.emulator.control.simulator import SimulatorApi
from bot.emulator.emulator import Emulator
from bot.emulator.errors import ApiError
from bot.emulator.simulator import page

UPLOAD_BYTES = 64 * 1024 * 1024


def create_app(emulator: Emulator) -> Flask:
    """Return the application that serves an emulator.

    LINE's own paths are answered before Flask sees them (see `api.gate`); Flask serves the
    simulator and the control API.
    """
    app = Flask("bot.emulator", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = UPLOAD_BYTES
    app.register_blueprint(SimulatorApi(emulator).blueprint())
    app.register_blueprint(JudgeApi(emulator).blueprint())
    app.register_blueprint(page.blueprint)
    app.register_error_handler(ApiError, _refuse)
    app.register_error_handler(RecursionError, _too_deep)
    app.add_url_rule("/healthz", "healthz", _healthz)
    app.wsgi_app = Gate(emulator, ROUTES, app.wsgi_app)  # type: ignore[method-assign]
    return app


def _healthz() -> ResponseReturnValue:
    return {"status": "ok"}


def _too_deep(_: Exception) -> ResponseReturnValue:
    return _refuse(ApiError(400, "The request body is nested too deeply"))


def _refuse(error: ApiError) -> ResponseReturnValue:
    return error.body(), error.status, list(error.headers)
