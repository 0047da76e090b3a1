"""The API as a page to read: plain HTML from the OpenAPI document, without a script."""

from collections.abc import Iterator
from html import escape
from typing import Any

LIMITS = ("minimum", "maximum", "minLength", "maxLength")
STYLE = """
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Noto Sans SC", sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h2 { margin-top: 2.5rem; font-size: 1.15rem; }
h3 { margin-bottom: .25rem; font-size: 1rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 4.5em; font-weight: 700; color: light-dark(#0f766e, #2dd4bf); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
td, th { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; }
tr { border-bottom: 1px solid #8884; }
a { color: light-dark(#0f766e, #2dd4bf); }
.scroll { overflow-x: auto; }
"""


def render(document: dict[str, Any]) -> str:
    """Return the whole page: every operation, then every document that crosses the wire."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        '<meta name=viewport content="width=device-width, initial-scale=1">',
        f"<title>Storewalk API {escape(document['info']['version'])}</title>",
        "<link rel=stylesheet href=/api/docs.css><main>",
        f"<h1>Storewalk API {escape(document['info']['version'])}</h1>",
        "<p>Every write is a <code>PUT</code> of a whole document to an address you make up: sent twice it "
        "changes nothing and answers the same; with other content it is 409. Errors are RFC 9457 with a path "
        "per field. The machine-readable form is <a href=/api/openapi.json>openapi.json</a>.</p>",
        "<h2>Operations</h2>",
        *operations(document),
        "<h2>Documents</h2>",
        *shapes(document["components"]["schemas"]),
        "</main></html>",
    ]
    return "".join(parts)


def operations(document: dict[str, Any]) -> Iterator[str]:
    """Yield a paragraph per operation, in the order of the addresses."""
    for path, methods in sorted(document["paths"].items()):
        for method, operation in methods.items():
            name, about = escape(operation["operationId"]), escape(operation.get("description", ""))
            yield f"<h3 id={name}><span class=method>{method.upper()}</span> <code>{escape(path)}</code></h3>"
            yield f"<p>{about} <code>{name}</code>"
            if "requestBody" in operation:
                yield f" · takes {of(operation['requestBody'])}"
            for reply in operation["responses"].values():
                if "application/json" in reply.get("content", {}):
                    yield f" · answers {of(reply)}"
                    break
            yield "</p>"


def of(content: dict[str, Any]) -> str:
    """Link the document inside a body or a reply."""
    return kind(content["content"]["application/json"]["schema"])


def shapes(schemas: dict[str, Any]) -> Iterator[str]:
    """Yield a table per document."""
    for name, schema in sorted(schemas.items()):
        yield f"<h3 id={escape(name)}>{escape(name)}</h3><p>{escape(schema.get('description', ''))}</p>"
        needed = schema.get("required", [])
        rows = [
            f"<tr><td><code>{escape(field)}</code><td>{kind(shape)}<td>{'needed' if field in needed else ''}"
            for field, shape in schema.get("properties", {}).items()
        ]
        if rows:
            head = "<tr><th>field<th>kind<th>"
            yield f"<div class=scroll tabindex=0><table>{head}{''.join(rows)}</table></div>"


def kind(schema: dict[str, Any]) -> str:
    """Say in a few words what a value is."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema or "oneOf" in schema:
        return " or ".join(kind(choice) for choice in schema.get("anyOf", schema.get("oneOf", [])))
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if "enum" in schema:
        return " or ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    bounds = [f"{key} {schema[key]}" for key in LIMITS if key in schema]
    words = schema.get("format", schema.get("type", "anything"))
    return escape(", ".join([str(words), *bounds]))
