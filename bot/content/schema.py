"""A YAML tree checked against a pydantic model; every error goes to the place that caused it."""

from difflib import get_close_matches
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.faults import Faults, Place
from bot.content.schema_words import describe
from bot.content.yaml_node import Location, Node

Model = TypeVar("Model", bound=BaseModel)


def validate(node: Node, model: type[Model], faults: Faults) -> Model | None:
    """The model read from a tree; None, and an error in `faults` for each, where it is invalid."""
    try:
        return model.model_validate(node.plain())
    except ValidationError as invalid:
        _report(node, model, invalid.errors(include_url=False), faults)
    return None


def _report(node: Node, model: type[BaseModel], errors: list[ErrorDetails], faults: Faults) -> None:
    misspelt: set[Location] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            nearest = _report_unknown(node, model, error, faults)
            misspelt.add((*error["loc"][:-1], nearest))
    for error in errors:
        # A misspelt key is one mistake, though pydantic also misses the right one.
        missing = error["type"] == "missing" and error["loc"] in misspelt
        if error["type"] != "extra_forbidden" and not missing:
            faults.error(_place(node, error), *describe(error))


def _report_unknown(node: Node, model: type[BaseModel], error: ErrorDetails, faults: Faults) -> str:
    key = str(error["loc"][-1])
    known = _fields(model, error["loc"][:-1])
    nearest = next(iter(get_close_matches(key.strip(), known, 1)), "")
    advice = f"「{nearest}」の書き間違いではありませんか。" if nearest else _list(known)
    faults.error(_place(node, error), f"「{key}」という項目はありません。", advice)
    return nearest


def _list(known: list[str]) -> str:
    if not known:
        return "この行を消してください。"
    return f"ここに書ける項目は {'、'.join(known)} です。"


def _place(node: Node, error: ErrorDetails) -> Place:
    """The value in question; its key where there is no value or the key itself is wrong."""
    key: Place | None = None
    for step in error["loc"]:
        child = node.child(step)
        if child is not None:
            key = node.keys.get(str(step))
            node = child
    at_key = error["type"] in ("missing", "extra_forbidden") or error["loc"][-1:] == ("[key]",)
    return key if key and (at_key or node.is_nothing) else node.place


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """The keys the model knows at a location."""
    models = [model]
    for step in location:
        deeper = [
            found
            for each in models
            for name, info in each.model_fields.items()
            if step in (name, info.alias)
            for found in _models_in(info.annotation)
        ]
        models = deeper or models
    return [info.alias or name for each in models for name, info in each.model_fields.items()]


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
