"""The letter to an outside helper: written in one of two languages, sent once, its token then forgotten."""

from re import fullmatch
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend import problems
from backend.config import settings
from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.channels.mail import ONE_ADDRESS, message_id_of, send_mail
from backend.notifications.channels.outcome import Later, Refused

SUBJECT = {"zh": "{store}：请帮忙处理“{title}”", "en": "{store}: please mend “{title}”"}
TEXT = {
    "zh": """{name}，您好：

{by} 请您处理 {store} 的一个问题：{title}。
{note}
请打开下面的链接，查看照片、留言、上传处理后的照片，并在完成后点“已处理好”。不需要账号。

{address}

链接只打开这一个问题，{until} 之前有效。请不要转发。
""",
    "en": """Dear {name},

{by} asks you to mend something at {store}: {title}.
{note}
Open the link below to see the photos, to write, to add photos of your work and to say when it is done.
You need no account.

{address}

The link opens this one issue and nothing else, until {until}. Please do not pass it on.
""",
}
ASKED = """
    SELECT invitation.id, invitation.email, invitation.locale, invitation.note, token, link.name,
        link.expires_at, link.made_by, person.name AS by, store.name AS store, store.time_zone, issue.title
    FROM invitation JOIN link ON link.id = invitation.id JOIN person ON person.id = link.made_by
        JOIN issue ON issue.id = invitation.issue JOIN store ON store.id = issue.store
    WHERE invitation.id = $1 AND outcome = 'waiting' AND token <> '' AND ended_at IS NULL
"""


def is_address(text: str) -> bool:
    """Tell whether this is one e-mail address."""
    return fullmatch(ONE_ADDRESS, text) is not None


async def mail_invitation(event: Happening) -> None:
    """Send the letter of an invitation that was not withdrawn; raises `Later` when it cannot leave now.

    A repeat after a broken connection carries the same link and the same Message-ID.
    """
    rows = await fetch(ASKED, UUID(str(event.payload["step"])))
    if not rows:
        return
    asked = rows[0]
    subject, text = write(asked)
    outcome = await send_mail(asked["email"], subject, text, message_id_of("asked", str(asked["id"])))
    if isinstance(outcome, Later):
        await fetch("UPDATE invitation SET reason = $2 WHERE id = $1", asked["id"], outcome.reason)
        raise problems.Later(outcome.reason, outcome.seconds)
    refused = isinstance(outcome, Refused)
    await fetch(
        "UPDATE invitation SET token = '', outcome = $2, reason = $3 WHERE id = $1",
        asked["id"],
        "refused" if refused else "sent",
        outcome.reason if isinstance(outcome, Refused) else "",
    )


def write(asked: dict[str, Any]) -> tuple[str, str]:
    """Write subject and text in the language that was chosen for the helper, in the time of the store."""
    language = asked["locale"]
    until = asked["expires_at"].astimezone(ZoneInfo(asked["time_zone"])).strftime("%Y-%m-%d %H:%M")
    words = {
        "name": asked["name"],
        "by": asked["by"],
        "store": asked["store"][language],
        "title": " ".join(asked["title"][language].split()),
        "note": f"\n{asked['note']}\n" if asked["note"] else "",
        "address": f"{settings().public_url.rstrip('/')}/outside/{asked['token']}",
        "until": until,
    }
    return SUBJECT[language].format_map(words), TEXT[language].format_map(words)
