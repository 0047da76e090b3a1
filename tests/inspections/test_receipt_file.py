"""`storewalk receipt verify FILE` judges a receipt without a server."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backend.cli import with_key_attached
from backend.inspections.receipt_file import verify_file
from tests.cast import Cast
from tests.inspections.walk import failing, inspection, photo, publish_patrol, submit


@pytest.fixture
async def receipt(cast: Cast) -> dict[str, Any]:
    """A receipt as the phone writes it into a file."""
    wang = await cast.wang()
    got = (await submit(wang, inspection(await publish_patrol(), failing()))).json()
    key = (await wang.get("/api/receipt-key")).json()["publicKey"]
    return {"statement": got["statement"], "signature": got["signature"], "publicKey": key}


def written(folder: Path, document: dict[str, Any]) -> Path:
    file = folder / "receipt.json"
    file.write_bytes(msgspec.json.encode(document))
    return file


async def test_a_right_one_says_what_is_held_and_what_is_not(receipt: dict[str, Any], tmp_path: Path) -> None:
    code, words = verify_file(written(tmp_path, receipt), receipt["publicKey"])
    assert (code, words[0]) == (0, "RIGHT: signed by the key that you gave.")
    assert "  Photos       0 of 2 held" in words
    assert f"  not held     {photo(1)}" in words


async def test_with_the_key_in_the_file_it_says_what_that_proves(
    receipt: dict[str, Any], tmp_path: Path
) -> None:
    code, words = verify_file(written(tmp_path, receipt), None)
    assert code == 0
    assert "give yours with --key" in " ".join(words)


@pytest.mark.parametrize(
    ("old", "new"),
    [('"held":[]', '"held":["%s"]' % ("0" * 64)), (f'At":"{datetime.now(UTC).year}', 'At":"1999')],
)
async def test_one_that_was_changed_is_forged(
    receipt: dict[str, Any], tmp_path: Path, old: str, new: str
) -> None:
    assert old in receipt["statement"]
    changed = receipt | {"statement": receipt["statement"].replace(old, new)}
    code, words = verify_file(written(tmp_path, changed), None)
    assert code == 1
    assert words[0].startswith("FORGED")


async def test_another_server_s_key_does_not_fit(receipt: dict[str, Any], tmp_path: Path) -> None:
    assert verify_file(written(tmp_path, receipt), "A" * 43)[0] in (1, 2)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"statement":"{}","signature":"","publicKey":""}'])
def test_what_is_no_receipt_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "receipt.json"
    file.write_bytes(content)
    code, words = verify_file(file, None)
    assert (code, words[0].startswith("This is not a receipt")) == (2, True)
    assert verify_file(tmp_path / "nothing.json", None)[0] == 2


async def test_the_command_answers_by_its_exit_code(receipt: dict[str, Any], tmp_path: Path) -> None:
    file = written(tmp_path, receipt)
    command = [sys.executable, "-m", "backend.cli", "receipt", "verify", str(file)]
    ran = await asyncio.to_thread(
        subprocess.run, [*command, "--key", receipt["publicKey"]], capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, "RIGHT: signed by the key that you gave.")


def test_a_key_may_begin_with_a_dash() -> None:
    assert with_key_attached(["receipt", "verify", "x", "--key", "-Ab"]) == [
        "receipt",
        "verify",
        "x",
        "--key=-Ab",
    ]
    assert with_key_attached(["receipt", "verify", "--key"]) == ["receipt", "verify", "--key"]
