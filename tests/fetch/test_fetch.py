"""The fetcher against a real server: what it refuses, bounds, follows and pins."""

import asyncio
import gzip
import ssl
import threading
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from localhttp import Answer, serve
from rostra.errors import FetchError, FetchForbidden
from rostra.fetch import Limits, Reach, fetch, fetch_async, stream


def ok(_asked):
    return Answer(body=b"hello", headers={"ETag": '"1"'})


def refused(url, **reach):
    with pytest.raises(FetchForbidden) as caught:
        fetch(url, reach=Reach(**reach), limits=Limits(seconds=5))
    return str(caught.value)


def test_an_operators_host_is_reached_and_the_answer_is_whole():
    with serve(ok) as server:
        got = fetch(server.url + "/a?b=c", reach=Reach(allow=server.allow), headers={"X-A": "1"})
    assert (got.status, got.body, got.headers["etag"]) == (200, b"hello", '"1"')
    assert got.url == server.url + "/a?b=c"
    assert server.asked[0].headers["x-a"] == "1"
    assert server.asked[0].query == {"b": ["c"]}


@pytest.mark.parametrize("status", [304, 404, 410, 429, 503])
def test_every_status_is_an_answer(status):
    with serve(lambda _: Answer(status, b"", {"Retry-After": "7"})) as server:
        got = fetch(server.url, reach=Reach(allow=server.allow))
    assert (got.status, got.headers["retry-after"]) == (status, "7")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "2130706433", "0x7f000001",
        "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
        "127.0.0.1.", "printer", "router.lan", "db.internal", "me.localhost",
    ],
)  # fmt: skip
def test_loopback_is_refused_in_every_notation(host):
    with serve(ok) as server:
        refused(f"http://{host}:{server.port}/", resolve=lambda *_: ["127.0.0.1"])
        assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://１２７.0.0.1/", "http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://%31%32%37.0.0.1/",
        "http://127.0.0.1\\@example.org/", "http://exa mple.org/", "http:///x", "http://",
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)",
        "data:text/plain,x", "//example.org/", "example.org", "", "http://user:pw@example.org/",
        "http://user@example.org/", "http://[fe80::1%25eth0]/", "http://[::1/", "http://a..b/",
        "http://256.256.256.256/", "http://1.2.3.4.5/", "http://exam\nple.org/", "http://-a.org/",
        "http://example.org:99999/", "http://ex\u00adample.local/", "http://a" + "b" * 300 + ".org/",
    ],
)  # fmt: skip
def test_odd_addresses_are_refused_before_anything_is_resolved(url):
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    refused(url, resolve=resolve)
    assert asked == []


def test_a_name_that_leads_inside_is_refused_with_its_cure():
    said = refused("http://evil.example/", resolve=lambda *_: ["10.0.0.7"])
    assert "evil.example:80 leads to 10.0.0.7 (private)" in said
    assert "allow evil.example:80" in said


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    said = refused("http://mixed.example/", resolve=lambda *_: ["8.8.8.8", "192.168.0.1"])
    assert "192.168.0.1" in said


def test_an_allowed_host_is_allowed_with_its_port_only():
    with serve(ok) as server:
        other = frozenset({("127.0.0.1", server.port + 1), ("localhost", server.port)})
        refused(server.url, allow=other)
        assert server.asked == []


def test_an_allowed_address_is_allowed_in_any_notation():
    with serve(ok) as server:
        got = fetch(f"http://0x7f000001:{server.port}/", reach=Reach(allow=server.allow))
    assert got.status == 200


