"""What stops the work. A fault of a school is never one of these: that is a finding.

    LinterError                 exit 2
    ├── ConfigError             rules.yaml or the school list: file, line and what to write instead
    ├── InputError              something that was to be read cannot be read
    │   └── DraftError          a draft: damaged, locked, of another kind
    ├── NotYet                  a command that is still to come
    └── RunIncomplete           exit 3: the run ended before its work was done
        ├── NetworkGone
        ├── DiskFull
        ├── StoreBusy
        ├── Suspicious
        └── Stopped

Every message is one sentence in Vietnamese that says what is wrong, where, and what to do.
"""


class LinterError(Exception):
    """Ends a command with one sentence on stderr and `exit_code`."""

    exit_code = 2


class ConfigError(LinterError):
    """A mistake in a file that a person wrote. `line` and `column` count from 1; 0 means the whole file."""

    def __init__(self, message: str, *, file: str, line: int = 0, column: int = 0) -> None:
        place = file if line == 0 else f"{file}:{line}" if column == 0 else f"{file}:{line}:{column}"
        super().__init__(f"{place}: {message}")
        self.message, self.file, self.line, self.column = message, file, line, column


class InputError(LinterError):
    """A file or address that was to be read cannot be read."""


class DraftError(InputError):
    """A draft cannot be read: the sentence names the kind of file and what to do."""


class NotYet(LinterError):  # noqa: N818 -- not an error of anybody's
    """A command whose work is still to come."""


class RunIncomplete(LinterError):  # noqa: N818 -- the run's state, as the report names it
    """The run ended before its work was done; what was read is kept."""

    exit_code = 3


class NetworkGone(RunIncomplete):
    """So many hosts failed at once that the fault is ours."""


class DiskFull(RunIncomplete):
    """Nothing more could be written."""


class StoreBusy(RunIncomplete):
    """Another program holds the stored data."""


class Suspicious(RunIncomplete):
    """The run read so much less than the one before that its results do not take their place."""


class Stopped(RunIncomplete):
    """A person or the system asked the run to stop."""
