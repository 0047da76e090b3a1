"""A push leaves the house encrypted, signed, for a public address, and its answer is understood."""

import asyncio
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import jwt
import pytest
import webpush
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import AnyHttpUrl

from backend.notifications import public_post, web_push
from backend.notifications.public_address import is_public, resolve_host
from backend.notifications.vapid import (
    TokenSigner,
    VapidKeys,
    from_base64url,
    make_vapid_keys,
    origin_of,
    to_base64url,
)
from backend.notifications.web_push import Endpoint, Gone, Later, Outcome, Pushed, Refused, push, seconds_of
from tests.doors.certificates import make_certificate
from tests.doors.push_service import Answer, Phone, PushService

KEYS = make_vapid_keys("mailto:admin@storewalk.example")

# RFC 8291, appendix A.
RFC_PLAINTEXT = b"When I grow up, I want to be a watermelon"
RFC_SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RFC_BROWSER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
OFF_THE_CURVE = RFC_BROWSER_PUBLIC[:-4] + "AAAA"
RFC_SALT = "DGv6ra1nlYgDCS1FRnbzlw"
RFC_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
RFC_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


async def send(phone: Phone, message: bytes = b"{}", *, ttl: int = 60, topic: str | None = None) -> Outcome:
    return await push(endpoint(phone), message, KEYS, ttl=ttl, topic=topic, allow_loopback=True)


def endpoint(phone: Phone) -> Endpoint:
    return Endpoint(phone.endpoint, phone.p256dh, phone.auth)


def leads_to(*addresses: str):
    async def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return resolve


def test_encryption_is_that_of_the_standard_byte_for_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    sender = ec.derive_private_key(int.from_bytes(from_base64url(RFC_SENDER_PRIVATE)), ec.SECP256R1())
    monkeypatch.setattr(webpush.ec, "generate_private_key", lambda *_: sender)
    monkeypatch.setattr(webpush.os, "urandom", lambda size: from_base64url(RFC_SALT))
    browser = Endpoint("https://push.example.net/push/1", RFC_BROWSER_PUBLIC, RFC_AUTH)
    body, headers = web_push.seal(browser, RFC_PLAINTEXT, KEYS)
    assert to_base64url(body) == RFC_BODY
    assert headers["Content-Encoding"] == "aes128gcm"


async def test_a_browser_reads_what_was_pushed(push_service: PushService) -> None:
    phone = push_service.subscribe(KEYS.public)
    assert await send(phone, "整改单已修复".encode(), ttl=3600, topic="abc") == Pushed()
    [message] = phone.messages
    assert message.body.decode() == "整改单已修复"
    assert (message.ttl, message.urgency, message.topic) == (3600, "normal", "abc")
    assert message.claims["aud"] == f"http://127.0.0.1:{push_service.port}"
    assert message.claims["sub"] == "mailto:admin@storewalk.example"


async def test_a_push_service_turns_other_keys_away(push_service: PushService) -> None:
    phone = push_service.subscribe(make_vapid_keys("mailto:somebody@else.example").public)
    assert isinstance(await send(phone), Refused)
    assert len(push_service.mistakes) == 1
    push_service.mistakes.clear()


async def test_the_largest_message_fits_and_one_byte_more_is_refused(push_service: PushService) -> None:
    phone = push_service.subscribe()
    assert await send(phone, b"x" * 3993) == Pushed()
    assert await send(phone, b"x" * 3994) == Refused("the message has 3994 bytes, 3993 fit")
    assert [len(message.body) for message in phone.messages] == [3993]


async def test_the_time_to_live_does_not_leak_into_the_next_message(push_service: PushService) -> None:
    phone = push_service.subscribe()
    for ttl in (86400, 0, 60):
        await send(phone, ttl=ttl)
    assert [message.ttl for message in phone.messages] == [86400, 0, 60]


