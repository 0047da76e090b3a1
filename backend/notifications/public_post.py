"""One POST to an address that somebody typed in or a browser named: only to public places, only as told."""

import asyncio
import ssl
from dataclasses import dataclass
from functools import cache

import httpx

from backend.notifications.public_address import Resolver, public_addresses, resolve_host

WHOLE_TIME = 15.0  # seconds for look-up, connection and answer together; a job's lease is longer
STEP_TIME = 10
LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back, as much of it as we asked for."""

    status: int
    retry_after: str | None
    body: bytes


async def post_public(
    url: httpx.URL,
    body: bytes,
    headers: dict[str, str],
    *,
    allow_loopback: bool,
    read: bool = False,
    resolve: Resolver = resolve_host,
) -> Answer:
    """Look the host up, check every address and connect to one of these very addresses; no redirects.

    Raises `NotPublic` for a host that leads inside, and what httpx or the time limit raise for the rest.
    """
    async with asyncio.timeout(WHOLE_TIME):
        addresses = await public_addresses(url.host, port_of(url), resolve, allow_loopback)
        return await post_to(url, addresses, body, headers, read)


async def post_to(
    url: httpx.URL, addresses: list[str], body: bytes, headers: dict[str, str], read: bool
) -> Answer:
    # Connects to the address that was checked; the name stays for TLS and for the Host header. A client
    # of its own for each message: a pool would hand a connection to the next name at the same address.
    failure: httpx.TransportError = httpx.ConnectError("the host has no address")
    async with httpx.AsyncClient(
        verify=tls(), trust_env=False, follow_redirects=False, timeout=STEP_TIME
    ) as client:
        for address in addresses:
            request = client.build_request(
                "POST",
                url.copy_with(host=address),
                content=body,
                headers=headers | {"Host": url.netloc.decode()},
                extensions={"sni_hostname": url.raw_host.decode(), "timeout": client.timeout.as_dict()},
            )
            try:
                response = await client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
                continue
            said = await beginning_of(response) if read else b""
            return Answer(response.status_code, response.headers.get("Retry-After"), said)
    raise failure


async def beginning_of(response: httpx.Response) -> bytes:
    """Read an answer, but never more than a bounded part of it."""
    said = b""
    async for part in response.aiter_bytes():
        said += part
        if len(said) > LONGEST_ANSWER:
            break
    return said[:LONGEST_ANSWER]


def port_of(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


@cache
def tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()
