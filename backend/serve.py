"""Run the web server."""

import asyncio
import contextlib
import logging
from types import FrameType

import uvicorn

from backend.app import create_app
from backend.config import settings
from backend.events.live import close_streams

log = logging.getLogger("storewalk")


def serve(host: str, port: int, *, worker: bool, demo: bool) -> None:
    """Serve until a signal comes; open streams get a few seconds to end by themselves."""
    config = uvicorn.Config(
        create_app(worker=worker), host=host, port=port, loop="uvloop", http="httptools",
        timeout_graceful_shutdown=5, access_log=False, log_level="warning", server_header=False,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):  # it comes when everything has stopped
        if demo:
            asyncio.run(prepare_demo())
        here = f"http://localhost:{port}" if host == "127.0.0.1" else settings().public_url
        log.info("Storewalk is at %s", here)
        Server(config).run()


class Server(uvicorn.Server):
    """Uvicorn, which waits for open streams; these are told to end when the signal comes."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        close_streams()
        super().handle_exit(sig, frame)


async def prepare_demo() -> None:
    """Load the demo company and say whom to sign in as."""
    from backend.demo.load import load_demo
    from backend.house import open_database

    async with open_database():
        for line in await load_demo():
            log.info(line)
