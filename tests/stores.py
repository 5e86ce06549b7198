"""Places for a store: a data folder and, where its programs are installed, a database of a PostgreSQL of our own.

The server listens on a socket in a folder of its own alone, and ends with the process that started it.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from linter.store import Where

# It ends when the pipe from its parent does, however that ended.
_SERVE = 'trap "" INT; "$1" -D "$2" -k "$3" -c listen_addresses= -c fsync=off >"$3/log" 2>&1 & read _; kill $!; wait $!'
_numbers = count()


@cache
def server() -> tuple[str, str]:
    """The URL of a running server without its database; or "" and why there is none."""
    if importlib.util.find_spec("psycopg") is None:
        return "", "psycopg is not installed"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [shutil.which("initdb")]
    if found[-1] is None:
        return "", "PostgreSQL's programs are not installed"
    return _start(Path(found[-1]).parent)


def _start(programs: Path) -> tuple[str, str]:
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    user = _user(folder)
    data = folder / "data"
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-A", "trust", "-U", "test", "-E", "UTF8", "--no-sync", "--locale=C"],
        capture_output=True, user=user, cwd=folder, check=False,
    )  # fmt: skip
    if made.returncode:
        return "", f"initdb failed: {made.stderr.decode()[-200:]}"
    command = ["sh", "-c", _SERVE, "sh", programs / "postgres", data, folder]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, user=user, cwd=folder)
    atexit.register(child.wait)
    atexit.register(child.stdin.close)  # type: ignore[union-attr]
    url = f"postgresql:///{{}}?host={folder}&user=test"
    until = time.monotonic() + 20
    while not (folder / ".s.PGSQL.5432").exists() and time.monotonic() < until:
        time.sleep(0.05)
    return url, ""


def _user(folder: Path) -> str | None:
    """PostgreSQL does not run as root."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def database() -> str:
    """The URL of a new, empty database; skips the test where there is no server."""
    url, why = server()
    if why:
        pytest.skip(f"no PostgreSQL: {why}")
    name = f"t{next(_numbers)}"
    engine = sa.create_engine(url.format("postgres").replace("postgresql:", "postgresql+psycopg:"))
    for attempt in range(50):
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
            break
        except sa.exc.OperationalError:  # it is starting up
            if attempt == 49:
                raise
            time.sleep(0.1)
    engine.dispose()
    return url.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """Where a store can be made."""
    return tmp_path / "dữ liệu" if request.param == "sqlite" else database()
