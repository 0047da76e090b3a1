"""Who signed in the store is part of the manifest, the receipt and the page, and stays so when HQ amends."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from backend.database import fetch, uuid7
from backend.inspections.receipt_file import verify_file
from backend.worker import work_until_quiet
from tests.cast import Cast
from tests.inspections.test_likenesses import photograph, send
from tests.inspections.walk import amended, clean, inspection, photo, publish_patrol, submit
from tests.photos.pictures import name_of


def signature(**changes: object) -> dict[str, Any]:
    """Li signs, as the phone sends it."""
    now = datetime.now(UTC).isoformat()
    made = {"deviceAt": now, "estimatedAt": now, "photo": photo(9), "name": "李敏", "role": "store_manager"}
    return made | changes


async def test_the_receipt_waits_for_the_signature_and_says_who_signed(cast: Cast, tmp_path: Path) -> None:
    wang, id = await cast.wang(), uuid7()
    drawn = photograph(3)
    sha256 = name_of(drawn)
    signed = signature(photo=sha256)
    reply = await submit(wang, inspection(await publish_patrol(), signature=signed), id)
    assert reply.status_code == 201, reply.text
    first = reply.json()
    assert (first["manifest"], first["missing"]) == ([sha256], [sha256])
    await send(wang, drawn)
    receipt = (await wang.get(f"/api/inspections/{id}/receipt")).json()
    stated = json.loads(receipt["statement"])
    assert (stated["held"], stated["signedBy"]["name"], stated["signedBy"]["photo"]) == (
        [sha256], "李敏", sha256,
    )  # fmt: skip
    key = (await wang.get("/api/receipt-key")).json()["publicKey"]
    file = tmp_path / "receipt.json"
    kept = {"statement": receipt["statement"], "signature": receipt["signature"], "publicKey": key}
    file.write_bytes(msgspec.json.encode(kept))
    code, words = verify_file(file, key)
    assert code == 0
    assert any(line.startswith("  Signed by    李敏, store manager of the store") for line in words)
    assert f"  Signature    held, SHA-256 {sha256}" in words
    forged = kept | {"statement": receipt["statement"].replace("李敏", "王芳")}
    file.write_bytes(msgspec.json.encode(forged))
    assert verify_file(file, key)[0] == 1


async def test_hq_sees_the_signature_and_its_picture(cast: Cast) -> None:
    wang, chen, id = await cast.wang(), await cast.chen(), uuid7()
    sha256 = await send(wang, photograph(4))
    await submit(wang, inspection(await publish_patrol(), signature=signature(photo=sha256)), id)
    seen = (await chen.get(f"/api/inspections/{id}")).json()
    assert (seen["signature"]["name"], seen["signature"]["role"], seen["photosMissing"]) == (
        "李敏", "store_manager", 0,
    )  # fmt: skip
    assert (await chen.get(f"/api/photos/{sha256}?size=320")).status_code == 200
    assert (await (await cast.sun()).get(f"/api/photos/{sha256}?size=320")).status_code == 404


async def test_an_amendment_keeps_the_signature_of_what_was_handed_in(cast: Cast) -> None:
    wang, version, id = await cast.wang(), await publish_patrol(), uuid7()
    await submit(wang, inspection(version, signature=signature()), id)
    reply = await wang.put(f"/api/inspections/{id}/amendments/{uuid7()}", json=amended(version, clean()))
    assert reply.status_code == 201, reply.text
    receipt = reply.json()
    stated = json.loads(receipt["statement"])
    assert receipt["manifest"] == [photo(9)]
    assert (stated["signedBy"]["name"], stated["amendment"] is not None) == ("李敏", True)


async def test_a_signature_names_somebody_and_is_sent_once(cast: Cast) -> None:
    wang, version, id = await cast.wang(), await publish_patrol(), uuid7()
    nameless = await submit(wang, inspection(version, signature=signature(name=" ")))
    assert (nameless.status_code, nameless.json()["fields"][0]["path"]) == (422, "signature.name")
    for role in ("supervisor", "", 3):
        assert (await submit(wang, inspection(version, signature=signature(role=role)))).status_code == 400
    document = inspection(version, signature=signature())
    first, again = await submit(wang, document, id), await submit(wang, document, id)
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    other = document | {"signature": signature(name="王芳")}
    assert (await submit(wang, other, id)).status_code == 409


async def test_two_signatures_are_never_the_same_picture_of_a_store(cast: Cast) -> None:
    """White sheets with a name look alike; whoever signs twice has not shown a photo twice."""
    wang, version = await cast.wang(), await publish_patrol()
    sha256 = await send(wang, photograph(5))
    for _ in range(2):
        await submit(wang, inspection(version, signature=signature(photo=sha256)))
    await work_until_quiet()
    assert await fetch("SELECT 1 FROM photo_likeness") == []
