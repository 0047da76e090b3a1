"""A checklist is published anew while somebody walks with the version before."""

from datetime import UTC, datetime

import msgspec

from backend.checklists.document import ChecklistDocument
from backend.checklists.publish import publish
from tests.cast import Cast
from tests.inspections.walk import CHECKLIST, DOCUMENT, inspection, publish_patrol, submit


async def test_a_visit_of_the_version_before_is_taken_in_as_it_was_walked(cast: Cast) -> None:
    """Half of its questions are gone from the new version; the score is that of the one that was walked."""
    before = await publish_patrol()
    wang = await cast.wang()
    first = await submit(wang, inspection(before))
    shorter = DOCUMENT | {"sections": DOCUMENT["sections"][:1]}
    after = await publish(CHECKLIST, msgspec.convert(shorter, ChecklistDocument), None, datetime.now(UTC))
    late = await submit(wang, inspection(before))
    assert late.status_code == 201, late.text
    assert late.json()["score"] == first.json()["score"]
    read = (await wang.get(f"/api/inspections/{late.json()['inspection']}")).json()
    assert read["version"]["id"] == str(before) != str(after)
    assert len(read["version"]["document"]["sections"]) == 2
