"""Verify a receipt that was taken away as a file, without a server."""

from base64 import urlsafe_b64decode
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend.inspections.proof import Signature
from backend.inspections.schemas import ReceiptFile, ReceiptStatement

RIGHT, FORGED, UNREADABLE = 0, 1, 2


def verify_file(path: Path, key: str | None) -> tuple[int, list[str]]:
    """Return an exit code and what to say: 0 the signature is right, 1 it is not, 2 this is no receipt."""
    try:
        receipt = msgspec.json.decode(path.read_bytes(), type=ReceiptFile)
        statement = msgspec.json.decode(receipt.statement, type=ReceiptStatement)
        public = Ed25519PublicKey.from_public_bytes(bytes_of(key or receipt.public_key))
        signature = bytes_of(receipt.signature)
    except (OSError, ValueError) as error:
        return UNREADABLE, [f"This is not a receipt that can be verified: {error}"]
    try:
        public.verify(signature, receipt.statement.encode())
    except InvalidSignature:
        return FORGED, ["FORGED: the signature does not fit what the receipt states. Trust nothing in it."]
    return RIGHT, [*key_words(receipt, key), *statement_words(statement)]


def key_words(receipt: ReceiptFile, key: str | None) -> list[str]:
    """Say by whose key it is right; the one inside the file proves only that nothing was changed since."""
    if key is not None:
        return ["RIGHT: signed by the key that you gave."]
    return [
        "RIGHT: nothing was changed since it was signed.",
        f"  The key came out of the file itself: {receipt.public_key}",
        "  To know that your own server signed it, compare that key, or give yours with --key.",
    ]


def statement_words(statement: ReceiptStatement) -> list[str]:
    """Say what was stated."""
    held = set(statement.held)
    missing = [photo for photo in statement.manifest if photo not in held]
    words = [
        f"  Inspection   {statement.inspection}",
        f"  Signed       {statement.issued_at.isoformat(timespec='seconds')}",
        f"  Answers      SHA-256 {statement.answers_sha256}",
        f"  Photos       {len(held)} of {len(statement.manifest)} held",
    ]
    if statement.amendment is not None:
        words.insert(1, f"  Amendment    {statement.amendment}")
    if statement.signed_by is not None:
        words += signature_words(statement.signed_by, held)
    return [*words, *(f"  not held     {photo}" for photo in missing)]


def signature_words(signed: Signature, held: set[str]) -> list[str]:
    """Say who signed in the store, and by which picture it is proved."""
    role = signed.role.replace("_", " ")
    at = signed.device_at.isoformat(timespec="seconds")
    return [
        f"  Signed by    {signed.name}, {role} of the store, {at} by the phone's clock",
        f"  Signature    {'held' if signed.photo in held else 'not held'}, SHA-256 {signed.photo}",
    ]


def bytes_of(base64url: str) -> bytes:
    """Read base64url without padding; raises `ValueError` for anything else."""
    return urlsafe_b64decode(base64url + "=" * (-len(base64url) % 4))
