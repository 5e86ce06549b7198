"""Response headers as they came over the wire, made readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Lower-case names, values as UTF-8 or else Latin-1, repeated ones joined; no cookies."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        if key == "set-cookie":
            continue
        text = _text(value)
        headers[key] = text if key == "location" or key not in headers else f"{headers[key]}, {text}"
    return MappingProxyType(headers)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
