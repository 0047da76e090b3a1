"""The key pair by which push services know this server (RFC 8292), and the tokens signed with it."""

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pydantic import AnyHttpUrl

TOKEN_LIFE = 12 * 3600  # seconds; RFC 8292 forbids more than 24 hours
RENEWED_BEFORE_END = 3600
TOKENS_KEPT = 1000  # origins are named by browsers: a bound keeps invented ones from filling the memory


@dataclass(frozen=True)
class VapidKeys:
    """A P-256 key pair in base64url, as kept in the database and given to browsers."""

    private: str = field(repr=False)
    public: str
    subject: str  # mailto: or https:, whom a push service writes to when something is wrong

    @cached_property
    def signing_key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(int.from_bytes(from_base64url(self.private)), ec.SECP256R1())

    @property
    def private_pem(self) -> bytes:
        return self.signing_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public_pem(self) -> bytes:
        return self.signing_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def make_vapid_keys(subject: str) -> VapidKeys:
    """Make the key pair of a new installation; losing it ends every subscription."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_numbers().private_value.to_bytes(32)
    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return VapidKeys(to_base64url(private), to_base64url(public), subject)


class TokenSigner:
    """Signs one token per push service and uses it again until it is near its end.

    It takes the place of the library's own VAPID, which leaves the port out of the audience.
    """

    def __init__(self, keys: VapidKeys, clock: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._clock = clock
        self._tokens: dict[str, tuple[str, int]] = {}

    def get_authorization_header(self, endpoint: AnyHttpUrl, subscriber: str, expiration: int) -> str:
        return f"vapid t={self._token(origin_of(endpoint))}, k={self._keys.public}"

    def _token(self, origin: str) -> str:
        token, ends_at = self._tokens.get(origin, ("", 0))
        now = int(self._clock())
        if ends_at - now > RENEWED_BEFORE_END:
            return token
        if len(self._tokens) >= TOKENS_KEPT:
            self._tokens.clear()
        ends_at = now + TOKEN_LIFE
        claims = {"aud": origin, "exp": ends_at, "sub": self._keys.subject}
        token = jwt.encode(claims, self._keys.signing_key, algorithm="ES256")
        self._tokens[origin] = (token, ends_at)
        return token


def origin_of(endpoint: AnyHttpUrl) -> str:
    """Name the origin as a push service does: the port only where it is not the scheme's own."""
    usual = {"https": 443, "http": 80}[endpoint.scheme]
    port = "" if endpoint.port in (None, usual) else f":{endpoint.port}"
    return f"{endpoint.scheme}://{endpoint.host}{port}"


def to_base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
