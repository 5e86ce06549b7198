"""Why a draft is not read: the sentences that its author sees, and what to do then.

Each goes on from "Tệp “…” ", so it says what the file is and, after the semicolon, what to do.
"""

from __future__ import annotations

import re
import unicodedata

from linter.errors import DraftError

_NAME_LENGTH = 60


class Refused(Exception):  # noqa: N818 -- becomes a DraftError at the door, where the file's name is known
    """The bytes are not a draft that can be read; the message is one of the sentences below."""


_SAVE_AS = "Lưu lại dưới dạng .docx (Save As > Word Document)"
_AGAIN = f"hãy mở bằng Word, chọn {_SAVE_AS} rồi kiểm tra lại"

EMPTY = "rỗng (0 byte); hãy mở lại bản thảo bằng Word, lưu lại rồi kiểm tra lại"
STUB = "bị hỏng, chỉ có {size} byte; hãy tải hoặc chép lại tệp gốc rồi kiểm tra lại"
DAMAGED = f"bị hỏng; {_AGAIN}, nếu Word cũng không mở được thì xin lại bản gốc"
CUT_SHORT = "bị hỏng vì tải hoặc chép chưa xong; hãy tải hoặc chép lại rồi kiểm tra lại"
TOO_LARGE = "quá lớn (trên {limit} MB); hãy nén hoặc bớt ảnh trong Word, lưu lại rồi kiểm tra lại"
_ANEW = f"hãy chép riêng phần chữ của bài sang một tệp Word mới, chọn {_SAVE_AS} rồi kiểm tra tệp đó"
TOO_COMPLEX = f"bị hỏng hoặc quá phức tạp; {_ANEW}"
TOO_LONG = f"quá dài so với một bài viết; {_ANEW}"
TOO_HEAVY = f"quá lớn so với một bài viết (trên {{limit}} MB); {_ANEW}"
LOCKED = "có mật khẩu; hãy mở bằng Word, vào Tệp > Thông tin > Bảo vệ tài liệu để bỏ mật khẩu rồi lưu lại"
DOCTYPE = f"có khai báo DOCTYPE mà Word không bao giờ ghi nên không được đọc; {_AGAIN}"
TWINS = f"bị hỏng: có hai phần trùng tên bên trong nên mỗi chương trình đọc ra một khác; {_AGAIN}"

OLD_WORD = f"là tệp Word đời cũ (.doc) dù tên có thể là .docx; {_AGAIN}"
WORD_XML = f"là tệp Word lưu dạng XML, không phải .docx; {_AGAIN}"
MACROS = f"là tệp Word có macro (.docm), không dùng làm bản thảo được; {_AGAIN}"
TEMPLATE = f"là tệp mẫu của Word (.dotx), không phải bản thảo; {_AGAIN}"
ODT = f"là tệp của LibreOffice (.odt); hãy mở bằng LibreOffice, chọn {_SAVE_AS} rồi kiểm tra lại"
RTF = f"là tệp RTF dù tên có thể là .docx; {_AGAIN}"
PDF = f"là tệp PDF, không phải tệp Word; hãy mở bản gốc bằng Word, chọn {_SAVE_AS} rồi kiểm tra lại"
HTML = f"là trang web (HTML) mang tên .docx; {_AGAIN}, hoặc đổi đuôi tệp thành .html nếu đây là trang đã lưu"
SHEET = "là bảng tính Excel, không phải bản thảo Word; hãy chọn đúng tệp bài viết"
SLIDES = "là tệp trình chiếu PowerPoint, không phải bản thảo Word; hãy chọn đúng tệp bài viết"
PICTURE = "là tệp ảnh, không phải bản thảo Word; hãy chọn đúng tệp bài viết"
ARCHIVE = "là tệp nén, không phải bản thảo Word; hãy giải nén rồi chọn tệp .docx bên trong"
ONLINE = "chỉ là đường dẫn tới Google Tài liệu; hãy mở tài liệu đó, chọn Tệp > Tải xuống > Microsoft Word (.docx)"
OWNER = "là tệp tạm do Word tạo ra khi bản thảo đang mở; hãy chọn tệp cùng tên không có dấu “~$” ở đầu"
TEXT = f"là tệp văn bản thuần, không phải tệp Word; {_AGAIN}, hoặc đổi đuôi tệp thành .txt"
OTHER = "không phải tệp Word; hãy chọn bản thảo có đuôi .docx"


def refusal(why: str, name: str) -> DraftError:
    """The error for a person: one sentence with the file's own name in it."""
    return DraftError(f"Tệp “{shown_name(name)}” {why}.")


def shown_name(name: str) -> str:
    """A file's name fit to be shown: no folders, nothing invisible, not too long."""
    last = last_part(name)
    return f"{last[: _NAME_LENGTH - 8]}…{last[-7:]}" if len(last) > _NAME_LENGTH else last


def last_part(name: str) -> str:
    """A file's name without folders, of Windows too, and without what cannot be seen."""
    return visible(re.split(r"[/\\]", name)[-1]).strip() or "không tên"


def visible(name: str) -> str:
    """A name without what cannot be seen: control characters, marks that turn the direction, half pairs."""
    kept = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Cn", "Co"})
    return unicodedata.normalize("NFC", kept)
