"""Lines of an inbox on their way to their reader's mailbox."""

from uuid import UUID

from backend import problems
from backend.config import settings
from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.channels.mail import message_id_of, send_mail
from backend.notifications.channels.outcome import Later, Outcome, Refused
from backend.notifications.deliveries import note, settled
from backend.notifications.lines import Line, lines_of
from backend.notifications.release import UNPROVED
from backend.notifications.texts import language_of, word

DIGEST = "digest.written"

FOOT = {
    "zh": "在“我的 → 通知方式”里可以改变怎样收到通知。",
    "en": "Under Me → How I am told you choose how you hear of things.",
}
SEVERAL = {"zh": "{count} 条新通知", "en": "{count} new notifications"}


async def mail_notification(happening: Happening) -> None:
    """Send lines by e-mail to who chose that, or where no device can or did show them.

    Raises `problems.Later` when the mail server cannot take it now; a repeat carries the same Message-ID.
    """
    lines = await lines_of(happening)
    if lines and await is_due(lines[0], happening.name == UNPROVED):
        await mail_once(lines)


async def mail_digest(happening: Happening) -> None:
    """Send a day's digest by e-mail to who wants it there; raises `problems.Later` as above."""
    if lines := await lines_of(happening):
        await mail_once(lines)


async def mail_once(lines: list[Line]) -> None:
    """Mail lines that were not mailed yet."""
    if not await settled(lines[0]["id"], lines[0]["person"]):
        outcome = await mail_lines(lines)
        if isinstance(outcome, Later):
            raise problems.Later(outcome.reason, outcome.seconds)


async def is_due(line: Line, unproved: bool) -> bool:
    """Tell whether e-mail is this reader's way: always, or because pushes do not arrive."""
    match line["by_mail"]:
        case "always":
            return True
        case "fallback" if line["email"] and settings().smtp_url:
            return unproved or not (line["by_push"] and await has_phone(line["person"]))
        case _:
            return False


async def has_phone(person: UUID) -> bool:
    """Tell whether any browser of a person wants a push."""
    rows = await fetch(
        """
        SELECT 1 FROM push_subscription AS phone LEFT JOIN session ON session.id = phone.session
        WHERE phone.person = $1 AND session.ended_at IS NULL LIMIT 1
        """,
        person,
    )
    return bool(rows)


async def mail_lines(lines: list[Line]) -> Outcome:
    """Hand one letter about these lines in, note and return the result."""
    first = lines[0]
    outcome: Outcome = Refused("no e-mail address is kept for this person")
    if not settings().smtp_url:
        outcome = Refused("no mail server is set up")
    elif first["email"]:
        subject, text = letter_of(lines)
        outcome = await send_mail(first["email"], subject, text, message_id_of("told", str(first["id"])))
    reason = outcome.reason if isinstance(outcome, Later | Refused) else ""
    ids = [line["id"] for line in lines]
    await note(ids, "mail", first["person"], type(outcome).__name__.lower(), reason)
    return outcome


def letter_of(lines: list[Line]) -> tuple[str, str]:
    """Write subject and text, each line with the address that opens the very thing."""
    language = language_of(lines[0]["locale"])
    root = settings().public_url.rstrip("/")
    told = [(word(line["kind"], line["params"], language), root + line["link"]) for line in lines]
    title = told[0][0].title if len(told) == 1 else SEVERAL[language].format(count=len(told))
    parts = [f"{words.title}\n{words.body}\n{address}" for words, address in told]
    return title, "\n\n".join([*parts, "-- \n" + FOOT[language]]) + "\n"
