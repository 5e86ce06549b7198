"""How Vietnamese was written before Unicode, and what becomes of UTF-8 that is read as something else.

Each code gives the text of a word that was read as Windows-1252, which is how such pages reach a reader. The tables
are those of TCVN 5712-3 (the fonts ".VnTime"), VNI for Windows ("VNI-Times"), RFC 1456 (VISCII) and of the Vietnamese
Professionals Society (VPS). VISCII and VPS keep some capitals among the control characters; those are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from linter.text.syllable import is_syllable

# Letters that Vietnamese has in Latin-1 as well: to see one of them tells nothing.
_AT_HOME = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĐđÐð"
_MISPLACED = r"[a-zà-ÿ][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]"  # a capital in mid-word: "TiÓu"
_TCVN3 = (
    "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00adư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕế"
    "Öệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ"
)
_VISCII = (
    "€Ạ\x81Ắ‚ẰƒẶ„Ấ…Ầ†Ẩ‡ẬˆẼ‰ẸŠẾ‹ỀŒỂ\x8dỄŽỆ\x8fỐ\x90Ồ‘Ổ’Ỗ“Ộ”Ợ•Ớ–Ờ—Ở˜Ị™ỎšỌ›ỈœỦ\x9dŨžỤŸỲ"
    "¡ắ¢ằ£ặ¤ấ¥ầ¦ẩ§ậ¨ẽ©ẹªế«ề¬ể\u00adễ®ệ¯ố°ồ±ổ²ỗ³Ỡ´Ơµộ¶ờ·ở¸ị¹ỰºỨ»Ừ¼Ử½ơ¾ớ¿ƯÄẢÅĂÆẳÇẵËẺÎĨÏỳÐĐÑứÕạÖỷ×ừØửÛỹÜỵÞỡßư"
    "ÀÀÁÁÂÂÃÃÈÈÉÉÊÊÌÌÍÍÒÒÓÓÔÔÙÙÚÚÝÝààááââããäảåăæữçẫèèééêêëẻììííîĩïỉðđñựòòóóôôõõöỏ÷ọøụùùúúûũüủýýþợÿỮ"
)
_VPS = (
    "€À\x81Ả‚ÃƒẤ„Ầ…Ẩ†ọ‡ỗˆĂ‰ếŠề‹ểŒệ\x8dẮŽẰ\x8fẲ\x90Ế“Ề”Ể•Ễ–Ố—Ồ˜Ổ™Ỗšý›ỷœỵ\x9dỚžỜŸỞ¡ắ¢ằ£ẳ¤ẵ¥ặ¦Ỡ§ớ¨Ù©ờªở«ỡ¬Ũ"
    "\u00adỨ®ợ¯Ừ°ổ±Ử²Ỳ³Ỹ´ÍµÌ¶ộ·Ỉ¸Ĩ¹Óºử»ữ¼Ò½Ỏ¾Õ¿ựÀầÃấÄẩÅẫÆậÇđÈẻËẹÌỉÍễÎịÏỹÐƯÑỦÒồÓốÕỏÖơ×ÈØừÙứÛũÜưÝÝÞẺ"
    "ÁÁÂÂÉÉÊÊÔÔÚÚààááââããäảåạæăèèééêêëẽììííïĩñĐòòóóôôõõ÷ƠøụùùúúûủýỶþẼÿỳ"
)
_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT, _BREVE = "\u0302", "\u0306"
_HATTED = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVED = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))


def _pairs(table: str) -> dict[int, str]:
    return {ord(old): new for old, new in zip(table[::2], table[1::2], strict=True)}


def _vni_pairs() -> dict[str, str]:
    """Every letter of VNI that is written with two: "aù" is á, "aá" is ấ."""
    found: dict[str, str] = {}
    for base in "aeouyôöAEOUYÔÖ":
        marks = dict(_MARKS)
        if base.lower() in "aeo":
            marks |= {mark: _HAT + tone for mark, tone in _HATTED.items()}
        if base.lower() == "a":
            marks |= {mark: _BREVE + tone for mark, tone in _BREVED.items()}
        for mark, added in marks.items():
            for written in (mark, mark.upper()):
                found[base + written] = unicodedata.normalize("NFC", _ALONE.get(base, base) + added)
    return found


_VNI = _vni_pairs() | _ALONE
_VNI_LETTER = re.compile("|".join([*map(re.escape, _VNI), "[A-Za-z]"]))
_VNI_SIGN = re.compile(f"[øûïñöäåëæîüØÛÏÑÖÄÅËÆÎÜ]|[aeouyôAEOUYÔ][ùõÙÕ]|[aeoAEO][âÂ]|[aA][êÊ]|{_MISPLACED}")


def _byte_table() -> dict[int, int]:
    """Which byte a character stands for where bytes are read as Windows-1252."""
    told = {code: code for code in range(256)}
    for code in range(0x80, 0xA0):
        character = bytes([code]).decode("cp1252", "replace")
        if character != "\ufffd":
            told[ord(character)] = code
    return told


_BYTES = _byte_table()
# The converters of TCVN3 also know the capitals with tones, which its fonts do not have.
_TCVN_BYTES = _BYTES | {ord(new): ord(old) for old, new in zip(_TCVN3[::2], _TCVN3[1::2], strict=True)}
_TCVN_BYTES |= dict(
    zip(map(ord, "ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ"), b"\xaf\xba\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xcd\xd9\xda\xdb\xe0\xf0\xff", strict=True)
)
_EDGES = "“”‘’–—…•«»\u00a0"
_ONCE = 3  # times at most that UTF-8 was taken for something else
# Bytes that Windows-1252 does not have, and so were often lost after these; and the blank that is not broken.
_LOST = {"á»": "\x81\x8d\x8f\x90\x9d", "â€": "\x9d", "Ä": "\x90", "Ã": "\xa0\x81\x8d\x9d"}
_CONTINUED = re.escape("".join(chr(character) for character, code in _BYTES.items() if 0x80 <= code < 0xC0))
_AFTER_LOSS = re.compile(f"(á»|â€|Ä|Ã)(?![{_CONTINUED}])")
_MOST_LOST = 2  # in a word


@dataclass(frozen=True, slots=True)
class Code:
    """An old code. `read` gives a word as Unicode, "" when it cannot be of the code; `sign` finds in the word what
    Vietnamese has not. `is_certain`: what can be read so at all was written so. `has_names`: in use for long enough
    that words which are no syllables ("Krông") are read by it as well."""

    name: str
    read: Callable[[str], str]
    sign: re.Pattern[str]
    is_certain: bool = False
    has_names: bool = False


def _by_table(table: Mapping[int, str]) -> Callable[[str], str]:
    def read(word: str) -> str:
        if any(ord(letter) not in table and not ("a" <= letter <= "z" or "A" <= letter <= "Z") for letter in word):
            return ""
        return word.translate(table)

    return read


_of_tcvn3 = _by_table(_pairs(_TCVN3))


def _tcvn3(word: str) -> str:
    """Capitals with tones are drawn by a font of capitals over small letters, so both are mixed: "TR­êNG"."""
    found = _of_tcvn3(word)
    plain = [letter for letter in word if letter.isascii()]
    shouted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return found.upper() if shouted else found


def _vni(word: str) -> str:
    letters: list[str] = []
    at = 0
    while at < len(word):
        letter = _VNI_LETTER.match(word, at)
        if not letter:
            return ""
        letters.append(_VNI.get(letter[0], letter[0]))
        at = letter.end()
    return "".join(letters)


def _utf8(word: str) -> str:
    found = _again(word, _BYTES)
    if not found:
        filled = [again for whole in _filled(word) if (again := _again(whole, _BYTES)) and is_sound(again)]
        return filled[0] if len(filled) == 1 else ""
    for _ in range(_ONCE - 1):
        found = _again(found, _BYTES) or found
    return found


def _filled(word: str) -> Iterator[str]:
    """The word with each of the bytes that may have been lost."""
    parts = _AFTER_LOSS.split(word)
    if not 1 < len(parts) <= 2 * _MOST_LOST + 1:
        return
    for lost in product(*(_LOST[lead] for lead in parts[1::2])):
        yield parts[0] + "".join(
            lead + byte + rest for lead, byte, rest in zip(parts[1::2], lost, parts[2::2], strict=True)
        )


def _utf8_as_tcvn3(word: str) -> str:
    return _again(word, _TCVN_BYTES)


def _again(word: str, table: Mapping[int, int]) -> str:
    """The bytes of a word decoded as UTF-8; "" when they are none."""
    try:
        return unicodedata.normalize("NFC", bytes(table[ord(letter)] for letter in word).decode())
    except (KeyError, UnicodeDecodeError):
        return ""


def is_sound(word: str) -> bool:
    """Whether a word is a Vietnamese syllable once the quotation marks and dashes around it are off."""
    return is_syllable(word.strip(_EDGES))


def _signs(table: str) -> re.Pattern[str]:
    letters = "".join(letter for letter in table[::2] if letter not in _AT_HOME)
    return re.compile(f"[{re.escape(letters)}]|{_MISPLACED}")


_ANY = re.compile(r"[^\x00-\x7f]")
CODES = (  # the more usual first
    Code("TCVN3", _tcvn3, _signs(_TCVN3), has_names=True),
    Code("VNI", _vni, _VNI_SIGN, has_names=True),
    Code("UTF-8", _utf8, _ANY, is_certain=True),
    Code("UTF-8 as TCVN3", _utf8_as_tcvn3, _ANY, is_certain=True),
    Code("VISCII", _by_table(_pairs(_VISCII)), _signs(_VISCII)),
    Code("VPS", _by_table(_pairs(_VPS)), _signs(_VPS)),
)
