"""Door: /healthz (the process lives), /readyz (it can do its work), /metrics."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.db import schema
from bot.service import Service

blueprint = Blueprint("health", __name__)


def _service() -> Service:
    service: Service = current_app.extensions["madoguchi"]
    return service


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 as long as the process answers."""
    return Response("ok", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 when the database answers and has the tables of this version; else 503 and why."""
    service = _service()
    try:
        with service.database.read() as connection:
            connection.execute(text("SELECT 1"))
            behind = schema.is_behind(connection)
    except SQLAlchemyError:
        return Response("the database does not answer", 503, mimetype="text/plain")
    if behind:
        return Response("run `madoguchi db upgrade`", 503, mimetype="text/plain")
    return Response("ready", mimetype="text/plain")


@blueprint.get("/metrics")
def scrape() -> Response:
    """Prometheus' text format."""
    from bot.doors import metrics  # the Prometheus client is slow to import and seldom needed

    service = _service()
    content, features = service.library.current, service.registry.features.values()
    with service.database.read() as connection:
        body = metrics.render(
            connection,
            service.clock,
            len(content.errors),
            len(service.library.refused),
            features,
            content.data,
        )
    return Response(body, content_type="text/plain; version=0.0.4; charset=utf-8")
