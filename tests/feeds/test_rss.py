"""RSS, Atom and JSON Feed over a real HTTP server: what is told, once, and how politely."""

import asyncio
import json
import xml.sax.saxutils as xml
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from localhttp import Answer, serve
from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._rss import Rss
from rostra.feeds._rss_documents import SUMMARY, read_document
from rostra.fetch import Reach
from rostra.posts import Deletion, Post

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

LAST_WEEK = "Fri, 13 Nov 2026 08:00:00 GMT"


def item(guid, title, body="", date="Thu, 19 Nov 2026 08:00:00 GMT", extra=""):
    return (
        f'<item><guid isPermaLink="false">{guid}</guid>'
        f"<title>{xml.escape(title)}</title>"
        f"<description>{xml.escape(body)}</description>"
        f"<link>http://127.0.0.1/{guid}</link><pubDate>{date}</pubDate>{extra}</item>"
    )


def rss(*items, head=""):
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Town News</title>'
        f"<link>http://127.0.0.1/</link><language>en</language>{head}{''.join(items)}</channel></rss>"
    ).encode()


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<title>城市新闻</title><id>urn:x</id><updated>2026-11-19T08:00:00Z</updated>
{tombstones}
<entry><id>tag:1</id><title>地震</title><link href="http://127.0.0.1/1"/>
<author><name>李雷</name></author><category term="灾害"/>
<updated>2026-11-19T08:00:00+08:00</updated>
<content type="html" xml:lang="zh">&lt;p&gt;今天&lt;script&gt;bad()&lt;/script&gt;有地震&lt;/p&gt;</content></entry>
{more}</feed>"""


class NoMoreDocumentsError(Exception):
    """Ends the endless looking."""


class Polls:
    """A feed that is looked at as often as a test has documents; then it stops."""

    def __init__(self, *replies, cursor="", now=NOW, **options):
        self.replies, self.cursor, self.now, self.options = list(replies), cursor, now, options
        self.slept, self.cursors, self.asked = [], [], []

    async def _run(self, server):
        async def sleep(seconds):
            self.slept.append(seconds)
            self.now += timedelta(seconds=1)
            if not self.replies:
                raise NoMoreDocumentsError

        outside = Outside(Reach(allow=server.allow), lambda: self.now, sleep)
        feed = Rss(
            Origin("town", "terms", trainable=True),
            server.url + "/f",
            outside=outside,
            **self.options,
        )
        seen = []
        try:
            async for news in feed.news(self.cursor):
                seen.append(news)
                self.cursors.append(news.cursor)
        except NoMoreDocumentsError:
            pass
        return seen

    def __call__(self):
        def answer(_):
            reply = self.replies.pop(0)
            return reply if isinstance(reply, Answer) else Answer(body=reply)

        with serve(answer) as server:
            self.server = server
            try:
                return asyncio.run(self._run(server))
            finally:
                self.asked = server.asked


def posts(news):
    return [c for n in news for c in n.changes if isinstance(c, Post)]


def test_an_rss_entry_becomes_a_post():
    extra = (
        "<category>#storm</category><category>sea</category><author>ann@example.org (Ann)</author>"
        '<enclosure url="http://127.0.0.1/a.jpg" type="image/jpeg" length="1"/>'
        '<enclosure url="javascript:alert(1)" type="image/jpeg" length="1"/>'
    )
    polls = Polls(
        rss(
            item("17", "Flood & fire", "<p>Water <b>rises</b><script>x()</script></p>", extra=extra)
        )
    )
    (post,) = posts(polls())
    feed = polls.server.url + "/f"
    assert post.text == "Flood & fire\n\nWater rises"
    assert (post.id, post.native, post.network, post.source) == (f"{feed}#17", "17", "rss", "town")
    assert post.created == datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert (post.seen, post.rev, post.root) == (NOW, 0, post.id)
    assert post.url == "http://127.0.0.1/17"
    assert post.tags == ("storm", "sea")
    assert [(m.kind, m.url) for m in post.media] == [("image", "http://127.0.0.1/a.jpg")]
    assert "Ann" in post.author.name
    assert (post.terms, post.trainable, post.lang) == ("terms", True, "en")


def test_an_atom_entry_becomes_a_post():
    (post,) = posts(Polls(ATOM.format(tombstones="", more="").encode())())
    assert post.text == "地震\n\n今天有地震"
    assert (post.author.name, post.tags, post.lang) == ("李雷", ("灾害",), "zh")
    assert post.created == datetime(2026, 11, 19, 0, tzinfo=UTC)


def test_a_json_feed_becomes_posts():
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Notes", "language": "en",
        "authors": [{"name": "Bo"}],
        "items": [
            {"id": 7, "url": "/notes/7", "content_html": "<p>Hello <img src=x onerror=y alt='a cat'></p>",
             "date_published": "2026-11-19T10:00:00+02:00", "tags": ["a", 3, "#b"],
             "attachments": [{"url": "http://127.0.0.1/s.mp3", "mime_type": "audio/mpeg", "title": "sound"}]},
            {"id": "8", "content_text": "plain <b>not markup</b>", "authors": [{"name": "Cy"}]},
            {"id": "", "content_text": "no name"}, "junk", {"id": "9"},
        ],
    }  # fmt: skip
    polls = Polls(b"\xef\xbb\xbf" + json.dumps(feed).encode())
    news = polls()
    second, first = posts(news)
    assert (first.text, first.author.name, first.tags) == ("Hello a cat", "Bo", ("a", "b"))
    assert first.url == polls.server.url + "/notes/7"
    assert first.created == datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert first.media[0].alt == "sound"
    assert (second.text, second.author.name, second.created) == (
        "plain <b>not markup</b>",
        "Cy",
        NOW,
    )
    assert news[0].garbage == 3


def test_an_entry_is_told_once_an_edit_again_and_vanishing_is_no_deletion():
    polls = Polls(
        rss(item("2", "two"), item("1", "one")),
        rss(item("3", "three"), item("2", "two, corrected")),
        rss(item("3", "three"), item("2", "two, corrected"), item("1", "one")),
        rss(),
    )
    news = polls()
    told = [(p.native, p.text, p.rev) for p in posts(news)]
    assert [t[:2] for t in told] == [
        ("1", "one"),
        ("2", "two"),
        ("2", "two, corrected"),
        ("3", "three"),
    ]
    assert [rev > 0 for _, _, rev in told] == [False, False, True, False]
    assert not any(isinstance(c, Deletion) for n in news for c in n.changes)


def test_a_new_updated_time_alone_is_no_edit():
    later = "Fri, 20 Nov 2026 08:00:00 GMT"
    assert len(posts(Polls(rss(item("1", "one")), rss(item("1", "one", date=later)))())) == 1


def test_the_cursor_goes_on_where_it_stopped():
    first = Polls(
        Answer(
            body=rss(item("1", "one"), item("2", "two")),
            headers={"ETag": '"v1"', "Last-Modified": LAST_WEEK},
        )
    )
    first()
    again = Polls(Answer(304), rss(item("1", "one!"), item("2", "two")), cursor=first.cursors[-1])
    # The second server has another port, and so another feed address; the digests are by name.
    again_news = again()
    assert again.asked[0].headers["if-none-match"] == '"v1"'
    assert again.asked[0].headers["if-modified-since"] == LAST_WEEK
    assert again_news[0].changes == ()
    assert again_news[0].cursor == ""


def test_an_edit_is_known_from_what_is_stored_where_no_cursor_tells_of_the_entry():
    guid = "http://127.0.0.1/1"  # its own name, whatever the port
    first = posts(Polls(rss(item(guid, "one")))())
    kept = {post.id: post for post in first}
    asked = []

    def stored(ids):
        asked.append(list(ids))
        return kept

    assert posts(Polls(rss(item(guid, "one")), stored=stored)()) == [], "it is there already"
    again = Polls(*[rss(item(guid, "one, corrected"))] * 2, stored=stored)
    (edit,) = posts(again())
    assert (edit.id, edit.text, edit.rev > 0) == (guid, "one, corrected", True)
    assert asked == [[guid], [guid]], "once it is in the cursor, the store is not asked"
    others = {name: replace(post, source="other") for name, post in kept.items()}
    copy = posts(Polls(rss(item(guid, "one, corrected")), stored=lambda _: others)())
    assert [post.rev for post in copy] == [0], "another feed's copy says nothing of this one's"


@pytest.mark.parametrize(
    "cursor", ["", "{", "[]", "null", '{"etag":1}', '{"etag":"","modified":"","seen":[1]}']
)
def test_a_broken_cursor_starts_anew(cursor):
    assert len(posts(Polls(rss(item("1", "one")), cursor=cursor)())) == 1


def test_tombstones_delete_and_only_inside_their_own_feed():
    stones = '<at:deleted-entry ref="tag:1" when="2026-11-19T09:00:00Z"/><at:deleted-entry ref="at://someone/else"/>'
    first = ATOM.format(tombstones="", more="").encode()
    second = ATOM.format(tombstones=stones, more="").encode()
    polls = Polls(first, second, second)
    news = polls()
    gone = [c for n in news for c in n.changes if isinstance(c, Deletion)]
    feed = polls.server.url + "/f"
    assert [(d.id, d.source) for d in gone] == [
        (f"{feed}#tag:1", "town"),
        (f"{feed}#at://someone/else", "town"),
    ]
    assert gone[0].at == datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert len(posts(news)) == 1


def test_a_feed_cannot_speak_for_other_publishers():
    names = [
        "https://other.example/1",
        "at://did:plc:x/app.bsky.feed.post/1",
        "http://127.0.0.1/mine",
    ]
    polls = Polls(rss(*[item(xml.escape(n), f"claims {i}") for i, n in enumerate(names)]))
    feed = polls
    ids = {p.id for p in posts(feed())}
    url = polls.server.url + "/f"
    assert ids == {f"{url}#{names[0]}", f"{url}#{names[1]}", names[2]}


@pytest.mark.parametrize(
    ("head", "wait"),
    [
        ("", 300), ("<ttl>60</ttl>", 3600), ("<ttl>1</ttl>", 300), ("<ttl>99999999</ttl>", 86400),
        ("<ttl>-5</ttl>", 300), ("<ttl>x</ttl>", 300),
        (f"<sy:updatePeriod {SY}>hourly</sy:updatePeriod>", 3600),
        (f"<sy:updatePeriod {SY}>daily</sy:updatePeriod><sy:updateFrequency {SY}>4</sy:updateFrequency>", 21600),
    ],
)  # fmt: skip
def test_the_publishers_pause_is_kept_within_bounds(head, wait):
    polls = Polls(rss(item("1", "one"), head=head))
    polls()
    assert polls.slept == [wait]


@pytest.mark.parametrize(
    ("reply", "error", "says"),
    [
        (Answer(410), FeedDenied, "gone for good"),
        (Answer(401), FeedDenied, "check key"),
        (Answer(403, b'{"error":"blocked"}'), FeedDenied, "blocked"),
        (Answer(404), FeedUnreachable, "check the address"),
        (Answer(500), FeedUnreachable, "500"),
        (Answer(body=b"<html><p>hello"), FeedGarbage, "no feed"),
        (Answer(body=b'<html><link rel="alternate" type="application/rss+xml" href="/feed.xml">'),
         FeedGarbage, "its feed may be http://127.0.0.1"),
        (Answer(body=b""), FeedGarbage, "no feed"),
        (Answer(body=b"/etc/passwd"), FeedGarbage, "no feed"),
        (Answer(body=b'{"a":1}'), FeedGarbage, "no JSON Feed"),
        (Answer(body=b'{"a":'), FeedGarbage, "broken JSON"),
        (Answer(body=b"{" * 100_000), FeedGarbage, "broken JSON"),
        (Answer(body=b'{"version":"https://jsonfeed.org/version/1"}'), FeedGarbage, "without items"),
    ],
)  # fmt: skip
def test_refusals_and_rubbish_are_told(reply, error, says):
    with pytest.raises(error, match=says):
        Polls(reply)()


@pytest.mark.parametrize(
    ("header", "wait"),
    [("120", 120), (format_datetime(NOW + timedelta(minutes=5)), 300), ("soon", 0), ("9" * 30, 86400), ("-3", 0),
     (format_datetime(NOW - timedelta(days=1)), 0), ("", 0)],
)  # fmt: skip
def test_retry_after_is_honoured(header, wait):
    with pytest.raises(FeedUnreachable) as caught:
        Polls(Answer(503, headers={"Retry-After": header}))()
    assert caught.value.wait_s == wait


def test_an_unreachable_and_a_forbidden_address():
    with serve(lambda _: Answer()) as server:
        pass
    for reach, error in [(Reach(allow=server.allow), FeedUnreachable), (Reach(), FeedDenied)]:
        feed = Rss(Origin("x"), server.url, outside=Outside(reach))
        with pytest.raises(error):
            asyncio.run(anext(feed.news("")))


def test_a_broken_document_gives_what_can_be_read():
    body = rss(item("1", "one"), item("2", "two"))[:-40] + b"<item><title>cut & off"
    assert [p.native for p in posts(Polls(body)())] == ["2", "1"] or posts(Polls(body)())


def test_strange_times_are_settled():
    dates = ["Thu, 19 Nov 2099 08:00:00 GMT", "Thu, 19 Nov 1900 08:00:00 GMT", "never", ""]
    told = posts(Polls(rss(*[item(str(i), f"t{i}", date=d) for i, d in enumerate(dates)]))())
    assert [p.created for p in told] == [NOW] * 4


def test_entities_cannot_read_files_or_fill_memory():
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(9)
    )
    tail = b"<item><guid>1</guid><title>x &j;</title></item></channel></rss>"
    reader = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY j SYSTEM "file:///etc/passwd">'
    for start in (bomb, reader):
        body = start + b"]><rss version='2.0'><channel>" + tail
        try:
            document = read_document(body, "text/xml", "http://127.0.0.1/f")
        except FeedGarbage:
            continue
        told = "".join(e.text for e in document.entries)
        assert "root:" not in told
        assert len(told) < 100_000


def test_same_guid_for_every_entry_is_told_apart_by_link():
    same = rss(*[item("x", f"t{i}").replace("127.0.0.1/x", f"127.0.0.1/{i}") for i in range(3)])
    polls = Polls(same, same)
    assert sorted(p.text for p in posts(polls())) == ["t0", "t1", "t2"]


def test_summaries_are_kept_and_articles_are_not():
    (post,) = posts(Polls(rss(item("1", "Title", "word " * 5_000)))())
    assert post.text.startswith("Title\n\nword word")
    assert len(post.text) < SUMMARY + 20
    (short,) = posts(
        Polls(rss(item("1", "Storm hits the coast…", "Storm hits the coast at noon.")))()
    )
    assert short.text == "Storm hits the coast at noon."


def test_other_encodings_are_read():
    body = rss(item("1", "新闻：大雨")).decode().replace("utf-8", "gb18030").encode("gb18030")
    (post,) = posts(Polls(body)())
    assert post.text == "新闻：大雨"


def test_the_cursor_stays_small():
    many = rss(*[item(str(i), f"t{i}") for i in range(3_000)])
    polls = Polls(many)
    assert len(posts(polls())) == 3_000
    assert len(polls.cursors[-1]) < 100_000
