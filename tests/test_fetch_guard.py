"""Which machines are asked, and where redirects may lead: C19–C29, C67, C68 of the hostile cases."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import httpcore
import pytest
from certificate import server_context
from rawserver import NOT_FOUND, RawServer, redirect, reply

from linter.crawl import door
from linter.crawl.fault import FetchError, explain
from linter.crawl.fetch import Failure, Fetcher, Limits, Pace, Response
from linter.crawl.guard import Guard, Resolver, is_public
from linter.crawl.url import parse

QUICK = Limits(request_s=2.0, read_s=0.5, connect_s=0.3)
PUBLIC = "93.184.216.34"


def answers(*addresses: str) -> Resolver:
    async def resolver(_host: str, _port: int) -> tuple[str, ...]:
        return addresses

    return resolver


def follow(location: str | bytes, within: Callable[[str], bool] | None = None) -> tuple[Response | Failure, list[str]]:
    """What comes of a redirect to `location` ({port} is the server's), and the paths that were asked for."""

    async def run() -> tuple[Response | Failure, list[str]]:
        plays = {"/": NOT_FOUND, "*": reply(b"SECRET")}
        async with RawServer(plays) as server:
            raw = location.encode() if isinstance(location, str) else location
            server._plays["/"] = [redirect(raw.replace(b"{port}", str(server.port).encode()))]
            listed = frozenset({server.origin})
            async with Fetcher(user_agent="x", listed=listed, pace=Pace(2.1, 0), limits=QUICK) as fetcher:
                got = await fetcher.get(server.origin + "/", within=within)
                return got, [asked.target for asked in server.requests]

    return asyncio.run(run())


def blocked(location: str | bytes) -> str:
    got, asked = follow(location)
    assert isinstance(got, Failure), got
    assert got.url.startswith("http://127.0.0.1:")
    assert asked == ["/"], "only the redirecting request was sent"
    return got.reason


# --- addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/s", "http://127.0.0.2:{port}/s", "http://2130706433:{port}/s", "http://0x7f.1:{port}/s",
        "http://017700000001:{port}/s", "http://[::ffff:127.0.0.1]:{port}/s", "http://localhost:{port}/s",
        "http://0.0.0.0:{port}/s", "http://[::1]:{port}/s", "http://[::]:{port}/s", "//127.0.0.3:{port}/s",
        "http://127.1:{port}/s",
    ],
)  # fmt: skip
def test_c20_redirects_to_this_machine_are_blocked(location: str) -> None:
    assert blocked(location) == "blocked-address"


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "http://[2001:db8::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "https://172.16.0.1/",
    ],
)  # fmt: skip
def test_c21_redirects_to_addresses_that_are_not_public_are_blocked(location: str) -> None:
    assert blocked(location) == "blocked-address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True), ("172.32.0.1", True), ("100.128.0.1", True), ("2400:db8::1", True),  ("rac", False),
        ("2001:200::1", True),
        ("2606:4700::1111", True), ("172.31.255.255", False), ("100.127.0.1", False), ("192.0.0.1", False),
        ("198.19.0.1", False), ("240.0.0.1", False), ("::", False), ("::1", False), ("::ffff:8.8.8.8", False),
        ("2001::1", False), ("3fff::1", False), ("fec0::1", False), ("ff02::1", False), ("",  False),
        ("fe80::1%eth0", False),
    ],
)  # fmt: skip
def test_c21_own_list_of_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


