"""Files → the schools that can be crawled. A row that cannot be used is refused, the others remain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linter.errors import ConfigError
from linter.model import School, Unit
from linter.schools.address import loopback_origin, same_site_key
from linter.schools.rows import read_school, read_unit
from linter.schools.source import read
from linter.text.vietnamese import clean
from linter.yamldoc import Node, ScalarNode


@dataclass(frozen=True, slots=True)
class SchoolList:
    """What a run crawls. `refused` are the rows left out, a sentence each ("schools.yaml:12: …").

    `loopback` are the origins on this machine that the list itself names ("http://127.0.0.1:8101");
    `delay` is in seconds.
    """

    schools: tuple[School, ...]
    units: tuple[Unit, ...] = ()
    refused: tuple[str, ...] = ()
    contact: str | None = None
    delay: float | None = None
    loopback: frozenset[str] = frozenset()


def load(files: Sequence[tuple[str, bytes]]) -> SchoolList:
    """Files as (name, bytes) → list: a YAML file, a workbook, or a CSV of schools and one of units.

    Raises ConfigError for a mistake in a file itself, when no school is listed, and when every row is bad.
    """
    sources = [read(data, file=file) for file, data in files]
    rows = [node for source in sources for node in source.schools]
    if not rows:
        file = files[0][0] if files else "danh sách trường"
        raise ConfigError("danh sách chưa có trường nào; hãy thêm vào mục schools (trang Trường)", file=file)
    refused: list[ConfigError] = []
    units = _units([node for source in sources for node in source.units], refused)
    schools = _schools(rows, units, refused)
    if not schools:
        raise _all_refused(refused)
    crawls = [source.crawl for source in sources]
    return SchoolList(
        schools=schools,
        units=tuple(units.values()),
        refused=tuple(f"{error.file}:{error.line}: {error.message}" for error in refused),
        contact=next((crawl.contact for crawl in crawls if crawl.contact), None),
        delay=next((crawl.delay for crawl in crawls if crawl.delay is not None), None),
        loopback=_loopback(schools, units.values()),
    )


def _all_refused(refused: Sequence[ConfigError]) -> ConfigError:
    more = len(refused) - 1
    return _with(refused[0], f" (và {more} dòng khác cũng không dùng được)" if more else "")


def _loopback(schools: Iterable[School], units: Iterable[Unit]) -> frozenset[str]:
    written = [address for school in schools for address in (school.home, *school.former_homes)]
    written += [f"http://{host}/" for school in schools for host in school.hosts]
    written += [portal.url for unit in units for portal in unit.portals]
    return frozenset(origin for address in written if (origin := loopback_origin(address)))


def _units(rows: Sequence[Node], refused: list[ConfigError]) -> dict[str, Unit]:
    """Units by id. One of which a row is bad keeps none of its portals: an article looked for on some of
    them alone would be called missing."""
    units: dict[str, Unit] = {}
    lines: dict[str, int] = {}
    for node in rows:
        try:
            unit = read_unit(node)
            if unit.id in lines:
                raise node.at("id").error(
                    f"mã đơn vị “{unit.id}” viết hai lần, lần đầu ở dòng {lines[unit.id]}"
                )
        except ConfigError as error:
            refused.append(_with(error, "; chưa dùng cổng nào của đơn vị này"))
            unit = Unit(_text(node, "id"), _text(node, "name") or _text(node, "id"))
        if unit.id:
            units[unit.id] = unit
            lines.setdefault(unit.id, node.place.line)
    return units


def _schools(
    rows: Sequence[Node], units: Mapping[str, Unit], refused: list[ConfigError]
) -> tuple[School, ...]:
    """The usable schools in the order of the list; the refused ones too are told in that order."""
    portals = {same_site_key(portal.url) for unit in units.values() for portal in unit.portals}
    read_as: dict[int, School] = {}
    faults: dict[int, ConfigError] = {}
    for index, node in enumerate(rows):
        try:
            read_as[index] = read_school(node, units)
            if same_site_key(read_as[index].home) in portals:
                raise node.at("home").error(
                    f"“{read_as[index].home}” là cổng của đơn vị, không phải trang của trường"
                )
        except ConfigError as error:
            read_as.pop(index, None)
            faults[index] = error
    faults |= _same_id(rows, read_as)
    faults |= _same_home(rows, {i: school for i, school in read_as.items() if i not in faults})
    refused += [faults[index] for index in sorted(faults)]
    return tuple(school for index, school in read_as.items() if index not in faults)


def _same_id(rows: Sequence[Node], schools: Mapping[int, School]) -> dict[int, ConfigError]:
    """The second of two schools with one id: the id names files, so case does not part two of them."""
    first: dict[str, int] = {}
    faults = {}
    for index, school in schools.items():
        earlier = first.setdefault(school.id.casefold(), index)
        if earlier != index:
            said = f"mã “{school.id}” đã dùng cho trường “{schools[earlier].name}”"
            faults[index] = rows[index].at("id").error(f"{said}, dòng {rows[earlier].place.line}")
    return faults


def _same_home(rows: Sequence[Node], schools: Mapping[int, School]) -> dict[int, ConfigError]:
    """Every school that shares its home page: whose the page is we do not know, so we accuse none by it."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, school in schools.items():
        sharing[same_site_key(school.home)].append(index)
    faults = {}
    for indexes in sharing.values():
        for index in indexes if len(indexes) > 1 else ():
            other = next(i for i in indexes if i != index)
            school, line = schools[index], rows[other].place.line
            faults[index] = rows[index].at("home").error(
                f"trường “{school.name}” và trường “{schools[other].name}” (dòng {line}) ghi cùng địa chỉ "
                f"{school.home}; chưa rõ trang của trường nào nên chưa kiểm trường nào"
            )  # fmt: skip
    return faults


def _with(error: ConfigError, more: str) -> ConfigError:
    return ConfigError(error.message + more, file=error.file, line=error.line, column=error.column)


def _text(node: Node, key: str) -> str:
    value = node.child(key)
    return clean(value.text) if isinstance(value, ScalarNode) else ""
