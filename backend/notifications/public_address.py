"""Which addresses a message may leave for: the endpoint of a push is named by whoever subscribes."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolver = Callable[[str, int], Awaitable[list[str]]]

GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")  # what DNS64 makes of an IPv4 address on an IPv6-only network


class NotPublic(ValueError):
    """A host that leads inside the house, where no push service is."""


async def public_addresses(host: str, port: int, resolve: Resolver, allow_loopback: bool) -> list[str]:
    """Resolve a host and hand back its addresses, if not one of them leads inside; raises `NotPublic`.

    The caller connects to these very addresses: a second look-up could answer something else.
    """
    addresses = await resolve(host, port)
    for address in addresses:
        if not (is_public(address) or (allow_loopback and is_loopback(address))):
            raise NotPublic(f"{host} leads to {address}, which is not a public address")
    return addresses


async def resolve_host(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_loopback(address: str) -> bool:
    return ip_address(address).is_loopback


def is_public(address: str) -> bool:
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return _is_public_ipv4(parsed)
    inner = _ipv4_inside(parsed)
    if inner is not None:
        return _is_public_ipv4(inner)
    return parsed in GLOBAL_UNICAST and parsed.is_global and not parsed.is_multicast


def _is_public_ipv4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _ipv4_inside(address: IPv6Address) -> IPv4Address | None:
    # is_global of Python 3.11 looks at none of these, so ::ffff:10.0.0.1 would pass for public.
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour
