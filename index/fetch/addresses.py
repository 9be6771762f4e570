"""Which addresses may be asked: https, a listed host, and only hosts on the public internet."""

import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import quote, urlsplit

from index.errors import FetchError

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""Gives the numeric addresses of a host and port. Raises ``OSError`` where the name is not known."""

STANDARD_PORTS = {"https": 443, "http": 80}
_LONGEST = 2000
# The last label begins with a letter: 127.0.0.1, 2130706433, 0x7f.1 and 0177.0.0.1 are not names, though a
# resolver takes each of them for an address.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")
_URL = re.compile(r"[!-\[\]-~]+")
_EVERYWHERE = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that has passed ``checked``; ``target`` is its path with the query, never empty."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address as it is written, with the port only where it is not the scheme's own."""
        port = "" if STANDARD_PORTS[self.scheme] == self.port else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.target}"


def checked(url: str, hosts: Collection[str], scheme: str = "https", port: int = 443) -> WebAddress:
    """Return the address if it may be asked, without its fragment.

    Raises ``FetchError`` unless it has this scheme and port, no user name, and exactly one of these hosts.
    """
    if len(url) > _LONGEST or not _URL.fullmatch(url):
        raise FetchError(
            f"The address {url[:80]!r} is too long, or has a character that an address cannot have. Correct it."
        )
    try:
        parts = urlsplit(url)
        given_port = parts.port
    except ValueError:
        raise FetchError(f"{url!r} is not a web address. Correct it.") from None
    if parts.scheme != scheme:
        raise FetchError(f"{url!r} does not begin with {scheme}://, and nothing else is fetched. Correct it.")
    if "@" in parts.netloc:
        raise FetchError(f"{url!r} has a user name or an @ before the host. Take it out.")
    host = parts.hostname or ""
    if not is_host_name(host):
        raise FetchError(f"{host!r} is not the name of a host on the internet. Use the publisher's own address.")
    if host not in hosts:
        raise FetchError(
            f"The host {host!r} is not listed, and only listed hosts are asked. "
            "If it is the publisher's own, add it to the hosts in sources.toml."
        )
    if (STANDARD_PORTS[scheme] if given_port is None else given_port) != port:
        raise FetchError(f"{url!r} names the port {given_port}, and only port {port} is asked. Correct it.")
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(scheme, host, port, f"{parts.path or '/'}{query}")


def is_host_name(host: str) -> bool:
    """Tell whether this is a full host name in lower case: no number in any form, no name without a dot."""
    return len(host) <= 253 and _NAME.fullmatch(host) is not None


def escaped(location: str) -> str:
    """Return an address in which what cannot stand in one, such as a space or an accent, is percent-encoded."""
    return quote(location, safe="!#$%&'()*+,/:;=?@[]~")


def resolve(host: str, port: int) -> list[str]:
    """Return all numeric addresses of a host, in the order in which the system would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one of the public internet, looking inside IPv6 addresses that carry an IPv4 one."""
    if isinstance(address, IPv6Address):
        inside = _carried(address)
        if inside is not None:
            return is_public(inside)
        if address not in _EVERYWHERE or address.scope_id is not None:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
