"""Pages: their text alone, whatever they are written in."""

from datetime import UTC, datetime

import pytest

from rostra.errors import FetchError
from rostra.fetch import Fetched
from rostra.tools import Setting, call, page_tool, passages, read_page

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
URL = "https://example.org/a"


def fetched(body, kind="text/html; charset=utf-8", status=200):
    return Fetched(status, {"content-type": kind}, body, URL)


@pytest.mark.parametrize(
    ("encoding", "kind", "meta"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("gb18030", "text/html; charset=gb18030", ""),
        ("gb18030", "text/html", '<meta charset="gb18030">'),
        ("big5", "text/html; charset=Big5", ""),
        ("utf-8", "text/html; charset=no-such-code", ""),
        ("utf-8", "text/html", ""),
    ],
)
def test_each_encoding_is_read(encoding, kind, meta):
    page = read_page(
        fetched(f"<html><head>{meta}</head><p>港口今日停航</p>".encode(encoding), kind)
    )
    assert "港口今日停航" in page.body


def test_bytes_that_are_no_text_break_nothing():
    page = read_page(fetched(b"<p>pier \xff\xfe closed</p>"))
    assert "closed" in page.body


def test_what_is_no_text_of_the_page_is_left_out():
    page = read_page(
        fetched(
            b"<title>Harbour</title><nav>Menu</nav><p hidden>secret</p><script>x()</script>"
            b"<style>p{}</style><p>The pier is closed.</p><footer>About</footer>"
        )
    )
    assert page.title == "Harbour"
    assert page.body.strip() == "The pier is closed."


@pytest.mark.parametrize(
    ("body", "kind", "status", "says"),
    [
        (b"%PDF-1.7", "application/pdf", 200, "application/pdf"),
        (b"\x89PNG", "image/png", 200, "image/png"),
        (b"gone", "text/html", 404, "404"),
        (b"", "text/html", 500, "500"),
    ],
)
def test_what_cannot_be_read_is_told(body, kind, status, says):
    with pytest.raises(FetchError, match=says):
        read_page(fetched(body, kind, status))


def test_an_empty_page_is_no_result():
    tool = page_tool(lambda _: fetched(b"<html><body></body></html>"), Setting(NOW))
    assert "holds no text" in call((tool,), "open_page", {"url": URL}).error


def test_a_long_page_becomes_passages_of_whole_lines():
    page = read_page(
        fetched("".join(f"<p>Line {n} of the harbour.</p>" for n in range(900)).encode())
    )
    cut = passages(page, NOW)
    assert 5 < len(cut) <= 24
    assert len({post.id for post in cut}) == len(cut)
    assert all(post.text.endswith(".") for post in cut)


@pytest.mark.parametrize("dated", ["2026-08-19T10:00:00Z", "2026-08-19", "yesterday", ""])
def test_a_date_is_read_or_left_open(dated):
    page = read_page(fetched(f'<meta name="date" content="{dated}"><p>x</p>'.encode()))
    assert (page.published is not None) == dated.startswith("2026")
    assert page.published is None or page.published.tzinfo is not None
