"""Drafts come from anywhere, so whatever is not plainly small is read in a process of its own.

That process has a limit of time, and where the system knows one, of memory; it ends with its draft. It hands
back JSON, never a pickle: a reader that a hostile file took over can still do nothing to us but lie about the
text of that file. Windows has no `resource`, so only the limit of time holds there.
"""

from __future__ import annotations

import contextlib
import io
import json
import struct
import subprocess
import sys
import zipfile
from dataclasses import asdict, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from threading import Timer
from types import NoneType, UnionType
from typing import IO, Any, Union, get_args, get_origin, get_type_hints

from linter.errors import DraftError
from linter.model import Article
from linter.read.docx import refusals as why
from linter.read.docx.kind import ZIP
from linter.read.draft import is_page, read_draft

SECONDS = 8.0  # by the clock, the start of Python among them, so that a check as a whole ends within 10
MEGABYTE = 1 << 20
MEMORY = 768 * MEGABYTE  # of addresses, of which a process fills a part only
MAX_ANSWER = 32 * MEGABYTE
_SMALL_FILE, _SMALL_PARTS = MEGABYTE, 2 * MEGABYTE
_SMALL_PAGE, _FEW_TAGS = MEGABYTE // 4, 4000
_ROOT = str(Path(__file__).resolve().parent.parent)
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from linter.sandbox import serve; serve()"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console for each draft


def read_draft_safely(data: bytes, name: str) -> Article:
    """A draft as `linter.read.draft.read_draft` reads it; `DraftError` too where it takes too long or too much."""
    if is_small(data, name):
        return read_draft(data, name)
    try:
        told = json.loads(_ask_child(data, name))
        article: Article | None = None if "refused" in told else _rebuilt(Article, told["article"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise why.refusal(why.TOO_COMPLEX, name) from error
    if article is None:
        raise DraftError(str(told["refused"]))
    return article


def is_small(data: bytes, name: str) -> bool:
    """Whether a draft may be read in this process.

    What bounds it then: of a .docx the reader's own door (20 MB, 2 000 parts, 32 MB and 500 000 tags while
    they are inflated, 300 000 characters, 3 000 lines, 120 levels; its worst file takes 80 MB and a few
    seconds), tightened here by what the directory declares, past which `zipfile` does not read; of a page its
    tags, whose nesting is what costs; of all else that it is refused by its first bytes or cut at 2 MB.
    """
    if data.startswith(ZIP):
        return len(data) < _SMALL_FILE and _declared(data) < _SMALL_PARTS
    return not is_page(data, name) or (len(data) < _SMALL_PAGE and data.count(b"<") < _FEW_TAGS)


def _declared(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, EOFError, NotImplementedError):
        return 0  # nothing of it can be read: it is refused at once


# --- this side ------------------------------------------------------------------------------------------


def _ask_child(data: bytes, name: str) -> bytes:
    """What the child says; b"" or a part of it when it died or was ended."""
    child = subprocess.Popen(  # noqa: S603 -- our own code, on our own Python
        [sys.executable, "-P", "-c", _CHILD, _ROOT],  # -P: no module from the folder where the draft lies
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_NO_WINDOW,
    )
    limit = Timer(SECONDS, child.kill)
    limit.start()
    with child:
        try:
            _write(child.stdin, json.dumps(name).encode() + b"\n", data)
            return child.stdout.read(MAX_ANSWER) if child.stdout else b""
        finally:
            limit.cancel()
            child.kill()


def _write(pipe: IO[bytes] | None, *pieces: bytes) -> None:
    """To a child that may be gone by now: that it says nothing then tells enough."""
    if pipe is None:
        return
    with contextlib.suppress(OSError):
        for piece in pieces:
            pipe.write(piece)
    with contextlib.suppress(OSError):
        pipe.close()


def _rebuilt(kind: Any, value: Any) -> Any:
    """A value of this type from its JSON."""
    arguments = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        return None if value is None else _rebuilt(next(one for one in arguments if one is not NoneType), value)
    if get_origin(kind) is tuple:
        kinds = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_rebuilt(one, item) for one, item in zip(kinds, value, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _rebuilt(hint, value[name]) for name, hint in _hints(kind).items()})
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return datetime.fromisoformat(value) if kind is datetime else value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


# --- the child's side -----------------------------------------------------------------------------------


def serve() -> None:
    """Read one draft from stdin, a line with its name before it, and write what it is to stdout."""
    _limit_ourselves()
    name = json.loads(sys.stdin.buffer.readline())
    try:
        answer = _told(read_draft(sys.stdin.buffer.read(), name))
    except DraftError as error:
        answer = json.dumps({"refused": str(error)})
    sys.stdout.buffer.write(answer.encode())


def _told(article: Article) -> str:
    return json.dumps({"article": asdict(article)}, default=datetime.isoformat)


def _limit_ourselves() -> None:
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, int(SECONDS) * 2),  # should our parent die before it ends us
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some; the limit of time holds
            resource.setrlimit(what, (most, most))
