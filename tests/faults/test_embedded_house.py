"""The product with a PostgreSQL of its own: Ctrl-C stops all of it, kill -9 loses none of it."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import PATIENCE, ROOT, House, Server

PASSWORD = "open-the-shop-at-seven"


@pytest.fixture
def lone_house() -> Iterator[House]:
    """An installation that has no DATABASE_URL."""
    # Not pytest's own directory: that one is closed to the user that PostgreSQL runs as under root.
    place = Path(tempfile.mkdtemp(prefix="storewalk-test-"))
    place.chmod(0o755)
    folders = {
        "DATA_DIR": str(place / "var"),
        "MEDIA_DIR": str(place / "media"),
        "PWA_DIR": str(place / "pwa"),
    }
    house = House(place, folders)
    yield house
    house.remove()
    stop_postgres(place)
    shutil.rmtree(place)


def stop_postgres(place: Path) -> None:
    """End the server that a killed process left behind."""
    program = "import sys; from pathlib import Path; from backend.embedded import EmbeddedPostgres\n"
    program += "EmbeddedPostgres(Path(sys.argv[1])).stop()"
    data = place / "var" / "postgres"
    if data.exists():
        subprocess.run([sys.executable, "-c", program, str(data)], cwd=ROOT, check=True, timeout=PATIENCE)


def processes_of(place: Path) -> list[str]:
    """What runs for this installation: by its command line, or by the folder it works in."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            works_in = (process / "cwd").readlink()
        except OSError:
            continue
        if words and (str(place) in words or works_in.is_relative_to(place)):
            found.append(words)
    return found


def add_ming(house: House, server: Server) -> None:
    """`storewalk person add`, from a second process."""
    words = ["person", "add", "--login", "ming", "--name", "Ming", "--role", "hq"]
    said = subprocess.run(
        [sys.executable, "-m", "backend.cli", *words], cwd=house.folder, env=server.surroundings(),
        input=f"{PASSWORD}\n", text=True, capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert PASSWORD not in said.stdout + said.stderr


async def test_a_person_added_beside_outlives_a_kill_and_nothing_outlives_ctrl_c(lone_house: House) -> None:
    server = await lone_house.server()
    assert any("postgres" in words for words in processes_of(lone_house.folder))
    add_ming(lone_house, server)
    async with server.sign_in("ming", PASSWORD) as ming:
        server.kill()
        await server.come_up()
        me = (await ming.get("/api/me")).json()
        assert (me["login"], me["roles"]) == ("ming", ["hq"])
    async with server.sign_in("ming", PASSWORD):
        pass
    assert server.end_by(signal.SIGINT) == 0
    assert processes_of(lone_house.folder) == []
    await server.come_up()
    async with server.sign_in("ming", PASSWORD):
        pass
    assert server.end_by(signal.SIGTERM) in (0, -signal.SIGTERM)
    assert processes_of(lone_house.folder) == []
