"""The Ed25519 key that signs receipts, made the first time somebody asks for it."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from backend.database import fetch, insert_or_nothing
from backend.inspections.schemas import ReceiptKeyOut
from backend.inspections.tables import ReceiptKey


async def sign(statement: str) -> str:
    """Sign the bytes of a statement; the signature is in base64url."""
    return base64url(read_key((await receipt_key())["private_key"]).sign(statement.encode()))


async def public_key() -> ReceiptKeyOut:
    """Return what verifies receipts."""
    return ReceiptKeyOut(public_key=(await receipt_key())["public_key"])


async def receipt_key() -> dict[str, str]:
    """Return the key pair; ten processes that start at once agree on one."""
    if not (kept := await fetch("SELECT private_key, public_key FROM receipt_key")):
        await insert_or_nothing(make_key())
        kept = await fetch("SELECT private_key, public_key FROM receipt_key")
    return kept[0]


def make_key() -> ReceiptKey:
    """Make the key of a new installation; with another one, old receipts no longer verify."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public = base64url(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    return ReceiptKey(id=1, private_key=private, public_key=public)


@lru_cache(maxsize=1)
def read_key(pem: str) -> Ed25519PrivateKey:
    """Read a private key; receipts are many and the key is one."""
    key = load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def base64url(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@asynccontextmanager
async def make_receipt_key() -> AsyncIterator[None]:
    """Have the key before the first inspection arrives."""
    await receipt_key()
    yield
