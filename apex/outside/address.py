"""Where a request may go: an address read strictly, its name resolved once, and nothing that is not public.

What is read here is what is connected to: one pattern and no second opinion of another parser, and the addresses
that were checked are the ones the connection is made to.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from apex.errors import ApexError

Resolve = Callable[[str, int], Sequence[str]]
"""Name and port to addresses; `OSError` where there are none."""
LONGEST = 2000
PORTS = frozenset({443, 8443})
"""Where strangers' services listen. A port of ours, or of a database, is none of them."""
_URL = re.compile(
    r"(?i:(?P<scheme>https?))://(?P<host>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[!-\"$->@-~]*)?(?P<query>\?[!-\"$-~]*)?(?:#[!-~]*)?"
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_USUAL = {"http": 80, "https": 443}
_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
"""IANA's registry of special purposes, and multicast. Tables of ours: the standard library's change by version."""
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)  # fmt: skip
_CARRIERS = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""Networks whose last 32 bits are the IPv4 address really spoken to: mapped, and NAT64."""


class AddressError(ApexError):
    """No request is sent to such an address, now or later."""

    status = 422
    code = "outside_address"


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart. `host` is in lower case and without brackets."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as sent."""

    @property
    def name(self) -> str:
        """What it is known by: the host, with the port where that is not its scheme's own."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == _USUAL[self.scheme] else f"{shown}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def spoken(self) -> str:
        """Host and port in full, as lists of trusted places have them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read(url: str) -> Place:
    """An http or https address in its plain form; `AddressError` says what is not plain about it."""
    parts = _URL.fullmatch(url) if len(url) <= LONGEST else None
    if parts is None:
        raise AddressError("the address must look like https://host/path: no user or password, no spaces, ASCII only")
    scheme, host = parts["scheme"].lower(), parts["host"].lower().removesuffix(".")
    port = int(parts["port"]) if parts["port"] else _USUAL[scheme]
    if not 0 < port < 65_536:
        raise AddressError("the port of the address must be from 1 to 65535")
    return Place(scheme, _host(host), port, (parts["path"] or "/") + (parts["query"] or ""))


def _host(host: str) -> str:
    """A name, or an IP address in its one usual spelling: others are read differently by different programs."""
    try:
        if host.startswith("["):
            return str(IPv6Address(host[1:-1]))
        if _NUMERIC.fullmatch(host.rpartition(".")[2]):
            return str(IPv4Address(host))
    except ValueError:
        raise AddressError("the IP address must be written as 203.0.113.7 or [2001:db8::7]") from None
    if not all(map(_LABEL.fullmatch, host.split("."))):
        raise AddressError("the address names no host")
    return host


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the machine's own resolver has them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, on every way it may be read."""
    try:
        found = ip_address(address)
    except ValueError:
        # A zone (fe80::1%eth0) among others.
        return False
    if isinstance(found, IPv6Address):
        if any(found in network for network in _CARRIERS):
            found = IPv4Address(int(found) & 0xFFFFFFFF)
        else:
            return found in _PUBLIC_6 and not any(found in network for network in _NOT_PUBLIC_6)
    return not any(found in network for network in _NOT_PUBLIC_4)


def allow(place: Place, trusted: Collection[str]) -> None:
    """Refuse what can be seen without asking anybody: strangers are spoken to over TLS, at ports of the web."""
    if place.spoken in trusted:
        return
    if place.scheme != "https":
        raise AddressError("the address must begin with https://")
    if place.port not in PORTS:
        raise AddressError(f"the port must be one of {', '.join(map(str, sorted(PORTS)))}")


def public(place: Place, addresses: Sequence[str], trusted: Collection[str]) -> None:
    """Refuse a name of which any address is not public: one that is would be a matter of luck."""
    if place.spoken not in trusted and not all(map(is_public, addresses)):
        raise AddressError(f"{place.host} is not on the public internet")
