"""X's archive zips: whole, broken, and made to harm."""

import asyncio
import json
import zipfile
from datetime import UTC, datetime

import pytest

from rostra.errors import FeedDenied, FeedGarbage
from rostra.feeds import _x_archive
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._x_archive import XArchive

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCOUNT = 'window.YTD.account.part0 = [ {"account": {"accountId": "42", "username": "ann", "accountDisplayName": "Ann"} } ]'


def row(n, text="hello", **more):
    number = str(1212092628029698048 + n)
    return {
        "tweet": {
            "id_str": number,
            "full_text": text,
            "lang": "en",
            "created_at": "Tue Dec 31 19:26:16 +0000 2019",
            **more,
        }
    }


def ytd(rows, name="tweets"):
    return f"window.YTD.{name}.part0 = {json.dumps(rows, indent=2, ensure_ascii=False)}\n"


def archive(path, **files):
    with zipfile.ZipFile(path / "x.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in files.items():
            out.writestr(name.replace("__", "/").replace("_js", ".js"), body)
    return path / "x.zip"


def take(path):
    async def go():
        feed = XArchive(
            Origin("mine", "my own", trainable=True), path, outside=Outside(now=lambda: NOW)
        )
        return [news async for news in feed.news("")]

    return asyncio.run(go())


def told(news):
    return [post for n in news for post in n.changes]


def test_an_archive_becomes_posts(tmp_path):
    tweet = row(
        1, "Look https://t.co/a https://t.co/p &lt;3", favorite_count="5", retweet_count="2", possibly_sensitive=True,
        in_reply_to_status_id_str="77",
        entities={"hashtags": [{"text": "news"}], "urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org"}],
                  "media": [{"url": "https://t.co/p", "media_url_https": "https://pbs.example/1.jpg", "type": "photo"}]},
    )  # fmt: skip
    path = archive(
        tmp_path, data__account_js=ACCOUNT, data__tweets_js=ytd([tweet]), data__like_js="[]"
    )
    news = take(path)
    (post,) = told(news)
    assert post.text == "Look https://example.org  <3"
    assert (post.id, post.native) == ("x:1212092628029698049", "1212092628029698049")
    assert (post.author.id, post.author.handle, post.author.name) == ("42", "ann", "Ann")
    assert (post.likes, post.reposts, post.reply_to, post.root) == (5, 2, "x:77", "x:77")
    assert (post.tags, post.labels, post.links) == (
        ("news",),
        ("sensitive",),
        ("https://example.org",),
    )
    assert [(m.kind, m.url) for m in post.media] == [("image", "https://pbs.example/1.jpg")]
    assert post.created.isoformat(timespec="seconds") == "2019-12-31T19:26:16+00:00"
    assert (post.source, post.terms, post.trainable) == ("mine", "my own", True)
    assert news[-1].last


def test_old_and_many_part_archives_are_read_in_batches(tmp_path):
    first = ytd([row(n)["tweet"] for n in range(700)])  # older archives do not wrap rows
    rest = ytd([row(n) for n in range(700, 1_200)])
    path = archive(tmp_path, data__tweet_js=first, **{"old-2020__data__tweets-part1_js": rest})
    news = take(path)
    assert len({p.id for p in told(news)}) == 1_200
    assert [len(n.changes) for n in news] == [500, 500, 200, 0]
    assert told(news)[0].author.id == ""


def test_edits_share_the_first_id(tmp_path):
    chain = ["1212092628029698049", "1212092628029698050"]
    one = row(1, "first", edit_info={"initial": {"editTweetIds": chain}})
    two = row(
        2,
        "second",
        edit_info={
            "edit": {"initialTweetId": chain[0], "editControlInitial": {"editTweetIds": chain}}
        },
    )
    posts = told(take(archive(tmp_path, data__tweets_js=ytd([two, one]))))
    assert {(p.id, p.rev, p.text) for p in posts} == {
        (f"x:{chain[0]}", 0, "first"),
        (f"x:{chain[0]}", 1, "second"),
    }


def test_chinese_and_emoji_survive_any_chunk_border(tmp_path, monkeypatch):
    monkeypatch.setattr(_x_archive, "CHUNK", 7)
    texts = [f"新闻 {n} 🙂" for n in range(30)]
    posts = told(
        take(archive(tmp_path, data__tweets_js=ytd([row(n, t) for n, t in enumerate(texts)])))
    )
    assert [p.text for p in posts] == texts


