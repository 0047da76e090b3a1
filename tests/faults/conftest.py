"""An installation over the test database, in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.doors.mail_server import mail_server
from tests.doors.push_service import push_service
from tests.faults.processes import House

__all__ = ["mail_server", "push_service"]


@pytest.fixture
def house(cast: Cast, database_url: str, tmp_path: Path) -> Iterator[House]:
    """The cast's company; every process of it has ended before the database is emptied."""
    house = House(
        tmp_path,
        {
            "DATABASE_URL": database_url,
            "DATA_DIR": str(tmp_path / "var"),
            "MEDIA_DIR": str(tmp_path / "media"),
            "PWA_DIR": str(tmp_path / "pwa"),
            "PUSH_ALLOW_LOOPBACK": "true",
            "SMTP_URL": "",
            "POOL_SIZE": "5",
        },
    )
    yield house
    house.remove()