async def test_each_push_service_gets_a_token_of_its_own_which_is_used_again(
    push_service: PushService,
) -> None:
    other = PushService()
    try:
        first, second = push_service.subscribe(), other.subscribe()
        for phone in (first, second, first):
            assert await send(phone) == Pushed()
    finally:
        other.stop()
    assert other.mistakes == []
    assert first.messages[0].token == first.messages[1].token != second.messages[0].token


def test_a_token_near_its_end_is_renewed() -> None:
    now = [1_800_000_000.0]
    signer = TokenSigner(KEYS, clock=lambda: now[0])

    def token() -> str:
        header = signer.get_authorization_header(AnyHttpUrl("https://push.example:8443/a"), "", 0)
        return header.split("t=")[1].split(",")[0]

    def claims(text: str) -> dict[str, object]:
        key = KEYS.signing_key.public_key()
        return jwt.decode(text, key, ["ES256"], options={"verify_exp": False, "verify_aud": False})

    first = token()
    now[0] += 10 * 3600
    assert token() == first
    now[0] += 1.5 * 3600
    assert token() != first
    assert claims(first)["aud"] == claims(token())["aud"] == "https://push.example:8443"
    assert claims(token())["exp"] == now[0] + 12 * 3600


def test_tokens_of_invented_origins_do_not_pile_up() -> None:
    signer = TokenSigner(KEYS)
    for port in range(1, 1102):
        signer.get_authorization_header(AnyHttpUrl(f"https://push.example:{port}/"), "", 0)
    assert len(signer._tokens) <= 1000


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://push.example/a/b", "https://push.example"),
        ("https://push.example:443/a", "https://push.example"),
        ("https://push.example:8443/a", "https://push.example:8443"),
        ("https://[2606:4700::1]:8443/a", "https://[2606:4700::1]:8443"),
        ("https://PUSH.例子.example/a", "https://push.xn--fsqu00a.example"),
    ],
)
def test_an_origin_names_its_port_unless_it_is_the_usual_one(url: str, origin: str) -> None:
    assert origin_of(AnyHttpUrl(url)) == origin


def test_keys_are_a_point_and_a_number_in_base64url_and_stay_out_of_logs() -> None:
    assert len(from_base64url(KEYS.public)) == 65
    assert len(from_base64url(KEYS.private)) == 32
    assert KEYS.private not in repr(KEYS)
    again = VapidKeys(KEYS.private, KEYS.public, KEYS.subject)
    assert to_base64url(again.signing_key.private_numbers().private_value.to_bytes(32)) == KEYS.private


INSIDE = [
    "10.1.2.3", "127.0.0.1", "127.8.8.8", "0.0.0.0", "169.254.169.254", "172.16.0.1", "192.168.1.1",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:0.0.0.0", "::127.0.0.1",
    "2002:7f00:1::1", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:0:1::80ff:fffe",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "142.250.1.1", "2607:f8b0:4005::200e", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
async def test_nothing_is_sent_to_an_address_inside(address: str) -> None:
    assert not is_public(address)
    target = Endpoint("https://push.example/a", RFC_BROWSER_PUBLIC, RFC_AUTH)
    outcome = await push(target, b"{}", KEYS, ttl=1, resolve=leads_to(address))
    assert outcome == Refused(f"push.example leads to {address}, which is not a public address")


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_public_network_is_outside(address: str) -> None:
    assert is_public(address)


async def test_one_inside_address_among_public_ones_is_enough_to_refuse() -> None:
    target = Endpoint("https://push.example/a", RFC_BROWSER_PUBLIC, RFC_AUTH)
    outcome = await push(target, b"{}", KEYS, ttl=1, resolve=leads_to("8.8.8.8", "10.0.0.1"))
    assert isinstance(outcome, Refused)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/a", "https://[::1]/a", "https://2130706433/a", "https://0x7f.1/a",
        "https://localhost/a", "https://[::ffff:10.0.0.1]/a", "https://[fe80::1%25lo]/a",
    ],
)  # fmt: skip
async def test_an_inside_address_may_be_written_in_any_way(url: str) -> None:
    outcome = await push(Endpoint(url, RFC_BROWSER_PUBLIC, RFC_AUTH), b"{}", KEYS, ttl=1)
    assert isinstance(outcome, Refused)


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example/a", "ftp://push.example/a", "file:///etc/passwd", "push.example", "", "https://",
        "https://user:password@push.example/a", "http://127.0.0.1/a", "https://push.example:99999/",
        "https://" + "a" * 70 + ".example/", "https://push.example/\r\nX: y", "http://[::1",
    ],
)  # fmt: skip
async def test_only_a_sound_https_address_is_an_endpoint(url: str) -> None:
    outcome = await push(Endpoint(url, RFC_BROWSER_PUBLIC, RFC_AUTH), b"{}", KEYS, ttl=1)
    assert isinstance(outcome, Refused)