@pytest.mark.parametrize(
    "bad", [5, None, "x", [], {}, {"tweet": 1}, {"tweet": {"id_str": "x", "full_text": "y"}}, {"tweet": {"id_str": "5"}},
            {"tweet": {"id_str": "5", "full_text": 7}}, {"tweet": {"id_str": "9" * 30, "full_text": "y"}}],
)  # fmt: skip
def test_a_bad_row_costs_no_other(tmp_path, bad):
    news = take(archive(tmp_path, data__tweets_js=ytd([row(1), bad, row(2)])))
    assert len(told(news)) == 2
    assert sum(n.garbage for n in news) == 1


@pytest.mark.parametrize(
    "more",
    [{"entities": 1}, {"entities": {"urls": [1], "media": "x", "hashtags": None}}, {"favorite_count": "many"},
     {"edit_info": "x"}, {"edit_info": {"initial": {"editTweetIds": "x"}}}, {"in_reply_to_status_id_str": 5.5},
     {"created_at": 3}, {"extended_entities": {"media": [{"type": "photo", "media_url_https": "javascript:x"}]}}],
)  # fmt: skip
def test_odd_parts_of_a_row_cost_only_themselves(tmp_path, more):
    (post,) = told(take(archive(tmp_path, data__tweets_js=ytd([row(1, **more)]))))
    assert (post.text, post.media) == ("hello", ())


def test_what_is_no_archive_is_told(tmp_path):
    plain = tmp_path / "a.zip"
    plain.write_text("no zip")
    with pytest.raises(FeedGarbage, match="no zip file"):
        take(plain)
    with pytest.raises(FeedDenied, match="cannot be read"):
        take(tmp_path / "none.zip")
    with pytest.raises(FeedGarbage, match=r"holds no data/tweets\.js"):
        take(archive(tmp_path, data__like_js="[]"))
    with pytest.raises(FeedGarbage, match="does not begin as X writes it"):
        take(archive(tmp_path, data__tweets_js="alert(1)" * 100))


def test_only_the_named_files_are_ever_opened(tmp_path):
    names = ["../../data/evil.js", "/etc/passwd", "data/tweets.js/x", "notdata/tweets.js.exe"]
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        for name in names:
            out.writestr(name, ytd([row(9)]))
        out.writestr("../data/tweets.js", ytd([row(1)]))  # read in place; never written anywhere
    before = sorted(p for p in tmp_path.parent.rglob("*"))
    assert [p.native[-1] for p in told(take(tmp_path / "x.zip"))] == ["9"]
    assert sorted(p for p in tmp_path.parent.rglob("*")) == before


def test_a_bomb_stops_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(_x_archive, "MOST_BYTES", 5_000_000)
    many = archive(tmp_path, data__tweets_js=ytd([row(n, "x" * 1_000) for n in range(20_000)]))
    with pytest.raises(FeedGarbage, match="unpacks to more than"):
        take(many)
    spaces = archive(tmp_path, data__tweets_js="window.YTD.tweets.part0 = [" + " " * 50_000_000)
    assert spaces.stat().st_size < 100_000
    with pytest.raises(FeedGarbage, match="unpacks to more than"):
        take(spaces)


def test_a_row_without_an_end_is_refused(tmp_path):
    endless = 'window.YTD.tweets.part0 = [{"tweet": {"full_text": "' + "x" * 2_000_000
    with pytest.raises(FeedGarbage, match="has no end"):
        take(archive(tmp_path, data__tweets_js=endless))


