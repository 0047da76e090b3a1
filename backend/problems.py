"""Everything a person can do wrong, each with its HTTP status (RFC 9457)."""

import logging
from collections.abc import Sequence

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

log = logging.getLogger("storewalk")


class FieldProblem(msgspec.Struct, frozen=True, rename="camel"):
    """One field and what is wrong with it."""

    path: str
    message: str
    code: str = "invalid"


class ProblemDocument(msgspec.Struct, frozen=True, rename="camel"):
    """The body of every error: `type` is stable and is what the phone translates."""

    type: str
    title: str
    status: int
    fields: Sequence[FieldProblem] = ()


class Problem(Exception):
    """Something the person can do something about."""

    status = 400
    type = "bad-request"
    title = "This could not be understood."

    def __init__(
        self, title: str | None = None, *, fields: Sequence[FieldProblem] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(title or self.title)
        self.title = title or self.title
        self.fields = fields
        self.retry_after = retry_after

    def document(self) -> ProblemDocument:
        """Return what is sent to the client."""
        return ProblemDocument(f"/problems/{self.type}", self.title, self.status, self.fields)


class BadDocument(Problem):
    """The JSON is broken, or a field is missing, unknown or of the wrong type."""

    status, type, title = 400, "bad-document", "A field of this document is missing or wrong."


class WrongContentType(Problem):
    """A body that does not say it is JSON is not read."""

    status, type, title = 415, "wrong-content-type", "Send application/json."


class SignInNeeded(Problem):
    """No session, or it has ended. What waits on the phone is kept."""

    status, type, title = 401, "sign-in-needed", "Please sign in. What waits on this phone is kept."


class WrongPassword(Problem):
    """One answer for a wrong name and a wrong password."""

    status, type, title = 401, "wrong-password", "The name or the password is wrong."


class WrongPin(Problem):
    """One answer for a wrong PIN, for none, and for somebody who does not belong to the store."""

    status, type, title = 403, "wrong-pin", "The PIN is wrong."


class TooManyTries(Problem):
    """Sign-in is slowed down for this name."""

    status, type, title = 429, "too-many-tries", "Too many tries. Wait a little and try again."


class Forbidden(Problem):
    """The thing is visible and the deed is not allowed."""

    status, type, title = 403, "forbidden", "Your post does not allow this."


class LinkEnded(Problem):
    """A mailed or printed link that has run out or was taken back."""

    status, type, title = 410, "link-ended", "This link has ended. Ask whoever gave it to you for a new one."


class CrossSite(Problem):
    """A write that another site made the browser send."""

    status, type, title = 403, "cross-site", "This request came from another site."


class NotFound(Problem):
    """It does not exist, or it is out of reach; the two answer the same."""

    status, type, title = 404, "not-found", "There is nothing here, or it is not yours to see."


class AlreadySent(Problem):
    """The same id arrived before with other content."""

    status, type, title = (
        409,
        "already-sent",
        "This was sent before with other content; nothing was changed.",
    )


class OutOfDate(Problem):
    """The deed does not fit the state the thing is in now."""

    status, type, title = 409, "out-of-date", "This has changed in the meantime; look at it again."


class AmendmentClosed(Problem):
    """The walker's own time to amend a visit is over; HQ still may."""

    status, type, title = 403, "amendment-closed", "The time to amend this visit is over. Ask HQ to amend it."


class Unacceptable(Problem):
    """Well-formed, and yet it breaks a rule; the fields say which."""

    status, type, title = 422, "unacceptable", "Some answers need another look."


class PhotoNameMismatch(Problem):
    """The bytes do not hash to the name; the upload was damaged on its way."""

    status, type, title = 422, "photo-name-mismatch", "The photo was damaged on its way; it is sent again."


class PhotoTooLarge(Problem):
    """More bytes than a photo may have."""

    status, type, title = 413, "photo-too-large", "The photo is larger than allowed."


class PhotoUnreadable(Problem):
    """No decoder can read it."""

    status, type, title = 422, "photo-unreadable", "The photo cannot be opened."


class PhotoKindUnsupported(Problem):
    """Not JPEG, PNG or WebP."""

    status, type, title = 415, "photo-kind-unsupported", "Send the photo as JPEG, PNG or WebP."


class Later(Exception):
    """A reaction cannot be done now; `seconds` says when to try again, None leaves it to the back-off."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


HTTP_TYPES = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "wrong-content-type",
}


def answer_problem(request: Request[object, object, State], error: Exception) -> Response[bytes]:
    """Answer any exception as RFC 9457; what is ours to fix is logged with its traceback and told as 500."""
    headers: dict[str, str] = {}
    match error:
        case Problem():
            body = error.document()
            if error.retry_after is not None:
                headers["retry-after"] = str(error.retry_after)
        case HTTPException():
            kind = HTTP_TYPES.get(error.status_code, "bad-request")
            fields = tuple(
                FieldProblem(str(e.get("key", "")), str(e.get("message", ""))) for e in listed(error)
            )
            body = ProblemDocument(f"/problems/{kind}", error.detail, error.status_code, fields)
        case _:
            log.error("%s %s failed", request.method, request.url.path, exc_info=error)
            title = "Something went wrong on the server; what you sent is safe to send again."
            body = ProblemDocument("/problems/server", title, 500)
    return Response(
        msgspec.json.encode(body),
        status_code=body.status,
        media_type="application/problem+json",
        headers=headers,
    )


def listed(error: HTTPException) -> list[dict[str, object]]:
    """Return Litestar's per-field complaints, when it made any."""
    extra = error.extra
    return [e for e in extra if isinstance(e, dict)] if isinstance(extra, list) else []
