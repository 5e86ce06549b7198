"""Why an address of a site was not read, in the words of the report."""

from __future__ import annotations

MISSING = "không tồn tại (404 hoặc chuyển về trang chủ)"
MOVED_AWAY = "chuyển sang trang khác, ngoài trang của trường"
TWIN = "chuyển hướng tới trang đã đọc"
ONWARD = "chuyển sang địa chỉ khác của trang"
TO_HOME = "trang tự chuyển về trang chủ"
MANY_LINKS = "trang có quá nhiều liên kết nên chỉ theo một phần"
