"""What stands in the body of an article and is none of its text: the title and the lead once more, file names,
buttons, marks of readers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.model import Block, BlockKind
from linter.text.plain import plain
from linter.text.signposts import is_aid, is_tags

HEAD = 4  # blocks in which title and lead are said again
LEAD_CHARACTERS = 40  # shorter texts may open alike

_FILE = re.compile(
    r"(?:(?:cac )?(?:tep|file|tap tin|tai lieu|van ban|bieu mau|phu luc)(?: tin)?(?: dinh kem)?"
    r"|(?:xem|tai)(?: (?:file|tep|ve|xuong|chi tiet|noi dung|them|day du|toan van|van ban|tai lieu))*(?: tai)?(?: day)?"
    r"|download(?: file)?|bam vao day de (?:xem|tai).{0,20}|dung luong|[\d ]+(?:kb|mb|byte)s?"
    r"|[\w ]+ (?:pdf|docx?|xlsx?|pptx?|zip|rar)(?: [\d ]+(?:kb|mb))?)"
)
_COUNTER = re.compile(
    r"(?:so )?(?:luot|lan|nguoi) (?:xem|doc|truy cap)(?: bai)? \d[\d ]*|da (?:xem|doc) \d[\d ]*"
    r"|0 binh luan|binh luan 0|bay gio la [\d ]+.{0,20}"
)
_ATTACHED = re.compile(r"(?:cac )?(?:tep|file|tap tin|tai lieu|van ban)(?: tin)? dinh kem")
_FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)(?:\s*\(?[\d.,]+ ?[kmKM]?[bB]\)?)?(?:\s*Tải (?:về|xuống))?$", re.IGNORECASE
)
FILE_CHARACTERS = 160
_NONE = re.compile(r"0 ")  # "0 bình luận" counts those that are not there
_COMMENTS = re.compile(r"binh luan|y kien ban doc|phan hoi cua ban doc|comments?|\d+ (?:binh luan|comments?)")
_WORDLESS = frozenset({BlockKind.IMAGE})


def trimmed(blocks: Sequence[Block], title: str, *, has_files: bool) -> tuple[Block, ...]:
    """The blocks of the text alone."""
    kept = _without_tail(_once(_without_title(_before_comments(blocks), title)))
    filed = has_files or any(map(_is_file, kept))
    return tuple(block for block in kept if not (_is_aside(block) or (filed and _names_file(block))))


def _is_aside(block: Block) -> bool:
    """Whether a block counts the readers of the page, tells the time of the day, announces files, or is all tags."""
    folded = plain(block.text)
    return is_tags(block.text) or any(line.fullmatch(folded) for line in (_COUNTER, _ATTACHED))


def _before_comments(blocks: Sequence[Block]) -> list[Block]:
    """What stands before the comments of readers, where a line says that they begin."""
    for place, block in enumerate(blocks):
        if place and _COMMENTS.fullmatch(plain(block.text)) and not _NONE.match(plain(block.text)):
            return list(blocks[:place])
    return list(blocks)


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    folded = plain(title)
    return [
        block
        for place, block in enumerate(blocks)
        if not (place < 2 and block.kind not in _WORDLESS and plain(block.text) == folded)
    ]


def _once(blocks: Sequence[Block]) -> list[Block]:
    """Without a lead that the text says again, as it is or cut short."""
    folded = [plain(block.text) for block in blocks[:HEAD]]
    again = {
        place
        for place, text in enumerate(folded)
        if len(text) >= LEAD_CHARACTERS and any(later.startswith(text) for later in folded[place + 1 :])
    }
    return [block for place, block in enumerate(blocks) if place not in again]


def _without_tail(blocks: list[Block]) -> list[Block]:
    end = len(blocks)
    while end and blocks[end - 1].kind not in _WORDLESS and is_aid(blocks[end - 1].text):
        end -= 1
    return blocks[:end]


def _names_file(block: Block) -> bool:
    return block.kind is not BlockKind.TABLE and (_is_file(block) or _FILE.fullmatch(plain(block.text)) is not None)


def _is_file(block: Block) -> bool:
    """Whether a block is the name of a file, with its size."""
    return len(block.text) < FILE_CHARACTERS and _FILE_NAME.search(block.text) is not None
