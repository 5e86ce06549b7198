"""The CMS families of the demo. Each turns a site's texts into a website: its pages, and what it says to an
address that it does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from linter.demo.content import SiteContent
from linter.demo.families.nukeviet import EDITIONS, nukeviet
from linter.demo.families.quangich import quangich
from linter.demo.families.rendering import Renderer
from linter.demo.families.silent import Silent
from linter.demo.families.vhv import vhv
from linter.demo.families.wordpress import wordpress
from linter.demo.flood import Flood
from linter.demo.places import Places
from linter.demo.resource import Website

_BUILDERS: Mapping[str, tuple[tuple[str, ...], Callable[[Renderer], Website]]] = {
    "wordpress": (("wordpress",), wordpress),
    "vhv": (("vhv",), vhv),
    "quangich": (("quangich",), quangich),
}


def website(root: Path, site: SiteContent, where: Places, *, flood: bool) -> Website:
    """The running form of `site`; its family's templates lie below `root`/_families."""
    if site.family == "silent":
        return Silent()
    if site.family in EDITIONS:
        edition = EDITIONS[site.family]
        renderer = Renderer.of(root, edition.templates, site, where)
        return nukeviet(renderer, edition, Flood() if flood else None)
    templates, build = _BUILDERS[site.family]
    return build(Renderer.of(root, templates, site, where))
