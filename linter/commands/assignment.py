"""What a run was told to do: the list of schools, the policy and the options, as they were given."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from linter import policy, schools
from linter.commands.shared import split
from linter.crawl import Caps
from linter.errors import InputError
from linter.policy import Policy
from linter.rules import RULES
from linter.schools import SchoolList
from linter.yamldoc import hint

File = tuple[str, bytes]  # name, content


@dataclass(frozen=True, slots=True)
class Assignment:
    """`since` and `as_of` are None where nobody named a day. Two of the same signature are the same run."""

    lists: tuple[File, ...]
    policy: File
    only: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    since: date | None = None
    as_of: date | None = None
    caps: Caps = field(default_factory=Caps)
    incremental: bool = False

    def schools(self) -> SchoolList:
        """The schools that are wanted. Raises ConfigError for the list, InputError for one that is not in it."""
        listed = schools.load(self.lists)
        known = {school.id for school in listed.schools}
        unknown = next((name for name in self.only if name not in known), None)
        if unknown is not None:
            raise InputError(f"không có trường mã “{unknown}” trong danh sách{hint(unknown, known)}")
        kept = tuple(school for school in listed.schools if not self.only or school.id in self.only)
        return replace(listed, schools=kept)

    def judged_by(self) -> Policy:
        name, data = self.policy
        return policy.load(data, RULES, file=name).select(split(self.select), split(self.ignore))

    def json(self) -> dict[str, Any]:
        return {
            "lists": [[name, b64encode(data).decode()] for name, data in self.lists],
            "policy": [self.policy[0], b64encode(self.policy[1]).decode()],
            "only": list(self.only),
            "select": list(self.select),
            "ignore": list(self.ignore),
            "since": self.since.isoformat() if self.since else None,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "caps": asdict(self.caps),
            "incremental": self.incremental,
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Assignment:
        """From what `json` gave."""
        return cls(
            lists=tuple((name, b64decode(data)) for name, data in told["lists"]),
            policy=(told["policy"][0], b64decode(told["policy"][1])),
            only=tuple(told["only"]),
            select=tuple(told["select"]),
            ignore=tuple(told["ignore"]),
            since=date.fromisoformat(told["since"]) if told["since"] else None,
            as_of=date.fromisoformat(told["as_of"]) if told["as_of"] else None,
            caps=Caps(**told["caps"]),
            incremental=told["incremental"],
        )

    @property
    def signature(self) -> str:
        told = self.json()
        for named in (*told["lists"], told["policy"]):
            named[0] = ""  # what a file is called is no matter
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
