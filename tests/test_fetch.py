"""The door to the network against broken and hostile servers: C01–C18, C53, C67 of the hostile cases."""

from __future__ import annotations

import asyncio
import gzip
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import respx
from hypothesis import given, settings
from hypothesis import strategies as st
from rawserver import Play, RawServer, dripping, redirect, reply, reset, silent

from linter.crawl.fetch import Failure, Fetcher, Limits, Pace, Response

QUICK = Limits(request_s=1.0, read_s=0.4, connect_s=0.4)
PAGE = "<p>Trường Tiểu học Kênh Tràm</p>".encode()


@asynccontextmanager
async def asking(
    plays: dict[str, Play | list[Play]], limits: Limits = QUICK
) -> AsyncIterator[tuple[Fetcher, RawServer]]:
    async with (
        RawServer(plays) as server,
        Fetcher(
            user_agent="school-site-linter/1.0 (+https://noi-kiem-tra.example)",
            listed=frozenset({server.origin}),
            pace=Pace(2.1, 0),
            limits=limits,
        ) as fetcher,
    ):
        yield fetcher, server


def ask(
    play: Play | list[Play], limits: Limits = QUICK, max_bytes: int | None = None, cut: bool = False
) -> tuple[Response | Failure, RawServer]:
    """What `get` makes of one reply, and what the server was asked."""

    async def run() -> tuple[Response | Failure, RawServer]:
        async with asking({"/": play}, limits) as (fetcher, server):
            return await fetcher.get(server.origin + "/", max_bytes=max_bytes, cut=cut), server

    return asyncio.run(run())


def reason_of(play: Play | list[Play], tries: int, limits: Limits = QUICK) -> str:
    got, server = ask(play, limits)
    assert isinstance(got, Failure), got
    assert got.message.endswith(".")
    assert "{" not in got.message
    assert len(server.requests) == tries
    return got.reason


def page_of(play: Play | list[Play], tries: int = 1) -> Response:
    got, server = ask(play)
    assert isinstance(got, Response), got
    assert len(server.requests) == tries
    return got


def coded(body: bytes, coding: str) -> bytes:
    return reply(body, f"Content-Encoding: {coding}")


def chunked(*rest: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(rest)


# --- an honest server -----------------------------------------------------------------------------------


def test_page_comes_whole_with_lower_case_headers_and_bare_content_type() -> None:
    page = page_of(reply(PAGE, "Content-Type: Text/HTML; Charset=UTF-8", "X-Powered-By: a", "x-powered-by: b"))
    assert (page.status, page.body, page.hops, page.location) == (200, PAGE, (), None)
    assert page.content_type == "text/html"
    assert page.headers["x-powered-by"] == "a, b"


def test_missing_content_type_is_empty() -> None:
    assert page_of(b"HTTP/1.0 200 OK\r\n\r\nx").content_type == ""


def test_request_names_the_tool_and_asks_for_gzip_alone() -> None:
    _, server = ask(reply(PAGE))
    sent = server.requests[0].headers
    assert sent["user-agent"] == "school-site-linter/1.0 (+https://noi-kiem-tra.example)"
    assert sent["accept-encoding"] == "gzip"
    assert sent["host"] == f"127.0.0.1:{server.port}"


def test_gzip_of_several_members_is_read_and_rubbish_behind_it_ignored() -> None:
    assert page_of(coded(gzip.compress(b"mot ") + gzip.compress(b"hai") + b"\0\0\0", "gzip")).body == b"mot hai"


def test_chunks_and_an_unregistered_coding_are_read() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert page_of(head + b"3\r\nabc\r\n0\r\n\r\n").body == b"abc"


def test_connections_are_reused() -> None:
    async def run() -> RawServer:
        async with asking({"*": reply(PAGE)}) as (fetcher, server):
            for _ in range(3):
                await fetcher.get(server.origin + "/tin")
            await asyncio.gather(*(fetcher.get(f"{server.origin}/{n}") for n in range(5)))
            return server

    server = asyncio.run(run())
    assert len(server.requests) == 8
    assert server.connections == 1


# --- compression ----------------------------------------------------------------------------------------


def test_c01_gzip_bomb_stops_at_the_cap_in_little_memory() -> None:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(96)) + packer.flush()
    play = coded(bomb, "gzip")
    tracemalloc.start()
    try:
        assert reason_of(play, tries=1) == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 24 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate"])
