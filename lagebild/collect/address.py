"""Which addresses may be fetched: http and https, on the public internet, checked before every connection."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final
from urllib.parse import quote, urlsplit, urlunsplit

from lagebild.collect import refusal
from lagebild.collect.draft import Refusal

_PORTS: Final = {"http": 80, "https": 443}
# An IPv4 address is reachable inside these, so that one is judged.
_NAT64: Final = ip_network("64:ff9b::/96")
# For protocols, translation and old relays; Python 3.11 takes some of them for global.
_NOT_PUBLIC: Final = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64")))
_LONGEST: Final = 4_000


class RefusedError(Exception):
    """An address is not fetched, or its fetching failed; carries the reason and the values to fill in."""

    def __init__(self, refusal: Refusal, **values: Any) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal
        self.values = values


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: what to ask for, at which host, and the one IP address that may be connected to."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def check_target(url: str, *, allow_private: bool = False) -> Target:
    """Return where to connect for an address; raises `RefusedError` if it may not be fetched.

    The name is resolved here and never again, so that it cannot point elsewhere when the connection is made.
    """
    scheme, host, port, path = _split(url)
    ips = _resolve(host, port)
    if not allow_private:
        for ip in ips:
            if not is_public(ip):
                raise RefusedError(refusal.PRIVATE, host=host, address=ip)
    return Target(url, scheme, host, port, path, ips[0])


def is_public(ip: str) -> bool:
    """Return whether an IP address belongs to the public internet."""
    address = ip_address(ip.split("%")[0])
    if isinstance(address, IPv4Address):
        return _is_global(address)
    wrapped = IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else address.ipv4_mapped
    if wrapped is not None:
        return _is_global(wrapped)
    inside = [address.sixtofour, *(address.teredo or ())]
    return _is_global(address) and not address.is_site_local and all(_is_global(ip) for ip in inside if ip is not None)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not odd and not any(address in network for network in _NOT_PUBLIC)


def _split(url: str) -> tuple[str, str, int, str]:
    scheme = url.split(":", 1)[0].strip().lower()
    if scheme not in _PORTS:
        raise RefusedError(refusal.SCHEME, scheme=scheme[:20])
    try:
        parts = urlsplit(url)
        host = (
            (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
            if ":" not in (parts.hostname or "")
            else parts.hostname or ""
        )
        port = parts.port or _PORTS[scheme]
    except (ValueError, UnicodeError) as error:
        raise RefusedError(refusal.BAD_URL, error=error) from None
    if not host or len(url) > _LONGEST:
        raise RefusedError(refusal.BAD_URL, error="it names no server" if not host else "it is too long")
    if parts.username or parts.password:
        raise RefusedError(refusal.BAD_URL, error="it holds a user name or password")
    path = urlunsplit(
        (
            "",
            "",
            quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"),
            quote(parts.query, safe="/%?:@!$&'()*+,;=~-._"),
            "",
        )
    )
    return scheme, host, port, path if path.startswith("/") else "/" + path


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise RefusedError(refusal.UNRESOLVED, host=host) from None
    return [str(entry[4][0]) for entry in found]