def test_the_name_is_resolved_once_and_the_address_is_pinned():
    """A second answer of the resolver (DNS rebinding) is never asked for."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return next(answers)

    with serve(ok) as server:
        reach = Reach(allow=frozenset({("feed.example", server.port)}), resolve=resolve)
        got = fetch(f"http://Feed.Example:{server.port}/x", reach=reach)
    assert got.body == b"hello"
    assert asked == [("feed.example", server.port)]
    assert server.asked[0].headers["host"] == f"feed.example:{server.port}"


def test_the_next_address_is_tried_when_the_first_refuses():
    with serve(ok) as server:
        reach = Reach(
            allow=frozenset({("feed.example", server.port)}),
            resolve=lambda *_: ["127.0.0.9", "127.0.0.1"],
        )
        assert fetch(f"http://feed.example:{server.port}/", reach=reach).status == 200


def test_an_unknown_name_and_a_closed_port_are_told():
    def resolve(host, port):
        raise OSError("no such name")

    with pytest.raises(FetchError, match=r"gone\.example has no address.*check the name"):
        fetch("http://gone.example/", reach=Reach(resolve=resolve))
    with pytest.raises(FetchError, match="has no address"):
        fetch("http://gone.example/", reach=Reach(resolve=lambda *_: []))
    with serve(ok) as server:
        pass
    with pytest.raises(FetchError, match=f"127.0.0.1:{server.port} did not answer"):
        fetch(server.url, reach=Reach(allow=server.allow))


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "//2130706433/", "file:///etc/passwd",
     "http://localhost:1/", "http://user:pw@example.org/", "http://[bad"],
)  # fmt: skip
def test_each_redirect_is_checked(location):
    with serve(lambda _: Answer(302, b"", {"Location": location})) as server:
        refused(server.url, allow=server.allow)


def test_a_redirect_within_bounds_is_followed_and_a_circle_is_not():
    def answer(asked):
        if asked.path == "/start":
            return Answer(301, b"", {"Location": "/end"})
        if asked.path == "/circle":
            return Answer(302, b"", {"Location": "/circle"})
        return Answer(body=asked.path.encode())

    with serve(answer) as server:
        got = fetch(server.url + "/start", reach=Reach(allow=server.allow))
        assert (got.body, got.url) == (b"/end", server.url + "/end")
        assert "more than 5 times" in refused(server.url + "/circle", allow=server.allow)
        assert len(server.asked) == 2 + 6


def test_secrets_stay_with_their_origin():
    secrets = {"Authorization": "Bearer t", "Cookie": "c=1", "X-Other": "kept"}
    with serve(ok) as other:

        def answer(asked):
            return Answer(302, b"", {"Location": other.url if asked.path == "/away" else "/away"})

        with serve(answer) as server:
            fetch(
                server.url + "/near", headers=secrets, reach=Reach(allow=server.allow | other.allow)
            )
    assert server.asked[1].headers["authorization"] == "Bearer t"
    assert "authorization" not in other.asked[0].headers
    assert "cookie" not in other.asked[0].headers
    assert other.asked[0].headers["x-other"] == "kept"


@pytest.mark.parametrize(
    ("status", "method", "body"), [(303, "GET", b""), (302, "GET", b""), (307, "POST", b"data")]
)
def test_a_redirected_post(status, method, body):
    def answer(asked):
        return Answer(status, b"", {"Location": "/b"}) if asked.path == "/a" else Answer()

    with serve(answer) as server:
        fetch(server.url + "/a", method="POST", body=b"data", reach=Reach(allow=server.allow))
    assert (server.asked[1].method, server.asked[1].body) == (method, body)


def test_too_large_is_refused_announced_or_not():
    def answer(asked):
        big = b"x" * 2000
        return Answer(body=big if asked.path == "/announced" else [big[:1000], big[1000:]])

    with serve(answer) as server:
        for path in ("/announced", "/streamed"):
            with pytest.raises(FetchForbidden, match="more than 1,500 bytes"):
                fetch(
                    server.url + path,
                    limits=Limits(max_bytes=1500),
                    reach=Reach(allow=server.allow),
                )
            fetch(server.url + path, limits=Limits(max_bytes=2000), reach=Reach(allow=server.allow))


PACKED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "x-gzip": lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:]),
}


@pytest.mark.parametrize("name", PACKED)
def test_packed_bodies_are_unpacked(name):
    text = "新闻 news ".encode() * 1000
    reply = Answer(body=PACKED[name](text), headers={"Content-Encoding": name})
    with serve(lambda _: reply) as server:
        assert fetch(server.url, reach=Reach(allow=server.allow)).body == text


def test_deflate_without_its_header_is_unpacked():
    packer = zlib.compressobj(wbits=-15)
    reply = Answer(
        body=packer.compress(b"bare") + packer.flush(), headers={"Content-Encoding": "deflate"}
    )
    with serve(lambda _: reply) as server:
        assert fetch(server.url, reach=Reach(allow=server.allow)).body == b"bare"


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_zip_bomb_stops_at_the_limit(name):
    bomb = PACKED[name](bytes(50_000_000))
    assert len(bomb) < 100_000
    reply = Answer(body=bomb, headers={"Content-Encoding": name})
    with serve(lambda _: reply) as server, pytest.raises(FetchForbidden, match="more than 200,000"):
        fetch(server.url, limits=Limits(max_bytes=200_000), reach=Reach(allow=server.allow))


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"x"), ("gzip, gzip", b"x"), ("gzip", b"no gzip")]
)
def test_packing_that_cannot_be_read_is_told(encoding, body):
    reply = Answer(body=body, headers={"Content-Encoding": encoding})
    with serve(lambda _: reply) as server, pytest.raises(FetchError):
        fetch(server.url, reach=Reach(allow=server.allow))


def test_the_deadline_holds_against_a_server_that_drips():
    stop = threading.Event()

    def drip():
        while not stop.wait(0.05):
            yield b"x"

    with serve(lambda _: Answer(body=drip())) as server:
        with pytest.raises(FetchError, match=r"longer than 0\.5 s"):
            fetch(server.url, limits=Limits(seconds=0.5), reach=Reach(allow=server.allow))
        stop.set()


def test_a_hanging_resolver_is_not_waited_for():
    release, resolved = threading.Event(), threading.Event()

    def resolve(host, port):
        release.wait(60)
        resolved.set()
        return ["127.0.0.1"]

    with pytest.raises(FetchError, match="longer than"):
        fetch("http://slow.example/", limits=Limits(seconds=0.3), reach=Reach(resolve=resolve))
    assert not resolved.is_set()
    release.set()


def test_the_proxy_is_used_for_the_world_and_not_for_the_operators_hosts():
    with serve(lambda _: Answer(body=b"by proxy")) as proxy, serve(ok) as server:
        reach = Reach(allow=server.allow, proxy=proxy.url)
        assert fetch("http://feed.example/x", reach=reach).body == b"by proxy"
        assert fetch(server.url, reach=reach).body == b"hello"
        refused("http://10.0.0.1/", proxy=proxy.url)
        refused("http://db.internal/", proxy=proxy.url)
    assert len(proxy.asked) == 1


def test_a_stream_gives_lines_as_they_come_and_ends_on_silence():
    quiet = threading.Event()

    def pieces():
        yield b"one\r\ntw"
        yield b"o\n\n"
        quiet.wait(5)

    async def read(server):
        seen = []
        limits = Limits(seconds=0.5, max_bytes=1000)
        async with stream(server.url, limits=limits, reach=Reach(allow=server.allow)) as answer:
            assert answer.status == 200
            try:
                async for line in answer.lines:
                    seen.append(line)  # noqa: PERF401 — what came before the end counts
            except FetchError as error:
                seen.append(str(error))
        return seen

    with serve(lambda _: Answer(body=pieces())) as server:
        *lines, end = asyncio.run(read(server))
        quiet.set()
    assert lines == [b"one", b"two", b""]
    assert "broke off" in end


def test_a_line_of_a_stream_is_bounded():
    async def read(server):
        limits = Limits(max_bytes=1000)
        async with stream(server.url, limits=limits, reach=Reach(allow=server.allow)) as answer:
            async for _ in answer.lines:
                pass

    reply = Answer(body=[b"x" * 800, b"x" * 800])
    with serve(lambda _: reply) as server, pytest.raises(FetchForbidden):
        asyncio.run(read(server))


def test_fetching_can_be_cancelled_at_once():
    hang, answered = threading.Event(), threading.Event()

    def answer(_):
        hang.wait(60)
        answered.set()
        return Answer()

    async def go(server):
        task = asyncio.create_task(fetch_async(server.url, reach=Reach(allow=server.allow)))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not answered.is_set()
        hang.set()

    with serve(answer) as server:
        asyncio.run(go(server))


def _certificate(folder, name):
    """Write a self-signed certificate for `name`; returns the file and a server's TLS context."""
    now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "ca.pem", folder / "key.pem"
    public.write_bytes(built.public_bytes(Encoding.PEM))
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(public, private)
    return public, tls


def test_the_certificate_must_be_the_names_though_the_address_is_a_number(tmp_path):
    ca, tls = _certificate(tmp_path, "feed.example")
    told = []
    tls.sni_callback = lambda _socket, name, _context: told.append(name)
    with serve(ok, tls) as server:
        names = frozenset({("feed.example", server.port), ("other.example", server.port)})
        reach = Reach(allow=names, ca=str(ca), resolve=lambda *_: ["127.0.0.1"])
        assert fetch(f"https://feed.example:{server.port}/", reach=reach).body == b"hello"
        with pytest.raises(FetchError, match="ertificate"):
            fetch(f"https://other.example:{server.port}/", reach=reach)
        with pytest.raises(FetchError, match="ertificate"):
            fetch(f"https://feed.example:{server.port}/", reach=replace(reach, ca=""))
    assert told[:2] == ["feed.example", "other.example"]