def test_c02_c03_codings_not_asked_for_are_refused_after_one_try_as_identity(coding: str) -> None:
    assert reason_of(coded(b"\x8b\x00", coding), tries=2) == "bad-encoding"
    _, server = ask(coded(b"\x8b\x00", coding))
    assert [asked.headers["accept-encoding"] for asked in server.requests] == ["gzip", "identity"]


def test_c04_two_codings_are_refused() -> None:
    assert reason_of(coded(gzip.compress(gzip.compress(PAGE)), "gzip, gzip"), tries=2) == "bad-encoding"


def test_c05_gzip_cut_off_is_truncated() -> None:
    half = gzip.compress(PAGE * 50)[:-20]
    assert reason_of(coded(half, "gzip"), tries=2) == "truncated"
    assert page_of([coded(half, "gzip"), reply(PAGE)], tries=2).body == PAGE


def test_c05_gzip_cut_where_a_step_of_output_is_full_is_truncated() -> None:
    whole = gzip.compress(bytes(65_536))
    assert page_of(coded(whole, "gzip")).body == bytes(65_536)
    assert reason_of(coded(whole[:-8], "gzip"), tries=2) == "truncated"


def test_c05_broken_gzip_is_bad_encoding() -> None:
    broken = bytearray(gzip.compress(PAGE * 50))
    broken[30:40] = b"\xff" * 10
    assert reason_of(coded(bytes(broken), "gzip"), tries=2) == "bad-encoding"


def test_c06_plain_body_called_brotli_is_asked_for_again_as_identity() -> None:
    assert page_of([coded(PAGE, "br"), reply(PAGE)], tries=2).body == PAGE
    assert reason_of(coded(PAGE, "br"), tries=2) == "bad-encoding"


def test_c07_plain_body_called_gzip_is_read_at_the_second_try() -> None:
    assert page_of([coded(PAGE, "gzip"), reply(PAGE)], tries=2).body == PAGE
    assert page_of(coded(PAGE, "gzip"), tries=2).body == PAGE


def test_empty_and_one_byte_bodies_called_gzip() -> None:
    assert page_of(coded(b"", "gzip")).body == b""
    assert page_of(coded(b"x", "gzip"), tries=2).body == b"x"


def test_gzip_that_comes_byte_by_byte_is_read() -> None:
    packed = gzip.compress(PAGE)

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % (2 * len(packed)))
        for at in range(len(packed)):
            writer.write(packed[at : at + 1])
            await asyncio.sleep(0)
        writer.write(packed)

    assert page_of(play).body == PAGE * 2


# --- time -----------------------------------------------------------------------------------------------


def test_c08_body_dripping_for_ever_ends_at_the_deadline() -> None:
    started = time.monotonic()
    assert reason_of(dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), tries=1) == "timeout"
    assert time.monotonic() - started < 12


def test_c09_headers_dripping_for_ever_end_at_the_deadline() -> None:
    assert reason_of(dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), tries=1) == "timeout"


def test_c10_silence_is_a_timeout_after_two_tries() -> None:
    assert reason_of(silent, tries=2, limits=Limits(request_s=5, read_s=0.2)) == "timeout"


def test_waiting_for_a_turn_is_no_time_on_the_network() -> None:
    async def run() -> list[Response | Failure]:
        async with RawServer({"*": reply(PAGE)}) as server:
            listed = frozenset({server.origin})
            async with Fetcher(
                user_agent="x", listed=listed, pace=Pace(2.1, 0.15), limits=Limits(request_s=0.25)
            ) as fetcher:
                return await asyncio.gather(*(fetcher.get(f"{server.origin}/{n}") for n in range(4)))

    assert all(isinstance(got, Response) for got in asyncio.run(run()))


def test_redirects_share_one_deadline() -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(redirect("/" + "i" * len(seen)))
        seen.append(1)

    seen: list[int] = []
    started = time.monotonic()

    async def run() -> Response | Failure:
        async with asking({"*": slow}) as (fetcher, server):
            return await fetcher.get(server.origin + "/dau")

    got = asyncio.run(run())
    assert isinstance(got, Failure)
    assert got.reason == "timeout"
    assert time.monotonic() - started < 5.6


def test_cancelling_is_let_through() -> None:
    async def run() -> None:
        async with asking({"/": silent}, Limits()) as (fetcher, server):
            task = asyncio.create_task(fetcher.get(server.origin + "/"))
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())


