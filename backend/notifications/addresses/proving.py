"""Whoever reads a mailbox opens the link of the letter, and says yes; from then on it is a way to be told."""

from typing import Any

from backend.database import fetch, transaction
from backend.events.log import record
from backend.notifications.addresses.asking import LINK
from backend.notifications.addresses.schemas import AddressToProve
from backend.people.links import open_link
from backend.problems import NotFound

ASKED = """
    SELECT asked.id, asked.person, address AS email, person.name, proved_at IS NOT NULL AS proved
    FROM address_proof AS asked JOIN person ON person.id = asked.person
    WHERE asked.id = $1 AND person.active
"""


async def open_proof(token: str) -> AddressToProve:
    """Tell whose address it is about; programs that open every link of a letter change nothing by it."""
    return shown(await asked_by(token))


async def prove_address(token: str) -> AddressToProve:
    """Let the address count from now on, in the place of an earlier one; said twice it is the same."""
    async with transaction():
        row = await asked_by(token)
        if not row["proved"]:
            await fetch("UPDATE address_proof SET proved_at = now() WHERE id = $1", row["id"])
            await fetch("UPDATE person SET email = $2 WHERE id = $1", row["person"], row["email"])
            await record("address.proved", row["id"], person=row["person"])
    return shown(row | {"proved": True})


async def asked_by(token: str) -> dict[str, Any]:
    """Load what a link is about; raises `NotFound`, `LinkEnded` or `TooManyTries`."""
    link = await open_link(token, LINK)
    rows = await fetch(ASKED, link.id)
    if not rows:
        raise NotFound()
    return rows[0]


def shown(row: dict[str, Any]) -> AddressToProve:
    return AddressToProve(email=row["email"], name=row["name"], proved=row["proved"])