async def test_the_door_for_tests_opens_loopback_only() -> None:
    for url, address in (("http://push.example/a", "8.8.8.8"), ("https://push.example/a", "10.0.0.1")):
        target = Endpoint(url, RFC_BROWSER_PUBLIC, RFC_AUTH)
        outcome = await push(target, b"{}", KEYS, ttl=1, allow_loopback=True, resolve=leads_to(address))
        assert isinstance(outcome, Refused)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", RFC_AUTH), ("AA", RFC_AUTH), ("键", RFC_AUTH),
        (OFF_THE_CURVE, RFC_AUTH), (RFC_BROWSER_PUBLIC, "AA"),
    ],
)  # fmt: skip
async def test_keys_that_no_browser_makes_are_refused(p256dh: str, auth: str) -> None:
    outcome = await push(Endpoint("https://push.example/a", p256dh, auth), b"{}", KEYS, ttl=1)
    assert isinstance(outcome, Refused)


@pytest.mark.parametrize("status", [404, 410])
async def test_an_ended_subscription_is_gone(push_service: PushService, status: int) -> None:
    phone = push_service.subscribe()
    phone.answers = [status]
    assert await send(phone) == Gone()


@pytest.mark.parametrize("status", [400, 401, 403, 413])
async def test_what_will_never_pass_is_refused(push_service: PushService, status: int) -> None:
    phone = push_service.subscribe()
    phone.answers = [status]
    assert await send(phone) == Refused(f"the push service answered {status}")


async def test_a_redirect_is_not_followed(push_service: PushService) -> None:
    phone, other = push_service.subscribe(), push_service.subscribe()
    for status in (301, 302, 307, 308):
        phone.answers = [Answer(status, {"Location": other.endpoint})]
        assert await send(phone) == Refused(f"the push service answered {status}")
    assert other.requests == 0


async def test_a_busy_push_service_says_when_to_come_back(push_service: PushService) -> None:
    phone = push_service.subscribe()
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    phone.answers = [Answer(429, {"Retry-After": "17"}), Answer(503, {"Retry-After": date}), 500]
    first, second, third = [await send(phone) for _ in range(3)]
    assert first == Later(17, "the push service answered 429")
    assert isinstance(second, Later)
    assert second.seconds is not None
    assert 95 <= second.seconds <= 101
    assert third == Later(None, "the push service answered 500")


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120), ("0", 1), ("-5", None), ("soon", None), (None, None), ("", None), ("٣", None),
        ("9" * 50, 86400),
        ("Sun, 22 Nov 2026 12:01:40 GMT", 100), ("Sun, 22 Nov 2026 11:00:00 GMT", 1),
        ("Sun, 22 Nov 2026 12:01:40", 100), ("Fri, 22 Nov 2999 12:00:00 GMT", 86400),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(retry_after: str | None, seconds: int | None) -> None:
    assert seconds_of(retry_after, datetime(2026, 11, 22, 12, tzinfo=UTC)) == seconds


async def test_a_lost_answer_is_tried_later_under_the_same_topic(push_service: PushService) -> None:
    phone = push_service.subscribe()
    phone.answers = [Answer(hang_up=True)]
    assert isinstance(await send(phone, topic="same"), Later)
    assert await send(phone, topic="same") == Pushed()
    assert [message.topic for message in phone.messages] == ["same", "same"]