def test_a_truncated_file_gives_what_it_has(tmp_path):
    whole = ytd([row(n) for n in range(10)])
    news = take(archive(tmp_path, data__tweets_js=whole[: len(whole) // 2]))
    assert 3 <= len(told(news)) < 10
    assert sum(n.garbage for n in news) == 1


def test_a_damaged_zip_gives_what_stood_before_the_damage(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_STORED) as out:
        out.writestr("data/tweets.js", ytd([row(n, "y" * 1_000) for n in range(300)]))
    raw = bytearray((tmp_path / "x.zip").read_bytes())
    raw[250_000] ^= 0xFF
    (tmp_path / "x.zip").write_bytes(raw)

    async def go():
        kept = []
        try:
            async for news in XArchive(Origin("mine"), tmp_path / "x.zip").news(""):
                kept.extend(news.changes)
        except FeedGarbage as error:
            return kept, str(error)

    kept, said = asyncio.run(go())
    assert len(kept) > 150
    assert "damaged" in said


# Long texts

WHOLE = "A long walk & a longer text. " * 20 + "See https://t.co/end #fog. 雾很大。"
AT = "2019-12-31T19:26:16.000Z"


def long_text(text=WHOLE, at=AT, **core):
    return {"noteTweet": {"noteTweetId": "9", "createdAt": at, "lifecycle": {"name": "Public"},
                          "core": {"text": text, "mentions": [], "urls": [], "hashtags": [], **core}}}  # fmt: skip


def read_cut(tmp_path, *cut, notes=None, **more):
    rows = [row(n, text, **more) for n, text in enumerate(cut)]
    files = {"data__note-tweet_js": notes} if notes is not None else {}
    return take(archive(tmp_path, data__tweets_js=ytd(rows), **files))


def test_a_long_text_replaces_its_cut_beginning(tmp_path):
    urls = [{"shortUrl": "https://t.co/end", "expandedUrl": "https://example.org/map"}]
    note = ytd([long_text(urls=urls, hashtags=["fog"])], "note_tweet")
    cut = WHOLE[:270].replace("&", "&amp;") + "… https://t.co/self"
    entities = {
        "urls": [{"url": "https://t.co/self", "expanded_url": "https://x.com/i/web/status/1"}]
    }
    news = read_cut(tmp_path, cut, "short", notes=note, entities=entities)
    post, other = told(news)
    assert post.text == WHOLE.replace("https://t.co/end", "https://example.org/map")
    assert (post.links, post.tags, post.native) == (
        ("https://example.org/map",),
        ("fog",),
        "1212092628029698048",
    )
    assert other.text == "short"
    assert sum(n.garbage for n in news) == 0


def test_the_people_who_are_answered_stay_before_a_long_text(tmp_path):
    note = ytd([long_text()], "note_tweet")
    (post,) = told(read_cut(tmp_path, f"@bob @eve {WHOLE[:200]}…", notes=note))
    assert post.text == f"@bob @eve {WHOLE}"


def test_a_link_inside_may_have_another_short_address(tmp_path):
    text = f"Before https://t.co/one {WHOLE}"
    note = ytd([long_text(text)], "note_tweet")
    (post,) = told(read_cut(tmp_path, text[:200].replace("t.co/one", "t.co/two") + "…", notes=note))
    assert post.text == text


@pytest.mark.parametrize(
    "notes",
    [
        [long_text(at="2019-12-31T19:26:30.000Z")],  # written at another time
        [long_text("Another beginning. " + WHOLE)],
        [long_text(), long_text(WHOLE + " And one more.")],  # two that fit: none is guessed
        [],
    ],
)
def test_a_text_that_is_not_surely_the_posts_is_not_taken(tmp_path, notes):
    (post,) = told(read_cut(tmp_path, WHOLE[:200] + "…", notes=ytd(notes, "note_tweet")))
    assert post.text == WHOLE[:200] + "…"


def test_a_text_that_is_not_cut_is_left_alone(tmp_path):
    (post,) = told(read_cut(tmp_path, WHOLE[:200], notes=ytd([long_text()], "note_tweet")))
    assert post.text == WHOLE[:200].strip()


@pytest.mark.parametrize(
    "bad", [5, None, {}, {"noteTweet": 1}, {"noteTweet": {"createdAt": AT}}, {"noteTweet": {"createdAt": "x", "core": {"text": "y"}}},
            {"noteTweet": {"createdAt": AT, "core": {"text": 7}}}, {"noteTweet": {"createdAt": AT, "core": []}}],
)  # fmt: skip
def test_a_bad_long_text_costs_no_other(tmp_path, bad):
    odd = long_text(urls=[1, {"shortUrl": 5}], hashtags=[None, {"text": "fog"}])
    notes = ytd([bad, odd], "note_tweet")
    news = read_cut(tmp_path, WHOLE[:200] + "…", notes=notes)
    (post,) = told(news)
    assert (post.text, post.tags) == (WHOLE, ("fog",))
    assert sum(n.garbage for n in news) == 1


def test_a_broken_or_endless_file_of_long_texts_costs_no_post(tmp_path, monkeypatch):
    news = read_cut(tmp_path, "short", notes="alert(1)" * 100)
    assert ([p.text for p in told(news)], sum(n.garbage for n in news)) == (["short"], 1)
    monkeypatch.setattr(_x_archive, "NOTE_BYTES", 1_000_000)
    endless = "window.YTD.note_tweet.part0 = [" + json.dumps(long_text()) + " " * 5_000_000
    news = read_cut(tmp_path, WHOLE[:200] + "…", notes=endless)
    assert ([p.text for p in told(news)], sum(n.garbage for n in news)) == ([WHOLE], 1)
