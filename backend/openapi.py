"""The OpenAPI document: Litestar's paths, with every body described by msgspec, which loses no constraint."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from backend.problems import ProblemDocument

REFERENCE = "#/components/schemas/{name}"


class Described(NamedTuple):
    """As much of a route handler as its description needs."""

    operation_id: str
    options: dict[str, Any]
    returns: Any


def describe(document: dict[str, Any], handlers: Sequence[Described]) -> dict[str, Any]:
    """Put request bodies, responses and problems into Litestar's document, all from the same Structs."""
    bodies = {h.operation_id: h.options["body"] for h in handlers if "body" in h.options}
    replies = {h.operation_id: reply_type(h) for h in handlers}
    replies = {name: reply for name, reply in replies.items() if is_document(reply)}
    shapes = [*bodies.values(), *replies.values(), ProblemDocument]
    schemas, components = msgspec.json.schema_components(shapes, ref_template=REFERENCE)
    schema_of = dict(zip(map(repr, shapes), schemas, strict=True))
    # msgspec walks through sets: without sorting, the order differs from one run to the next.
    document["components"] = {"schemas": dict(sorted(components.items()))}
    for path in document["paths"].values():
        for operation in (o for o in path.values() if isinstance(o, dict)):
            name = operation["operationId"]
            if name in bodies:
                body = {"application/json": {"schema": schema_of[repr(bodies[name])]}}
                operation["requestBody"] = {"required": True, "content": body}
            describe_replies(
                operation, schema_of.get(repr(replies.get(name))), schema_of[repr(ProblemDocument)]
            )
    return document


def describe_replies(operation: dict[str, Any], schema: Any, problem: Any) -> None:
    """Give the successful replies their schema and every operation its problem document."""
    kept = {status: reply for status, reply in operation["responses"].items() if status.startswith("2")}
    for reply in kept.values():
        if schema is not None and "content" in reply:
            reply["content"] = {"application/json": {"schema": schema}}
    kept["default"] = {
        "description": "What went wrong, and what to do",
        "content": {"application/problem+json": {"schema": problem}},
    }
    operation["responses"] = kept


def reply_type(handler: Described) -> Any:
    """Return what a handler answers with, without the `Response` around it."""
    reply = handler.options.get("reply", handler.returns)
    origin = get_origin(reply)
    return get_args(reply)[0] if origin is not None and origin.__name__ == "Response" else reply


def is_document(shape: Any) -> bool:
    """Tell whether msgspec describes this type and there is something to describe."""
    return bool(re.search(r"backend\.\w+", repr(shape)))
