"""Which client a connection comes from."""

from __future__ import annotations

import ipaddress
import os

from starlette.requests import HTTPConnection


def client_of(connection: HTTPConnection) -> str:
    """The address that calls; on a Space, which stands behind a proxy, the one that the proxy names.

    One visitor may have many IPv6 addresses: all of a network of 64 bits count as one.
    """
    named = connection.headers.get("x-forwarded-for", "") if os.environ.get("SPACE_ID") else ""
    direct = connection.client.host if connection.client else ""
    return _network(named.partition(",")[0].strip()) or _network(direct) or "unknown"


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if parsed.version == 4:
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
