"""Who is answered what about a photo of Riverside."""

from hashlib import sha256

import httpx

from tests.riverside import RIVERSIDE_ONLY, Attempt, Lines, reads


async def send(attempt: Attempt) -> httpx.Response:
    """Send a photo: the one that Riverside has, but for Wang, who sends one of his own."""
    picture = attempt.there.picture + (b"\0" if attempt.login == "wang" else b"")
    url = f"/api/photos/{sha256(picture).hexdigest()}"
    return await attempt.client.put(url, content=picture, headers={"content-type": "image/jpeg"})


LINES: Lines = {
    "listLikenesses": ("401 200 403 403 404 200 200 404", reads("/api/likenesses/{inspection_id}")),
    "getPhoto": (RIVERSIDE_ONLY, reads("{photo}?size=320")),
    "putPhoto": ("401 201 200 200 200 200 200 200", send),
}
