"""How a supplier's system knows that a post is ours: the signature of Standard Webhooks; pure."""

import binascii
import hashlib
import hmac
from base64 import b64decode, b64encode

PREFIX = "whsec_"


def signed_headers(secret: str, id: str, at: int, body: bytes) -> dict[str, str]:
    """Return what names and signs a post; without a secret it is only named.

    `at` is in seconds since 1970. The signature is over "id.at.body" (standardwebhooks.com).
    """
    headers = {"Webhook-Id": id, "Webhook-Timestamp": str(at)}
    if secret:
        code = hmac.digest(key_of(secret), f"{id}.{at}.".encode() + body, hashlib.sha256)
        headers["Webhook-Signature"] = f"v1,{b64encode(code).decode()}"
    return headers


def key_of(secret: str) -> bytes:
    """Return the bytes of a secret: `whsec_` announces base64, anything else is taken as it is written."""
    if secret.startswith(PREFIX):
        try:
            return b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            return secret.encode()
    return secret.encode()