class Wire:
    """Stands below the guard: notes where a connection would go and leads it to a loopback server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, dead: tuple[str, ...] = ()) -> None:
        self.tried: list[str] = []
        real = httpcore.AnyIOBackend.connect_tcp

        async def connect(
            backend: httpcore.AnyIOBackend, host: str, port: int, **more: object
        ) -> httpcore.AsyncNetworkStream:
            self.tried.append(host)
            if host in dead:
                raise httpcore.ConnectTimeout
            return await real(backend, "127.0.0.1", port, **more)

        monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)


def by_name(resolver: Resolver, name: str = "th-kenh-tram.edu.example") -> Response | Failure:
    """The answer of a name whose public addresses a `Wire` leads to a loopback server."""

    async def run() -> Response | Failure:
        async with RawServer({"*": reply(b"ok", keep=False)}) as server:
            listed = frozenset({server.origin})
            async with Fetcher(
                user_agent="x", listed=listed, pace=Pace(1e-6), limits=QUICK, resolver=resolver
            ) as fetcher:
                await fetcher.get(f"http://{name}:{server.port}/1")
                got = await fetcher.get(f"http://{name}:{server.port}/2")
                hosts = {asked.headers["host"] for asked in server.requests}
                assert hosts <= {f"{name}:{server.port}"}
                return got

    return asyncio.run(run())


def test_c22_name_is_resolved_once_and_that_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    wire = Wire(monkeypatch)
    got = by_name(rebinding)
    assert isinstance(got, Response)
    assert got.body == b"ok"
    assert asked == ["th-kenh-tram.edu.example"]
    assert wire.tried == [PUBLIC, PUBLIC]


def test_c22_a_name_that_means_loopback_is_blocked_even_at_a_listed_port(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wire = Wire(monkeypatch)
    got = by_name(answers("127.0.0.1"))
    assert isinstance(got, Failure)
    assert got.reason == "blocked-address"
    assert wire.tried == []


def test_c23_private_answers_are_dropped_and_none_left_is_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(monkeypatch)
    assert isinstance(by_name(answers("10.0.0.1", PUBLIC, "::1")), Response)
    assert set(wire.tried) == {PUBLIC}
    got = by_name(answers("10.0.0.1", "fd00::1"))
    assert isinstance(got, Failure)
    assert got.reason == "blocked-address"


def test_known_names_are_asked_for_again_after_a_while() -> None:
    now, asked = [0.0], []

    async def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    async def run() -> None:
        guard = Guard(resolver=resolver, clock=lambda: now[0])
        for now[0] in (0.0, 500.0, 700.0):
            assert await guard.addresses("a.example", 80) == (PUBLIC,)

    asyncio.run(run())
    assert len(asked) == 2


def test_listed_address_is_allowed_at_its_own_port_only() -> None:
    guard = Guard(["http://127.0.0.1:8101", "http://192.168.7.7", "http://localhost:8102/", "rác"])

    def reason(url: str) -> str:
        target = parse(url)
        assert target is not None
        try:
            guard.check(target)
        except FetchError as error:
            return error.reason
        return ""

    assert reason("http://127.0.0.1:8101/tin") == ""
    assert reason("http://192.168.7.7/") == ""
    assert reason("http://127.0.0.1:8102/") == "blocked-address"
    assert reason("http://127.0.0.1:8103/") == "blocked-port"
    assert reason("http://192.168.7.7:8101/") == "blocked-address"
    assert reason("http://192.168.7.8/") == "blocked-address"
    assert reason("http://th.example:8101/") == ""


@pytest.mark.parametrize("port", ["22", "25", "6379", "99999", "abc", "0", "-1", "8080"])
def test_c24_other_ports_are_blocked(port: str) -> None:
    assert blocked(f"http://a.example:{port}/") == "blocked-port"


# --- names and schemes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
    ],
)
def test_c25_other_schemes_are_not_followed(location: str) -> None:
    assert blocked(location) == "bad-url"


@pytest.mark.parametrize(
    "location",
    [
        "http://xn--zzzzzz99999/", "http://a..b/", "http://" + "a" * 70 + ".example/", b"http://tr\xe9\xfc..x/",
        "http://[::1", "http://[zz]/", "http://ai:matkhau@a.example/", "http://a b.example/",
        "http://" + "a." * 130 + "example/", "/" + "x" * 3000, "http://a%00.example/",
    ],
)  # fmt: skip
def test_c26_hosts_that_cannot_be_are_bad_urls(location: str | bytes) -> None:
    assert blocked(location) == "bad-url"


@pytest.mark.parametrize(
    "url",
    ["", "   ", "kenh-tram", "http://", "http://[", "http://\ud800.example/", "http://a.example/\ud800"],
)
def test_c26_any_text_may_be_asked_for(url: str) -> None:
    async def run() -> Response | Failure:
        async with Fetcher(user_agent="x", pace=Pace()) as fetcher:
            return await fetcher.get(url)

    got = asyncio.run(run())
    assert got == Failure(url, "bad-url", "Địa chỉ web không hợp lệ nên không truy cập được.")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("HTTP://TH-Kenh-Tram.EDU.example:80/a/../b#c", "http://th-kenh-tram.edu.example/b"),
        (" https://a.example:443 ", "https://a.example/"),
        ("http://a.example/giới thiệu?q=trường", None),
        ("http://trường.example/", f"http://{'trường'.encode('idna').decode()}.example/"),
        ("http://a.example/100%", "http://a.example/100%25"),
        ("http://a.example/a%20b", "http://a.example/a%20b"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_addresses_have_one_form(written: str, sent: str | None) -> None:
    target = parse(written)
    assert target is not None
    assert target.url.isascii()
    assert sent is None or target.url == sent
    assert parse(target.url) == target


# --- redirects ------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_told() -> None:
    got, asked = follow("/vi/gi%E1%BB%9Bi-thi%E1%BB%87u#dau")
    assert isinstance(got, Response)
    assert asked == ["/", "/vi/gi%E1%BB%9Bi-thi%E1%BB%87u"]
    assert got.url.endswith("/vi/gi%E1%BB%9Bi-thi%E1%BB%87u")
    assert got.hops == (got.requested,)


def test_raw_utf8_and_stray_signs_in_location_are_followed() -> None:
    assert follow("/giới-thiệu")[1] == ["/", "/gi%E1%BB%9Bi-thi%E1%BB%87u"]
    assert follow("g#tvdxza27-0*b}7:8102/")[1] == ["/", "/g"]


@pytest.mark.parametrize("start", ["/tu", "/a"])
def test_c19_redirect_to_itself_or_back_is_a_loop(start: str) -> None:
    async def run() -> tuple[Response | Failure, RawServer]:
        plays = {"/tu": redirect("/tu"), "/a": redirect("/b"), "/b": redirect("/a")}
        async with (
            RawServer(plays) as server,
            Fetcher(user_agent="x", listed=frozenset({server.origin}), pace=Pace(2.1, 0)) as fetcher,
        ):
            return await fetcher.get(server.origin + start), server

    got, server = asyncio.run(run())
    assert isinstance(got, Failure)
    assert got.reason == "redirect-loop"
    assert len(server.requests) <= 2


def test_c19_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    async def run() -> tuple[Response | Failure, Response | Failure, int]:
        plays = {f"/{n}": redirect(f"/{n + 1}") for n in range(50)} | {"/50": reply(b"cuoi")}
        async with (
            RawServer(plays) as server,
            Fetcher(user_agent="x", listed=frozenset({server.origin}), pace=Pace(2.1, 0)) as fetcher,
        ):
            five = await fetcher.get(server.origin + "/45")
            before = len(server.requests)
            return five, await fetcher.get(server.origin + "/0"), len(server.requests) - before

    five, many, requests = asyncio.run(run())
    assert isinstance(five, Response)
    assert len(five.hops) == 5
    assert isinstance(many, Failure)
    assert many.reason == "too-many-redirects"
    assert requests == 6


def test_c27_redirect_out_of_the_site_comes_back_unfollowed() -> None:
    got, asked = follow("http://truong-khac.example/x", within=lambda url: "127.0.0.1" in url)
    assert isinstance(got, Response)
    assert (got.status, got.location) == (302, "http://truong-khac.example/x")
    assert got.url == got.requested
    assert asked == ["/"]


def test_redirect_status_without_location_is_an_answer() -> None:
    got, _ = follow("")
    assert isinstance(got, Response)
    assert got.status == 302
    assert got.location is None


# --- TLS ------------------------------------------------------------------------------------------------


def secure(
    folder: Path, name: str = "127.0.0.1", *, days: int = 2, trust: bool = False, verify: bool = True
) -> Response | Failure:
    async def run() -> Response | Failure:
        context, certificate = server_context(folder, name, days=days)
        tls = ssl.create_default_context(cadata=certificate) if trust else None
        async with RawServer({"/": reply(b"ok")}, tls=context) as server:
            listed = frozenset({server.origin})
            async with Fetcher(user_agent="x", listed=listed, pace=Pace(2.1, 0), limits=QUICK, tls=tls) as fetcher:
                return await fetcher.get(server.origin + "/", verify=verify)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("name", "days", "trust", "cause"),
    [
        ("127.0.0.1", 2, False, "chứng chỉ tự ký"),
        ("127.0.0.1", -1, True, "chứng chỉ đã hết hạn"),
        ("khac.example", 2, True, "chứng chỉ cấp cho địa chỉ khác"),
    ],
)
def test_c29_bad_certificates_are_named(tmp_path: Path, name: str, days: int, trust: bool, cause: str) -> None:
    got = secure(tmp_path, name, days=days, trust=trust)
    assert isinstance(got, Failure)
    assert got.reason == "tls-error"
    assert cause in got.message


def test_c29_bad_certificate_is_read_over_when_asked_for(tmp_path: Path) -> None:
    got = secure(tmp_path, "khac.example", days=-1, verify=False)
    assert isinstance(got, Response)
    assert got.body == b"ok"


def test_c29_good_certificate_is_read_and_its_name_is_the_hosts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Wire(monkeypatch)
    name = "th-kenh-tram.edu.example"

    async def run() -> list[Response | Failure]:
        context, certificate = server_context(tmp_path, name)
        tls = ssl.create_default_context(cadata=certificate)
        async with RawServer({"/": reply(b"ok")}, tls=context) as server:
            listed = frozenset({server.origin})
            async with Fetcher(
                user_agent="x",
                listed=listed,
                pace=Pace(1e-6),
                limits=QUICK,
                tls=tls,
                resolver=answers(PUBLIC),
            ) as fetcher:
                urls = (f"https://{host}:{server.port}/" for host in (name, "khac.example"))
                return [await fetcher.get(url) for url in urls]

    good, other = asyncio.run(run())
    assert isinstance(good, Response)
    assert isinstance(other, Failure)
    assert "chứng chỉ cấp cho tên miền khác" in other.message


def test_c29_plain_http_where_tls_was_expected_is_named() -> None:
    async def speak_plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b"", status="400 Bad Request"))
        writer.close()

    async def run() -> Response | Failure:
        async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as server:
            origin = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with Fetcher(user_agent="x", listed=frozenset({origin}), pace=Pace(2.1, 0)) as fetcher:
                return await fetcher.get(origin)

    got = asyncio.run(run())
    assert isinstance(got, Failure)
    assert got.reason == "tls-error"
    assert "cổng này không dùng kết nối bảo mật" in got.message


def test_c29_old_tls_is_named() -> None:
    old = ssl.SSLError(1, "unsupported protocol")
    old.reason = "UNSUPPORTED_PROTOCOL"
    assert "phiên bản TLS cũ" in explain(httpcore.ConnectError(old)).message("a.example")


# --- names and machines that do not answer --------------------------------------------------------------


def test_c67_ipv4_is_tried_first_and_the_other_address_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire(monkeypatch, dead=(PUBLIC,))
    assert isinstance(by_name(answers("2606:4700::1111", PUBLIC)), Response)
    assert wire.tried[:2] == [PUBLIC, "2606:4700::1111"]


def test_c67_host_with_ipv6_alone() -> None:
    async def run() -> Response | Failure:
        async with (
            RawServer({"/": reply(b"ok")}, host="::1") as server,
            Fetcher(user_agent="x", listed=frozenset({server.origin}), pace=Pace(2.1, 0)) as fetcher,
        ):
            return await fetcher.get(server.origin + "/")

    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    assert isinstance(asyncio.run(run()), Response)


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "no-such-name", "không tồn tại"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "dns-error", "không trả lời"),
        (OSError(101, "Network is unreachable"), "dns-error", "không trả lời"),
        (UnicodeError("label too long"), "bad-url", "không hợp lệ"),
    ],
)
def test_c68_names_that_do_not_resolve(error: Exception, reason: str, words: str) -> None:
    async def resolver(_host: str, _port: int) -> list[str]:
        raise error

    async def run() -> Response | Failure:
        async with Fetcher(user_agent="x", pace=Pace(1e-6), resolver=resolver) as fetcher:
            return await fetcher.get("http://th-kenh-tram.edu.example/")

    got = asyncio.run(run())
    assert isinstance(got, Failure)
    assert got.reason == reason
    assert words in got.message


def test_c68_no_server_and_no_way_to_it() -> None:
    async def run() -> Response | Failure:
        async with RawServer({}) as server:
            origin = server.origin
        async with Fetcher(user_agent="x", listed=frozenset({origin}), pace=Pace(2.1, 0)) as fetcher:
            return await fetcher.get(origin + "/")

    got = asyncio.run(run())
    assert isinstance(got, Failure)
    assert got.reason == "connection-refused"
    unreachable = explain(httpcore.ConnectError(OSError(113, "No route to host")))
    assert (unreachable.reason, "đường mạng" in unreachable.message("a")) == ("timeout", True)


def test_idle_pools_are_closed_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_MOST_POOLS", 4)
    Wire(monkeypatch)

    async def run() -> int:
        async with RawServer({"*": reply(b"ok")}) as server:
            listed = frozenset({server.origin})
            async with Fetcher(user_agent="x", listed=listed, pace=Pace(1e-6), resolver=answers(PUBLIC)) as fetcher:
                for n in range(20):
                    got = await fetcher.get(f"http://th{n}.example:{server.port}/")
                    assert isinstance(got, Response)
                await asyncio.sleep(0.01)
                return len(server._tasks)

    assert asyncio.run(run()) <= 4
