"""The web application: every feature's routes, plugged in."""

import importlib
import importlib.util
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig

from backend import __version__
from backend.config import settings
from backend.courtesy import COUNTER
from backend.database import FEATURES, fetch
from backend.docs_page import STYLE, render
from backend.freshness import Freshness
from backend.house import open_database, run_worker
from backend.openapi import Described, describe
from backend.people.routes import signed_in
from backend.problems import answer_problem
from backend.protect import App, Protect, Receive, Scope, Send
from backend.pwa_files import PwaFiles

log = logging.getLogger("storewalk")
ROUTED = [*FEATURES, "company", "analytics", "handovers", "workload"]


def create_app(*, worker: bool = True, database: bool = True) -> "Product":
    """Plug every feature's routes together; `database=False` leaves opening it to the caller."""

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as house:
            if database:
                await house.enter_async_context(open_database())
            for opening in plugged("LIFESPAN"):
                await house.enter_async_context(opening())
            if worker:
                await house.enter_async_context(run_worker())
            yield

    own = [get_health, get_openapi, get_docs, get_docs_style]
    api = Litestar(
        route_handlers=[Router("/api", route_handlers=[*plugged("ROUTES"), *own])],
        dependencies={"person": Provide(signed_in)},
        exception_handlers={Exception: answer_problem},
        lifespan=[lifespan],
        logging_config=None,
        openapi_config=OpenAPIConfig(title="Storewalk", version=__version__, path="/api/unused"),
        request_max_body_size=2_000_000,
    )
    return Product(api, PwaFiles(settings().pwa_dir))


def plugged(name: str) -> list[Any]:
    """Return what the features' routes export under a name."""
    modules = [f"backend.{feature}.routes" for feature in ROUTED]
    found = [importlib.import_module(module) for module in modules if importlib.util.find_spec(module)]
    return [getattr(module, name) for module in found if hasattr(module, name)]


class Product:
    """The API under /api and the pages everywhere else, both behind the same protection."""

    def __init__(self, api: Litestar, pages: PwaFiles) -> None:
        self.api = api
        self.pages = pages
        self.documents = Freshness(cast(App, api))
        self.protected = Protect(self.choose)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.protected(scope, receive, send)

    async def choose(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the API or to the pages."""
        if scope["type"] != "http" or scope["path"] == "/api/live":  # which is never answered to the end
            return await self.documents(scope, receive, send)
        app: Any = self.documents if str(scope["path"]).startswith("/api/") else self.pages
        with COUNTER.serving():
            await app(scope, receive, send)


@get("/health", operation_id="getHealth")
async def get_health() -> dict[str, str]:
    """Answer when the server and its database do."""
    await fetch("SELECT 1")
    return {"status": "ok", "version": __version__}


@get("/openapi.json", operation_id="getOpenApi")
async def get_openapi(request: Request[None, None, State]) -> Response[bytes]:
    """Describe this API as OpenAPI 3.1."""
    return Response(msgspec.json.encode(openapi_document(request.app)), media_type="application/json")


@get("/docs", operation_id="readDocs", media_type="text/html")
async def get_docs(request: Request[None, None, State]) -> str:
    """Describe this API for a reader."""
    return render(openapi_document(request.app))


@get("/docs.css", operation_id="readDocsStyle", media_type="text/css")
async def get_docs_style() -> str:
    """Give the page for the reader its looks."""
    return STYLE


def openapi_document(api: Litestar) -> dict[str, Any]:
    """Describe every route of the API."""
    handlers = [
        Described(str(handler.operation_id), handler.opt, handler.parsed_fn_signature.return_type.annotation)
        for route in api.routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler)
    ]
    return describe(api.openapi_schema.to_schema(), handlers)
