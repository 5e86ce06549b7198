"""Elements of SVG: everything escaped, numbers of at most two places, the same each time."""

from __future__ import annotations

from html import escape


def element(name: str, /, *inside: str, **attributes: str | float) -> str:
    """An element around markup; `stroke_width` is written stroke-width, `xml__lang` xml:lang."""
    written = "".join(f' {_key(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def content(words: str) -> str:
    """Words as markup."""
    return escape(words, quote=False)


def number(value: float) -> str:
    """Without noughts at its end."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def path(*steps: str | float) -> str:
    """The `d` of a path: letters and numbers as they come."""
    return " ".join(step if isinstance(step, str) else number(step) for step in steps)


def _key(key: str) -> str:
    return key.replace("__", ":").replace("_", "-")


def _value(value: str | float) -> str:
    return escape(value, quote=False).replace('"', "&quot;") if isinstance(value, str) else number(value)
