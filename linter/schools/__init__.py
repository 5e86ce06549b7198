"""The list of schools: YAML, an Excel workbook or CSV files → SchoolList.

A bad row is refused with one sentence and the other schools remain; a mistake in the file itself is a
ConfigError. Nothing here reads files or asks the network.
"""

from linter.schools.listing import SchoolList, load

__all__ = ["SchoolList", "load"]
