"""One small profile per CMS family."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from linter.read.cms.blogspot import BLOGSPOT
from linter.read.cms.joomla import JOOMLA
from linter.read.cms.laravel import LARAVEL
from linter.read.cms.nukeviet import NUKEVIET
from linter.read.cms.profile import Profile
from linter.read.cms.quangich import QUANGICH
from linter.read.cms.vhv import VHV
from linter.read.cms.vnpt import VNPT
from linter.read.cms.wordpress import WORDPRESS

PROFILES = (NUKEVIET, BLOGSPOT, JOOMLA, WORDPRESS, VNPT, LARAVEL, VHV, QUANGICH)

__all__ = ["PROFILES", "Profile", "recognise"]


def recognise(tree: LexborHTMLParser, source: str, url: str) -> Profile | None:
    """The family of a page, or None."""
    if QUANGICH.native_id(url) or QUANGICH.lists(url):
        return QUANGICH
    return next((profile for profile in PROFILES if profile.fits(tree, source)), None)