async def test_a_slow_push_service_is_left(
    push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_post, "WHOLE_TIME", 0.2)
    phone = push_service.subscribe()
    phone.answers = [Answer(after_seconds=1)]
    assert isinstance(await send(phone), Later)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (b"hello, I am no web server\r\n\r\n", Later),
        (b"HTTP/1.1 nine hundred\r\n\r\n", Later),
        (b"", Later),
        (b"HTTP/1.1 200 OK\r\nX-Endless: " + b"a" * 300_000, Later),
        # What is said after an answer is not listened to, however much is promised.
        (b"HTTP/1.1 201 Created\r\nContent-Length: 9999999999999\r\n\r\n" + b"a" * 100_000, Pushed),
        (b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\nHTTP/1.1 201 Created\r\n\r\n", Gone),
    ],
    ids=["no HTTP", "no status", "nothing", "endless headers", "endless answer", "two answers"],
)
async def test_a_lying_push_service_is_taken_at_its_first_word_or_tried_later(
    monkeypatch: pytest.MonkeyPatch, said: bytes, kind: type[Outcome]
) -> None:
    monkeypatch.setattr(public_post, "WHOLE_TIME", 5.0)

    async def lie(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        with suppress(ConnectionError):
            await writer.drain()
        writer.close()

    liar = await asyncio.start_server(lie, "127.0.0.1", 0)
    async with liar:
        port = liar.sockets[0].getsockname()[1]
        target = Endpoint(f"http://127.0.0.1:{port}/a", RFC_BROWSER_PUBLIC, RFC_AUTH)
        assert isinstance(await push(target, b"{}", KEYS, ttl=1, allow_loopback=True), kind)


async def test_nobody_listening_is_tried_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        target = Endpoint(f"http://127.0.0.1:{taken.getsockname()[1]}/a", RFC_BROWSER_PUBLIC, RFC_AUTH)
        assert isinstance(await push(target, b"{}", KEYS, ttl=1, allow_loopback=True), Later)


async def test_a_name_that_cannot_be_resolved_is_tried_later() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    target = Endpoint("https://push.example/a", RFC_BROWSER_PUBLIC, RFC_AUTH)
    assert isinstance(await push(target, b"{}", KEYS, ttl=1, resolve=resolve), Later)
    assert isinstance(await push(target, b"{}", KEYS, ttl=1, resolve=leads_to()), Later)


async def test_the_real_resolver_names_each_address_once() -> None:
    assert await resolve_host("127.0.0.1", 443) == ["127.0.0.1"]


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    certificate = make_certificate(tmp_path, "push.test")
    context = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(public_post, "tls", lambda: context)
    return certificate


async def test_the_connection_goes_to_the_checked_address_and_the_name_is_proved(trusted: Path) -> None:
    service = PushService(trusted, "push.test")
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.9", "127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    try:
        phone = service.subscribe(KEYS.public)
        outcome = await push(endpoint(phone), b"hello", KEYS, ttl=1, allow_loopback=True, resolve=resolve)
        assert outcome == Pushed()
        assert asked == ["push.test"]
        assert phone.messages[0].claims["aud"] == f"https://push.test:{service.port}"

        wrong = Endpoint(phone.endpoint.replace("push.test", "other.test"), phone.p256dh, phone.auth)
        outcome = await push(wrong, b"", KEYS, ttl=1, allow_loopback=True, resolve=leads_to("127.0.0.1"))
        assert isinstance(outcome, Later)
        assert "CERTIFICATE_VERIFY_FAILED" in outcome.reason
    finally:
        service.stop()
    assert service.mistakes == []
    assert len(phone.messages) == 1


async def test_a_proxy_of_the_environment_is_not_asked(
    push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert await send(push_service.subscribe()) == Pushed()
    assert httpx.URL(push_service.origin).port == push_service.port