@pytest.mark.parametrize("hang", [silent, dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), dripping(b"HTTP/1.1", b" ")])
def test_requests_cut_short_leave_the_host_usable(hang: Play) -> None:
    async def run() -> tuple[str, Response | Failure]:
        plays = {"/treo": hang, "/": reply(PAGE)}
        async with asking(plays, Limits(request_s=0.1, read_s=5)) as (fetcher, server):
            for _ in range(4):
                hung = await fetcher.get(server.origin + "/treo")
                assert isinstance(hung, Failure)
            return hung.reason, await fetcher.get(server.origin + "/")

    reason, page = asyncio.run(run())
    assert reason == "timeout"
    assert isinstance(page, Response)


# --- broken HTTP ----------------------------------------------------------------------------------------


def test_c11_fewer_bytes_than_announced_is_truncated() -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabcde"
    assert reason_of(short, tries=2) == "truncated"
    assert page_of([short, reply(PAGE)], tries=2).body == PAGE


@pytest.mark.parametrize("rest", [b"3\r\nabc\r\n", b"ZZ\r\nabc\r\n0\r\n\r\n", b"FFFFFFFFFFFFFFFF\r\nabc"])
def test_c12_broken_chunks_are_a_protocol_error(rest: bytes) -> None:
    assert reason_of(chunked(rest), tries=2) == "protocol-error"


@pytest.mark.parametrize("lengths", [("5", "6"), ("-5",), ("abc",)])
def test_c13_impossible_content_lengths_are_a_protocol_error(lengths: tuple[str, ...]) -> None:
    head = b"".join(f"Content-Length: {length}\r\n".encode() for length in lengths)
    assert reason_of(b"HTTP/1.1 200 OK\r\n" + head + b"\r\nabcde", tries=2) == "protocol-error"


@pytest.mark.parametrize("line", [b"no colon at all", b"X-A : b", b"X-A: a\0b"])
def test_c14_malformed_header_lines_do_not_crash(line: bytes) -> None:
    got, _ = ask(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n" + line + b"\r\n\r\nx")
    assert isinstance(got, Response) or got.reason == "protocol-error"


def test_c14_raw_utf8_and_latin1_in_headers_are_read() -> None:
    page = page_of(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-A: Tr\xc6\xb0\xe1\xbb\x9dng\r\nX-B: \xe9t\xe9\r\n\r\n")
    assert page.headers["x-a"] == "Trường"
    assert page.headers["x-b"] == "été"


@pytest.mark.parametrize(
    "play",
    [
        dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 900 + b"\r\n", every=0),
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"c" * 40) for n in range(2000)) + b"\r\n",
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", every=0),
    ],
    ids=["megabyte", "two-thousand", "continue-for-ever"],
)
def test_c15_headers_without_end_are_a_protocol_error(play: Play) -> None:
    started = time.monotonic()
    got, _ = ask(play, Limits())
    assert isinstance(got, Failure)
    assert got.reason == "protocol-error"
    assert time.monotonic() - started < 12


def test_c15_a_few_interim_replies_are_fine() -> None:
    assert page_of(b"HTTP/1.1 100 Continue\r\n\r\n" * 20 + reply(PAGE)).body == PAGE
    assert reason_of(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 21 + reply(PAGE), tries=2) == "protocol-error"


@pytest.mark.parametrize(
    "play",
    [b"<p>HTTP/0.9</p>", b"", b"\x15\x03\x01\x00\x02\x02\x46", b"HTTP/1.1 101 Switching Protocols\r\n\r\n"],
)
def test_c16_what_is_no_http_is_a_protocol_error(play: bytes) -> None:
    assert reason_of(play, tries=2) == "protocol-error"


def test_c16_a_reset_is_tried_once_more() -> None:
    assert reason_of(reset, tries=2) == "connection-reset"
    assert page_of([reset, reply(PAGE)], tries=2).body == PAGE


@pytest.mark.parametrize("status", [999, 299, 418, 404])
def test_c17_strange_statuses_come_back_as_they_are(status: int) -> None:
    assert page_of(reply(PAGE, status=f"{status} X")).status == status


@pytest.mark.parametrize("status", [500, 502, 503, 520, 526])
def test_c17_server_faults_are_asked_once_more(status: int) -> None:
    fault = reply(b"", status=f"{status} X")
    assert page_of([fault, reply(PAGE)], tries=2).status == 200
    assert page_of(fault, tries=2).status == status


@pytest.mark.parametrize("play", [b"HTTP/1.1 204 No Content\r\n\r\n", reply(b"")])
def test_c18_empty_answers_are_empty_pages(play: bytes) -> None:
    assert page_of(play).body == b""


