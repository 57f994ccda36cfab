"""The console's own Flask application, mounted by `door`."""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from bot.console import acts, guard, security, shell, style, trouble
from bot.console.account import account_blueprint
from bot.console.configuration import configuration
from bot.console.finding import sections
from bot.console.oidc import ACTS as OIDC_ACTS
from bot.console.oidc import oidc_blueprint
from bot.console.people import StaffUser
from bot.console.reviews import Reviews
from bot.console.running import view_of
from bot.console.sections import AnyConsole
from bot.console.talks import Talks
from bot.service import Service


def create_console(service: Service) -> Flask:
    """The console with the pages of every feature that this installation runs."""
    app = Flask("bot.console", static_folder=None)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    city = service.library.current.city.name
    app.config.update(configuration(service.settings, f"{city} LINE管理"))
    app.extensions["madoguchi"] = service
    app.extensions["console-templates"] = {}
    StaffUser.two_factor = service.settings.console.two_factor
    guard.install(app, service)
    CSRFProtect(app)
    Babel(app)
    security.install(app, service)
    app.register_blueprint(style.blueprint)
    app.register_blueprint(account_blueprint(service))
    app.register_blueprint(oidc_blueprint(service))
    app.extensions["console-reviews"] = Reviews(service)
    app.extensions["console-talks"] = Talks(service)
    found = sections(service.registry)
    for section in found:
        _add(app, section, service)
    known = [act for section in found for act in section.acts.values()]
    app.extensions["console-acts"] = {
        act.kind: act.title for act in [*known, *acts.OWN, *OIDC_ACTS]
    }
    shell.install(app, service, found)
    trouble.install(app)
    return app


def _add(app: Flask, section: AnyConsole, service: Service) -> None:
    for page in section.pages:
        methods = ["GET", "POST"] if page.changes else ["GET"]
        path = f"/{section.name}{page.path}"
        app.add_url_rule(path, page.endpoint, view_of(section, page, service), methods=methods)
