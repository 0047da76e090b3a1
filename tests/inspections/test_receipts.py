"""The signed statement of what the server holds."""

import asyncio
import hashlib
import json
from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend.database import fetch, uuid7
from backend.inspections.receipt_key import receipt_key
from tests.cast import Cast, named
from tests.inspections.walk import counted, failing, inspection, photo, publish_patrol, submit

WHO_REACHES_RIVERSIDE = {"ada", "chen", "wang", "li", "zhao"}


def unpacked(text: str) -> bytes:
    """Bytes out of base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def arrive(sha256: str) -> None:
    """Let the server hold a photo that Wang sent."""
    await fetch(
        """
        INSERT INTO photo (sha256, width, height, bytes, claims, arrived_at) VALUES ($1, 4, 3, 9, '{}', now())
        """,
        sha256,
    )
    await fetch(
        "INSERT INTO photo_upload (id, photo, person, uploaded_at) VALUES ($1, $2, $3, now())",
        uuid7(),
        sha256,
        named("wang"),
    )


async def submitted(cast: Cast) -> tuple[UUID, dict[str, Any], dict[str, Any]]:
    """An inspection with two photos on their way: its id, the document and the receipt."""
    id, document = uuid7(), inspection(await publish_patrol(), failing())
    return id, document, (await submit(await cast.wang(), document, id)).json()


async def test_the_receipt_states_what_was_sent_and_is_verified_by_the_key(cast: Cast) -> None:
    id, document, receipt = await submitted(cast)
    key = (await (await cast.wang()).get("/api/receipt-key")).json()["publicKey"]
    verify = Ed25519PublicKey.from_public_bytes(unpacked(key)).verify
    verify(unpacked(receipt["signature"]), receipt["statement"].encode())
    with pytest.raises(InvalidSignature):
        verify(unpacked(receipt["signature"]), receipt["statement"].replace(str(id), str(uuid7())).encode())
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert json.loads(receipt["statement"]) == {
        "answersSha256": hashlib.sha256(canonical.encode()).hexdigest(),
        "held": [],
        "inspection": str(id),
        "issuedAt": receipt["issuedAt"],
        "amendment": None,
        "manifest": [photo(1), photo(2)],
        "signedBy": None,
    }


async def test_the_statement_is_canonical(cast: Cast) -> None:
    _, _, receipt = await submitted(cast)
    statement = receipt["statement"]
    assert json.dumps(json.loads(statement), sort_keys=True, separators=(",", ":")) == statement


async def test_photos_that_arrive_later_get_a_new_receipt(cast: Cast) -> None:
    wang, (id, _, first) = await cast.wang(), await submitted(cast)
    assert (first["held"], first["missing"]) == ([], [photo(1), photo(2)])
    await arrive(photo(2))
    second = (await wang.get(f"/api/inspections/{id}/receipt")).json()
    assert (second["held"], second["missing"]) == ([photo(2)], [photo(1)])
    await arrive(photo(1))
    third = (await wang.get(f"/api/inspections/{id}/receipt")).json()
    assert (third["held"], third["missing"]) == ([photo(1), photo(2)], [])
    assert json.loads(third["statement"])["held"] == [photo(1), photo(2)]
    assert await counted("receipt") == 3


async def test_one_state_is_signed_once(cast: Cast) -> None:
    wang, (id, _, first) = await cast.wang(), await submitted(cast)
    assert (await wang.get(f"/api/inspections/{id}/receipt")).json() == first
    await arrive(photo(1))
    replies = await asyncio.gather(*(wang.get(f"/api/inspections/{id}/receipt") for _ in range(10)))
    assert len({reply.text for reply in replies}) == 1
    assert await counted("receipt") == 2


async def test_photos_that_arrived_first_are_held_at_once(cast: Cast) -> None:
    await arrive(photo(1))
    await arrive(photo(3))
    _, _, receipt = await submitted(cast)
    assert (receipt["held"], receipt["missing"]) == ([photo(1)], [photo(2)])


async def test_a_receipt_is_read_by_whoever_reaches_the_store(cast: Cast) -> None:
    id, _, _ = await submitted(cast)
    for person in ("wang", "li", "zhao", "sun", "chen", "ada", "song"):
        reply = await (await cast.sign_in(person)).get(f"/api/inspections/{id}/receipt")
        assert reply.status_code == (200 if person in WHO_REACHES_RIVERSIDE else 404), person
    assert (await (await cast.nobody()).get(f"/api/inspections/{id}/receipt")).status_code == 401
    assert (await (await cast.nobody()).get("/api/receipt-key")).status_code == 401


async def test_who_made_an_inspection_keeps_its_receipt_when_the_store_moves(cast: Cast) -> None:
    id, _, receipt = await submitted(cast)
    await fetch("DELETE FROM post WHERE person = $1", named("wang"))
    wang = await cast.wang()
    assert (await wang.get(f"/api/inspections/{id}/receipt")).json() == receipt
    assert (await wang.get(f"/api/inspections/{id}")).status_code == 404


async def test_there_is_no_receipt_of_nothing(cast: Cast) -> None:
    assert (await (await cast.wang()).get(f"/api/inspections/{uuid7()}/receipt")).status_code == 404


async def test_ten_processes_that_start_at_once_agree_on_one_key(cast: Cast) -> None:
    await fetch("DELETE FROM receipt_key")
    keys = await asyncio.gather(*(receipt_key() for _ in range(10)))
    assert len({key["public_key"] for key in keys}) == 1
    assert "PRIVATE KEY" in keys[0]["private_key"]