def test_c53_cookies_are_neither_kept_nor_sent_nor_shown() -> None:
    cookies = [f"Set-Cookie: c{n}={'x' * 3000}; Domain=.edu.vn; Max-Age=1e23; Path=/" for n in range(20)]

    async def run() -> tuple[Response | Failure, RawServer]:
        async with asking({"*": reply(PAGE, *cookies)}) as (fetcher, server):
            await fetcher.get(server.origin + "/a")
            return await fetcher.get(server.origin + "/b"), server

    got, server = asyncio.run(run())
    assert isinstance(got, Response)
    assert "set-cookie" not in got.headers
    assert "cookie" not in server.requests[1].headers


_PIECES = [
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 302 Found\r\n", b"Location: ", b"Content-Length: 5\r\n", b"\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"5\r\nabcde\r\n", b"0\r\n\r\n",
    b"/\xff\r\n", b"http://[\r\n", gzip.compress(b"abc"), b"HTTP/1.1 100 Continue\r\n\r\n", b": x\r\n", b"\0",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=30)), max_size=9).map(b"".join))
def test_no_reply_gets_past_the_door(play: bytes) -> None:
    got, _ = ask(play)
    assert isinstance(got, Response | Failure)


# --- size -----------------------------------------------------------------------------------------------


def test_announced_size_beyond_the_wire_cap_is_refused_unread() -> None:
    play = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    assert reason_of(play, tries=1) == "too-large"


def test_body_without_end_stops_at_the_cap() -> None:
    got, server = ask(dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 60_000, every=0), Limits())
    assert isinstance(got, Failure)
    assert got.reason == "too-large"
    assert len(server.requests) == 1


def test_max_bytes_and_cut() -> None:
    got, _ = ask(reply(b"abcdef"), max_bytes=5)
    assert isinstance(got, Failure)
    assert got.reason == "too-large"
    got, _ = ask(reply(b"abcdef"), max_bytes=6)
    assert isinstance(got, Response)
    for play in (reply(b"abcdef"), coded(gzip.compress(b"abcdef"), "gzip")):
        got, _ = ask(play, max_bytes=5, cut=True)
        assert isinstance(got, Response)
        assert got.body == b"abcde"


# --- other transports -----------------------------------------------------------------------------------


def test_httpx_mock_transport_takes_the_place_of_the_network() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/":
            return httpx.Response(301, headers={"Location": "/vi/", "Set-Cookie": "a=b"})
        packed = gzip.compress(PAGE)
        return httpx.Response(200, content=packed, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})

    async def run() -> Response | Failure:
        transport = httpx.MockTransport(answer)
        async with Fetcher(user_agent="x", listed=frozenset(), pace=Pace(1e-6), transport=transport) as fetcher:
            return await fetcher.get("http://th-kenh-tram.edu.example/")

    got = asyncio.run(run())
    assert isinstance(got, Response)
    assert got.body == PAGE
    assert got.hops == ("http://th-kenh-tram.edu.example/",)
    assert got.url == "http://th-kenh-tram.edu.example/vi/"


def test_any_exception_of_a_transport_is_a_failure() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise {"/a": httpx.ConnectError("x"), "/b": KeyError("x"), "/c": httpx.InvalidURL("x")}[request.url.path]

    async def run() -> list[Response | Failure]:
        transport = httpx.MockTransport(answer)
        async with Fetcher(user_agent="x", pace=Pace(1e-6), transport=transport) as fetcher:
            return [await fetcher.get(f"http://a.example/{path}") for path in "abc"]

    reasons = [got.reason for got in asyncio.run(run()) if isinstance(got, Failure)]
    assert reasons == ["connection-reset", "protocol-error", "bad-url"]


def test_respx_intercepts_the_usual_transport() -> None:
    async def run() -> list[Response | Failure]:
        async with Fetcher(user_agent="x", pace=Pace(1e-6)) as fetcher:
            urls = ("https://a.example/", "https://a.example/thieu", "https://a.example/treo")
            return [await fetcher.get(url) for url in urls]

    with respx.mock:
        respx.get("https://a.example/").respond(200, text="chào", headers={"Set-Cookie": "a=b"})
        respx.get("https://a.example/thieu").respond(200, content=b"ab", headers={"Content-Length": "9"})
        respx.get("https://a.example/treo").mock(side_effect=httpx.ReadTimeout)
        page, short, hung = asyncio.run(run())
    assert isinstance(page, Response)
    assert page.body == "chào".encode()
    assert isinstance(short, Failure)
    assert short.reason == "truncated"
    assert isinstance(hung, Failure)
    assert hung.reason == "timeout"
