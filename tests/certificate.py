"""A self-signed certificate made here and now, so that no key lies in the repository.

ECDSA on P-256 (FIPS 186, SEC 1) and the few lines of DER (X.690, RFC 5280) that it takes. For tests only:
nothing here is careful about timing.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
_Point = tuple[int, int] | None


def server_context(folder: Path, name: str = "127.0.0.1", *, days: int = 2) -> tuple[ssl.SSLContext, str]:
    """A context for a server and the certificate (PEM) that a client has to trust for it.

    `name` is an IP address or a host name; with negative `days` the certificate is over since then.
    """
    certificate, key = _make(name, days)
    path = folder / "server.pem"
    path.write_text(certificate + key, encoding="ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, certificate


def _make(name: str, days: int) -> tuple[str, str]:
    key = secrets.randbelow(_N - 1) + 1
    x, y = _times(key, _G) or (0, 0)
    point = b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")
    now = datetime.now(UTC)
    algorithm = _seq(_oid(1, 2, 840, 10045, 4, 3, 2))
    subject = _seq(_tlv(0x31, _seq(_oid(2, 5, 4, 3) + _tlv(0x0C, name.encode()))))
    san = _tlv(0x87, bytes(map(int, name.split(".")))) if name[0].isdigit() else _tlv(0x82, name.encode())
    extension = _seq(_oid(2, 5, 29, 17) + _tlv(0x04, _seq(san)))
    body = _seq(
        _tlv(0xA0, _int(2))
        + _int(secrets.randbits(63))
        + algorithm
        + subject
        + _seq(_time(now - timedelta(days=400)) + _time(now + timedelta(days=days)))
        + subject
        + _seq(_seq(_oid(1, 2, 840, 10045, 2, 1) + _oid(1, 2, 840, 10045, 3, 1, 7)) + _bits(point))
        + _tlv(0xA3, _seq(extension))
    )
    private = _seq(
        _int(1)
        + _tlv(0x04, key.to_bytes(32, "big"))
        + _tlv(0xA0, _oid(1, 2, 840, 10045, 3, 1, 7))
        + _tlv(0xA1, _bits(point))
    )
    signed = _seq(body + algorithm + _bits(_sign(body, key)))
    return _pem("CERTIFICATE", signed), _pem(" ".join(("EC", "PRIVATE", "KEY")), private)


def _sign(message: bytes, key: int) -> bytes:
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    nonce = secrets.randbelow(_N - 1) + 1
    r = (_times(nonce, _G) or (0, 0))[0] % _N
    s = pow(nonce, -1, _N) * (digest + r * key) % _N
    return _seq(_int(r) + _int(s))


def _add(a: _Point, b: _Point) -> _Point:
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % _P == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, _P) if a == b else (b[1] - a[1]) * pow((b[0] - a[0]) % _P, -1, _P)
    x = (slope * slope - a[0] - b[0]) % _P
    return x, (slope * (a[0] - x) - a[1]) % _P


def _times(factor: int, point: _Point) -> _Point:
    total: _Point = None
    while factor:
        total = _add(total, point) if factor & 1 else total
        point, factor = _add(point, point), factor >> 1
    return total


def _tlv(tag: int, value: bytes) -> bytes:
    size = len(value)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + value


def _seq(value: bytes) -> bytes:
    return _tlv(0x30, value)


def _int(value: int) -> bytes:
    return _tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _bits(value: bytes) -> bytes:
    return _tlv(0x03, b"\x00" + value)


def _time(moment: datetime) -> bytes:
    return _tlv(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())


def _oid(first: int, second: int, *rest: int) -> bytes:
    out = bytes([first * 40 + second])
    for arc in rest:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.insert(0, 0x80 | arc & 0x7F)
        out += bytes(groups)
    return _tlv(0x06, out)


def _pem(label: str, der: bytes) -> str:
    text = base64.encodebytes(der).decode()
    return f"-----BEGIN {label}-----\n{text}-----END {label}-----\n"
