"""A folder, and a real S3 server that all tests of one run share."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from backend.photos.store import FolderStore, PhotoStore, S3Store
from tests.photos.s3_server import BUCKET, KEY, SECRET, running_s3


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    with running_s3() as server:
        yield f"s3://{KEY}:{quote(SECRET, safe='')}@{server}/{BUCKET}?region=us-east-1&tls=0"


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PhotoStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "media")
    return S3Store.at(request.getfixturevalue("s3_url"))
