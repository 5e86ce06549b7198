"""One small profile per CMS family."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from linter.read.cms.general import GENERAL
from linter.read.cms.nukeviet import NUKEVIET
from linter.read.cms.profile import Profile
from linter.read.cms.quangich import QUANGICH
from linter.read.cms.vhv import VHV
from linter.read.cms.wordpress import WORDPRESS

PROFILES = (NUKEVIET, WORDPRESS, VHV, QUANGICH)

__all__ = ["PROFILES", "Profile", "recognise"]


def recognise(tree: LexborHTMLParser, url: str) -> Profile:
    """The family of a page; the general profile when none is known. Call it on the whole tree, with scripts."""
    if QUANGICH.native_id(url):
        return QUANGICH
    return next((profile for profile in PROFILES if profile.fits(tree)), GENERAL)
