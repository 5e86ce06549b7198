"""Starts a program and tells what it cost: python crawl_launch.py RESULT PROGRAM …

A process's peak memory begins with what its parent held when it was started, so this parent holds as little as can be.
The result is a line of JSON: exit status, seconds, seconds of the processor (with those of its children that ended),
and the peak of its memory in bytes.
"""

import os
import sys
import time

begin = time.monotonic()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
scale = 1 if sys.platform == "darwin" else 1024
with open(sys.argv[1], "w", encoding="ascii") as file:  # noqa: PTH123 -- pathlib is a megabyte
    file.write(
        f'{{"status": {os.waitstatus_to_exitcode(status)}, "seconds": {time.monotonic() - begin}, '
        f'"cpu": {used.ru_utime + used.ru_stime}, "peak": {used.ru_maxrss * scale}}}\n'
    )
