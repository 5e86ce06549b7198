"""The district as a whole: bind the ports, render the sites for them, serve, stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from linter.demo.content import SiteContent, read_site, read_yaml
from linter.demo.families import website
from linter.demo.places import places
from linter.demo.server import Hit, SiteServer

DEMO_PORTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "pgd-vam-truc": 8401,
        "mn-bong-sung": 8402,
        "mg-dong-say": 8403,
        "th-rach-dua": 8404,
        "th-kinh-moi": 8405,
        "thcs-giong-sao": 8406,
        "th-thcs-cu-lao-mit": 8407,
    }
)


@dataclass(slots=True)
class DemoDistrict:
    """The running sites. `homes` by site id, the portal's among them; `log` grows with every request."""

    homes: dict[str, str]
    schools_yaml: str
    log: list[Hit] = field(default_factory=list)


@contextmanager
def serve(root: Path, ports: Mapping[str, int] | None = None, *, flood: bool = False) -> Iterator[DemoDistrict]:
    """Serves the sites below `root` on 127.0.0.1 until the context ends, however it ends.

    `ports` gives the port of a site id; without it, or for an id it lacks, a free one is taken. `flood`
    switches on NukeViet's own limit of requests a client.

    Raises LinterError when a port is taken and ConfigError when the texts are not there.
    """
    listing = read_yaml(root / "district.yaml")
    ids = [listing["portal"], *listing["schools"]]
    sites = {id_: read_site(root / id_ / "site.yaml") for id_ in ids}
    log: list[Hit] = []
    with ExitStack() as stack:
        servers: dict[str, SiteServer] = {}
        for id_ in ids:
            servers[id_] = SiteServer(id_, (ports or {}).get(id_, 0), log)
            stack.callback(servers[id_].stop)
        homes = {id_: server.home for id_, server in servers.items()}
        where = places(homes, sites)
        for id_, server in servers.items():
            server.start(website(root, sites[id_], where, flood=flood))
        yield DemoDistrict(homes, _schools_yaml(listing, homes, sites), log)


def _schools_yaml(listing: Mapping[str, Any], homes: Mapping[str, str], sites: Mapping[str, SiteContent]) -> str:
    unit = listing["unit"]
    lines = [
        "units:",
        f"  - id: {unit['id']}",
        f"    name: {unit['name']}",
        f'    portals: [{{url: "{homes[listing["portal"]]}", from: {unit["from"]}}}]',
        "schools:",
    ]
    for id_ in listing["schools"]:
        site = sites[id_]
        lines.append(
            f'  - {{id: {id_}, name: {site.name}, level: {site.level}, home: "{homes[id_]}", unit: {unit["id"]}}}'
        )
    return "\n".join(lines) + "\n"
