"""A certificate that nobody vouches for, for a server that pretends to be another."""

import base64
from pathlib import Path

# The private key is 1, so the public key is the curve's own generator (P-256).
_PUBLIC = bytes.fromhex(
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
)
_CURVE = bytes.fromhex("06082a8648ce3d030107")
_KEY = bytes.fromhex("06072a8648ce3d0201")
_SIGNED = bytes.fromhex("300a06082a8648ce3d040302")


def self_signed(folder: Path, host: str) -> Path:
    """Write a certificate for a host with its key, both in one file, and return its path.

    Its signature is made up, which does not matter: it is refused before anyone looks at that.
    """
    name = _part(0x30, _part(0x31, _part(0x30, bytes.fromhex("0603550403"), _part(0x0C, host.encode()))))
    years = _part(0x30, _part(0x17, b"200101000000Z"), _part(0x17, b"491231235959Z"))
    public = _part(0x30, _part(0x30, _KEY, _CURVE), _part(0x03, b"\0", _PUBLIC))
    names = _part(0x30, bytes.fromhex("0603551d11"), _part(0x04, _part(0x30, _part(0x82, host.encode()))))
    content = _part(
        0x30,
        _part(0xA0, _part(0x02, b"\2")),
        _part(0x02, b"\1"),
        _SIGNED,
        name,
        years,
        name,
        public,
        _part(0xA3, _part(0x30, names)),
    )
    signature = _part(0x03, b"\0", _part(0x30, _part(0x02, b"\1"), _part(0x02, b"\1")))
    certificate = _part(0x30, content, _SIGNED, signature)
    private = (1).to_bytes(32, "big")
    key = _part(
        0x30,
        _part(0x02, b"\1"),
        _part(0x04, private),
        _part(0xA0, _CURVE),
        _part(0xA1, _part(0x03, b"\0", _PUBLIC)),
    )
    path = folder / "certificate.pem"
    path.write_text(_armoured("EC PRIVATE KEY", key) + _armoured("CERTIFICATE", certificate), encoding="ascii")
    return path


def _part(tag: int, *content: bytes) -> bytes:
    inside = b"".join(content)
    size = len(inside)
    length = bytes([size]) if size < 128 else bytes([0x82]) + size.to_bytes(2, "big")
    if 128 <= size < 256:
        length = bytes([0x81, size])
    return bytes([tag]) + length + inside


def _armoured(label: str, content: bytes) -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(content).decode()}-----END {label}-----\n"
