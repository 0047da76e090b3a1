"""The one letter that goes to an address before it is proved."""

from backend import problems
from backend.config import settings
from backend.database import fetch
from backend.events.log import Happening
from backend.notifications.channels.mail import message_id_of, send_mail
from backend.notifications.channels.outcome import Later, Refused
from backend.notifications.texts import language_of

SUBJECT = {"zh": "请确认这个邮箱接收巡店通知", "en": "Please confirm this address for Storewalk"}
TEXT = {
    "zh": """{name}，您好：

有人用您的账号填了这个邮箱，用来接收巡店、整改和订货的通知。如果是您，请在 24 小时内打开下面的链接，点“确认”：

{address}

如果不是您，不用理会这封信。没有确认之前，这里不会再收到别的邮件。
""",
    "en": """Dear {name},

somebody entered this address with your account, to be told about walks, issues and orders. If it was you,
open the link below within 24 hours and press “Confirm”:

{address}

If it was not you, leave this letter alone. Nothing else is sent here before it is confirmed.
""",
}
ASKED = """
    SELECT asked.id, asked.address, token, person.name, person.locale
    FROM address_proof AS asked JOIN link ON link.id = asked.id JOIN person ON person.id = asked.person
    WHERE asked.id = $1 AND outcome = 'waiting' AND token <> '' AND ended_at IS NULL AND person.active
"""


async def mail_proof(event: Happening) -> None:
    """Send the letter with the link once, then forget its token; raises `Later` while it cannot leave."""
    rows = await fetch(ASKED, event.subject)
    if not rows:
        return
    asked = rows[0]
    language = language_of(asked["locale"])
    address = f"{settings().public_url.rstrip('/')}/verify/{asked['token']}"
    text = TEXT[language].format(name=asked["name"], address=address)
    outcome = await send_mail(
        asked["address"], SUBJECT[language], text, message_id_of("verify", str(asked["id"]))
    )
    if isinstance(outcome, Later):
        await fetch("UPDATE address_proof SET reason = $2 WHERE id = $1", asked["id"], outcome.reason[:500])
        raise problems.Later(outcome.reason, outcome.seconds)
    refused = isinstance(outcome, Refused)
    await fetch(
        "UPDATE address_proof SET token = '', outcome = $2, reason = $3 WHERE id = $1",
        asked["id"],
        "refused" if refused else "sent",
        outcome.reason[:500] if isinstance(outcome, Refused) else "",
    )
