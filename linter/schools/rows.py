"""One row → a unit or a school. Every mistake in it is a ConfigError at its line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from linter.model import Membership, PortalAddress, School, Unit
from linter.schools.address import host_name, site_address
from linter.schools.levels import level_of
from linter.text.plain import plain
from linter.text.vietnamese import clean
from linter.yamldoc import Node, ScalarNode, SequenceNode, decode, hint

T = TypeVar("T")

_ID = re.compile(r"\w[\w.-]{0,63}")  # it stands in names of files
_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


@dataclass(frozen=True, slots=True)
class _Period:
    since: date | None = field(default=None, metadata={"key": "from"})
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"ngày bắt đầu {self.since} đứng sau ngày kết thúc {self.until}")


@dataclass(frozen=True, slots=True)
class _PortalRow(_Period):
    url: str = ""


@dataclass(frozen=True, slots=True)
class _BelongingRow(_Period):
    id: str = ""


@dataclass(frozen=True, slots=True)
class _UnitRow:
    id: str = ""
    name: str = ""
    portals: tuple[_PortalRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _SchoolRow:
    id: str = ""
    name: str = ""
    level: str = ""
    home: str = ""
    unit: Node | None = None
    hosts: tuple[str, ...] = ()
    former_homes: tuple[str, ...] = ()
    verify_tls: bool = True
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """The units of the list, by id and by name (plain; tables often give the name). A name that two units
    have finds none."""

    by_id: Mapping[str, Unit]
    by_name: Mapping[str, Unit]


def index_units(units: Mapping[str, Unit]) -> Units:
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.values():
        by_name[plain(unit.name)].append(unit)
    return Units(units, {name: found[0] for name, found in by_name.items() if len(found) == 1})


def read_unit(node: Node) -> Unit:
    """A parent body with its portals."""
    row = decode(_UnitRow, node)
    portals = [
        PortalAddress(_read(site_address, portal.url, node, "portals", index, "url"), portal.since, portal.until)
        for index, portal in enumerate(row.portals)
    ]
    return Unit(_read(_id, row.id, node, "id"), _read(_name, row.name, node, "name"), tuple(portals))


def read_school(node: Node, units: Units) -> School:
    """A school; the units that it names must be among `units`, by id or by name."""
    row = decode(_SchoolRow, node)
    return School(
        id=_read(_id, row.id, node, "id"),
        name=_read(_name, row.name, node, "name"),
        level=_read(level_of, row.level, node, "level"),
        home=_read(site_address, row.home, node, "home"),
        hosts=tuple(_read(host_name, host, node, "hosts", i) for i, host in enumerate(row.hosts)),
        former_homes=tuple(
            _read(site_address, home, node, "former_homes", i) for i, home in enumerate(row.former_homes)
        ),
        memberships=_memberships(row.unit, units) if row.unit else (),
        verify_tls=row.verify_tls,
        mail=None if row.mail is None else _read(_mail, row.mail, node, "mail"),
    )


def _memberships(node: Node, units: Units) -> tuple[Membership, ...]:
    """`unit: id`, `unit: {id, from, until}` or a list of such."""
    if isinstance(node, ScalarNode):
        return (Membership(_unit_named(node.text, node, units)),)
    items = node.items if isinstance(node, SequenceNode) else (node,)
    rows = [(item, decode(_BelongingRow, item)) for item in items]
    return tuple(Membership(_unit_named(row.id, item.at("id"), units), row.since, row.until) for item, row in rows)


def _unit_named(text: str, node: Node, units: Units) -> Unit:
    written = clean(text)
    unit = units.by_id.get(written) or units.by_name.get(plain(written))
    if unit is None:
        raise node.error(f"không có đơn vị “{written}” trong danh sách đơn vị{hint(written, units.by_id)}")
    return unit


def _read(reader: Callable[[str], T], text: str, node: Node, *path: str | int) -> T:
    """What `reader` makes of the text; its ValueError becomes a ConfigError at node.at(*path)."""
    try:
        return reader(text)
    except ValueError as error:
        raise node.at(*path).error(str(error)) from None


def _id(text: str) -> str:
    written = clean(text)
    if not written:
        raise ValueError("thiếu mã")
    if not _ID.fullmatch(written):
        meant = re.sub(r"[^\w.-]+", "-", written).strip("-.")[:64]
        raise ValueError(f"mã “{written}” chỉ được có chữ, số và các dấu “-”, “_”, “.”; ý bạn là “{meant}”?")
    return written


def _name(text: str) -> str:
    written = clean(text)
    if not written:
        raise ValueError("thiếu tên")
    return written


def _mail(text: str) -> str:
    written = clean(text)
    if not _MAIL.fullmatch(written):
        raise ValueError(f"“{written}” không phải địa chỉ thư điện tử")
    return written
