"""The real server in a process of its own, which tests start, stop and kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.cast import PASSWORD

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """A server over one database and one folder; without it the phones are offline."""

    database_url: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, with the worker inside; returns once it answers."""
        environment = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "DATA_DIR": str(self.folder / "var"),
            "MEDIA_DIR": str(self.folder / "media"),
            "PWA_DIR": os.environ.get("PWA_DIR", str(ROOT / "pwa" / "dist")),
            "PUBLIC_URL": self.url,
            "PUSH_ALLOW_LOOPBACK": "true",
            **self.settings,
        }
        command = [sys.executable, "-m", "backend.cli", "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self.wait()

    def wait(self, seconds: float = 40) -> None:
        """Wait for the first answer."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/api/health", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError(f"The server did not come up:\n{(self.folder / 'server.log').read_text()[-3000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop serving: for every phone the network is gone."""
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        self.stop(signal.SIGKILL)

    def sign_in(self, login: str) -> httpx.Client:
        """One of the cast at the API itself, to set a scene or to look at the result."""
        client = httpx.Client(base_url=self.url, timeout=20)
        body = {"login": login, "password": PASSWORD, "device": "test"}
        reply = client.post("/api/sessions", json=body)
        assert reply.status_code == 201, reply.text
        return client

    def get(self, login: str, path: str) -> Any:
        """What one of the cast reads at an address of the API."""
        with self.sign_in(login) as client:
            reply = client.get(path)
            assert reply.status_code == 200, reply.text
            return reply.json()
