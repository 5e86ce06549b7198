"""Files → the schools that can be crawled. A row that cannot be used is refused, the others remain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linter.errors import ConfigError
from linter.model import School, Unit
from linter.schools.address import loopback_origin, same_site_key
from linter.schools.rows import index_units, read_school, read_unit
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
                raise node.at("id").error(f"mã đơn vị “{unit.id}” viết hai lần, lần đầu ở dòng {lines[unit.id]}")
        except ConfigError as error:
            refused.append(_with(error, "; chưa dùng cổng nào của đơn vị này"))
            unit = Unit(_text(node, "id"), _text(node, "name") or _text(node, "id"))
        if unit.id:
            units[unit.id] = unit
            lines.setdefault(unit.id, node.place.line)
    return units


def _schools(rows: Sequence[Node], units: Mapping[str, Unit], refused: list[ConfigError]) -> tuple[School, ...]:
    """The usable schools in the order of the list; the refused rows too are told in that order."""
    known = index_units(units)
    schools: dict[int, School] = {}
    faults: dict[int, ConfigError] = {}
    for index, node in enumerate(rows):
        try:
            schools[index] = read_school(node, known)
        except ConfigError as error:
            faults[index] = error
    faults |= _same_id(rows, schools)
    faults |= _same_home(rows, {i: school for i, school in schools.items() if i not in faults}, units)
    refused += [faults[index] for index in sorted(faults)]
    return tuple(school for index, school in schools.items() if index not in faults)


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


def _same_home(
    rows: Sequence[Node], schools: Mapping[int, School], units: Mapping[str, Unit]
) -> dict[int, ConfigError]:
    """Every school whose home page is another's too, or a unit's portal: whose the page is we do not know,
    so we judge none by it."""
    portals = {same_site_key(portal.url) for unit in units.values() for portal in unit.portals}
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, school in schools.items():
        sharing[same_site_key(school.home)].append(index)
    faults = {}
    for key, indexes in sharing.items():
        for index in indexes:
            other = indexes[1 if index == indexes[0] else 0] if len(indexes) > 1 else index
            if key in portals:
                said = f"“{schools[index].home}” là cổng của đơn vị cấp trên, không phải trang của trường"
            elif other != index:
                pair = f"trường “{schools[index].name}” và trường “{schools[other].name}”"
                said = (
                    f"{pair} (dòng {rows[other].place.line}) ghi cùng địa chỉ {schools[index].home}; "
                    "chưa rõ trang của trường nào nên chưa kiểm trường nào"
                )
            else:
                continue
            faults[index] = rows[index].at("home").error(said)
    return faults


def _with(error: ConfigError, more: str) -> ConfigError:
    return ConfigError(error.message + more, file=error.file, line=error.line, column=error.column)


def _text(node: Node, key: str) -> str:
    value = node.child(key)
    return clean(value.text) if isinstance(value, ScalarNode) else ""
