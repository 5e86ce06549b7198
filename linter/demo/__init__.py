"""A small invented district on the loopback: six schools on five kinds of CMS, one school that never
answers, and the portal of their office.

`serve(root)` reads the texts below `root` (one folder a site, with the templates of each CMS family beside
them), starts one HTTP server a site and stops them all when the context ends. The sites behave as the real
CMSs do where it matters to a crawler: soft 404s, redirects, duplicates, token links, feeds with wrong
minutes, a flood limiter that can be switched on. What is true of every article and section stands in
`truth.yaml` beside the texts.

    with serve(Path("fixtures/sites")) as district:
        district.homes["th-rach-dua"]     # "http://127.0.0.1:49213/"
        district.schools_yaml             # the school list for these ports

Nothing here is fetched from anywhere, and nobody named in the texts exists.
"""

from linter.demo.district import DEMO_PORTS, DemoDistrict, serve
from linter.demo.server import Hit

__all__ = ["DEMO_PORTS", "DemoDistrict", "Hit", "serve"]
