"""What went wrong on the network, from the exception to a reason and a sentence."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from linter.crawl.reply import Reason

_SENTENCES: dict[Reason, str] = {
    "dns-error": "Chưa tra được tên miền {host}: máy chủ tên miền không trả lời.",
    "no-such-name": "Tên miền {host} không tồn tại.",
    "tls-error": "Không lập được kết nối bảo mật tới {host}: {detail}.",
    "connection-refused": "Máy chủ {host} từ chối kết nối.",
    "connection-reset": "Máy chủ {host} ngắt kết nối giữa chừng.",
    "timeout": "Máy chủ {host} không trả lời kịp thời hạn.",
    "too-many-redirects": "Địa chỉ trên {host} chuyển hướng quá nhiều lần.",
    "redirect-loop": "Địa chỉ trên {host} chuyển hướng vòng tròn.",
    "blocked-address": "Không truy cập {host}: đây là địa chỉ nội bộ hoặc không công khai.",
    "blocked-port": "Không truy cập {host}: cổng này không có trong danh sách trường.",
    "too-large": "Nội dung trên {host} lớn quá mức được đọc.",
    "bad-encoding": "Máy chủ {host} gửi nội dung nén sai cách nên không đọc được.",
    "truncated": "Nội dung từ {host} đến không đủ nên không dùng để xét.",
    "protocol-error": "Máy chủ {host} trả lời không đúng giao thức HTTP.",
    "bad-url": "Địa chỉ web không hợp lệ nên không truy cập được.",
}

# OpenSSL's X509_V_ERR_* codes.
_CERTIFICATE = {
    9: "chứng chỉ chưa đến ngày có hiệu lực",
    10: "chứng chỉ đã hết hạn",
    18: "chứng chỉ tự ký",
    19: "chứng chỉ tự ký",
    20: "không rõ nơi cấp chứng chỉ, thường do máy chủ thiếu chứng chỉ trung gian",
    21: "không rõ nơi cấp chứng chỉ, thường do máy chủ thiếu chứng chỉ trung gian",
    62: "chứng chỉ cấp cho tên miền khác",
    64: "chứng chỉ cấp cho địa chỉ khác",
}
_HANDSHAKE = {
    "UNSUPPORTED_PROTOCOL": "máy chủ chỉ dùng phiên bản TLS cũ",
    "TLSV1_ALERT_PROTOCOL_VERSION": "máy chủ chỉ dùng phiên bản TLS cũ",
    "WRONG_SSL_VERSION": "máy chủ chỉ dùng phiên bản TLS cũ",
    "UNSAFE_LEGACY_RENEGOTIATION_DISABLED": "máy chủ chỉ dùng phiên bản TLS cũ",
    "DH_KEY_TOO_SMALL": "khóa mã hóa của máy chủ quá ngắn",
    "EE_KEY_TOO_SMALL": "khóa mã hóa của máy chủ quá ngắn",
    "CA_MD_TOO_WEAK": "chữ ký của chứng chỉ quá yếu",
    "WRONG_VERSION_NUMBER": "cổng này không dùng kết nối bảo mật",
    "HTTP_REQUEST": "cổng này không dùng kết nối bảo mật",
    "RECORD_LAYER_FAILURE": "cổng này không dùng kết nối bảo mật",
}

_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.ETIMEDOUT}
# Types in the order of their weight: the first that fits anything in an exception's chain decides.
_BY_TYPE: tuple[tuple[tuple[type[BaseException], ...], Reason], ...] = (
    ((ConnectionRefusedError,), "connection-refused"),
    ((ConnectionResetError, ConnectionAbortedError, BrokenPipeError), "connection-reset"),
    ((TimeoutError, httpcore.TimeoutException, httpx.TimeoutException), "timeout"),
    ((httpcore.ProtocolError, httpx.ProtocolError), "protocol-error"),
    ((httpx.InvalidURL, httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol, UnicodeError), "bad-url"),
    ((httpcore.NetworkError, httpx.NetworkError), "connection-reset"),
)


class FetchError(Exception):
    """Ends one request inside the door. It never leaves `Fetcher.get`, which makes a `Failure` of it."""

    def __init__(self, reason: Reason, sentence: str = "", detail: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self._sentence = sentence or _SENTENCES[reason]
        self._detail = detail

    def message(self, host: str) -> str:
        """One Vietnamese sentence for people, about `host`."""
        return self._sentence.format(host=host, detail=self._detail)


def explain(error: BaseException) -> FetchError:
    """The reason behind any exception: what is not known counts as a broken answer, never as a page."""
    if isinstance(error, FetchError):
        return error
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, ssl.SSLError):
            return FetchError("tls-error", detail=_tls_detail(cause))
        if isinstance(cause, socket.gaierror):
            return dns_error(cause)
        if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
            return FetchError("timeout", "Chưa có đường mạng tới máy chủ {host}.")
    for kinds, reason in _BY_TYPE:
        if any(isinstance(cause, kinds) for cause in chain):
            return FetchError(reason)
    return FetchError("protocol-error")


def dns_error(error: OSError) -> FetchError:
    """A name that does not exist is told apart from name servers that do not answer."""
    absent = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
    return FetchError("no-such-name" if error.errno in absent else "dns-error")


def _tls_detail(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(getattr(error, "verify_code", 0), "chứng chỉ không được công nhận")
    return _HANDSHAKE.get(getattr(error, "reason", None) or "", "hai bên không thống nhất được cách mã hóa")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything it came from, each once. httpcore hides causes with `from None`."""
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        linked = (current.__cause__, current.__context__, *current.args)
        waiting += [cause for cause in linked if isinstance(cause, BaseException)]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions
