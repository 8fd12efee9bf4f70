"""The sample feed: its counts, its clock, and a truth that its posts bear out."""

import asyncio
import calendar
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from stage import Shop, supervised, until

from rostra.feeds import Pace, SampleFeed, sample_changes, sample_day, sample_ids, sample_truth
from rostra.posts import SAMPLE, Deletion, Post
from rostra.text import clean, quantities, simplify

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 7, 25, 12, 0, tzinfo=UTC)
RESERVED = re.compile(r"^https://([a-z0-9-]+\.)*(example|example\.(org|net|com))(/|$)")
CHANGES = list(sample_changes(NOW, TZ))
POSTS = {change.id: change for change in CHANGES if isinstance(change, Post) and not change.rev}
TRUTH = sample_truth(NOW, TZ)


HAN = "一二三四五六七八九十"
MONTHS = {name: str(number) for number, name in enumerate(calendar.month_name) if name}


def in_digits(text):
    """August 20 as 8 20, 15:00 as 15, 八號 as 8: so that both languages hold the same digits."""
    text = re.sub(r"[一二三四五六七八九十](?=[号號])", lambda n: f"{HAN.index(n[0]) + 1}", text)
    text = re.sub(rf"\b({'|'.join(MONTHS)})(?= \d)", lambda found: MONTHS[found[1]], text)
    return re.sub(r":00(?!\d)", "", text)


def numbers(text):
    """Every number of a text: as digits, and as the quantity that it is part of."""
    text = in_digits(text)
    plain = {float(token.replace(",", "")) for token in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    return plain | {round(found.value, 3) for found in quantities(text)}


def unsupported_numbers(text, ids):
    """The digits of `text` that its posts have in no form."""
    known = set().union(*(numbers(POSTS[one].text) for one in ids))
    missing = []
    text = in_digits(text)
    for token in re.finditer(r"\d[\d,]*(?:\.\d+)?", text):
        around = {
            round(found.value, 3)
            for found in quantities(text)
            if found.span[0] <= token.start() < found.span[1]
        }
        if not ({float(token[0].replace(",", "").rstrip("."))} | around) & known:
            missing.append(token[0])
    return missing


def kind(post):
    return TRUTH.posts[post.id].kind


# Counts


def test_there_are_enough_posts_on_each_of_three_days():
    days = Counter(post.created.astimezone(TZ).date() for post in POSTS.values())
    assert len(POSTS) >= 1_700
    today = NOW.astimezone(TZ).date()
    assert sorted(days) == [today - timedelta(days=2), today - timedelta(days=1), today]
    assert min(days.values()) >= 400


def test_languages_and_networks_are_mixed():
    langs = Counter(post.lang for post in POSTS.values())
    networks = Counter(post.network for post in POSTS.values())
    assert langs["zh"] >= 700
    assert langs["en"] >= 700
    assert min(langs["ja"], langs["es"]) >= 8
    assert set(networks) == {"bluesky", "mastodon", "nostr", "x", "hackernews", "rss"}
    assert min(networks.values()) >= 20


def test_some_posts_are_in_traditional_script_and_some_mix_languages():
    traditional = [post for post in POSTS.values() if simplify(post.text) != post.text]
    mixed = [
        post
        for post in POSTS.values()
        if len(re.findall(r"[\u4e00-\u9fff]", post.text)) >= 6
        and len(set(re.findall(r"[a-z]{4,}", re.sub(r"https?://\S+", "", post.text)))) >= 2
    ]
    assert len(traditional) >= 80
    assert len(mixed) >= 15


def test_every_kind_of_post_is_there():
    kinds = Counter(map(kind, POSTS.values()))
    assert kinds["noise"] >= 400
    assert min(kinds[k] for k in ("joke", "correction", "rumour", "repost", "duplicate")) >= 40
    assert min(kinds[k] for k in ("ad", "spam", "news", "first-hand", "question")) >= 25
    stances = Counter(what.stance for what in TRUTH.posts.values())
    assert min(stances[s] for s in ("for", "against", "mixed")) >= 40


def test_edits_and_deletions_are_told_after_their_posts():
    told = set()
    edits = deletions = 0
    for change in CHANGES:
        if isinstance(change, Deletion):
            deletions += 1
            assert change.id in told
            assert change.author == POSTS[change.id].author.id
        elif change.rev:
            edits += 1
            assert change.id in told
            assert change.text != POSTS[change.id].text
        told.add(change.id)
    assert edits >= 4
    assert deletions >= 5


def test_texts_differ_unless_they_are_marked_as_copies():
    from tools.sample import near_pairs

    machine = {"repost", "duplicate", "spam"}
    written = [p for p in POSTS.values() if kind(p) not in machine and not p.author.bot]
    assert len({post.text for post in written}) == len(written)
    assert near_pairs([post.text for post in written]) == []


def test_a_copy_resembles_its_origin():
    from tools.sample import near_pairs

    for story in TRUTH.stories:
        for origin, copies in story.duplicates:
            for copy in copies:
                assert POSTS[copy].created >= POSTS[origin].created
                texts = [re.sub(r"^RT @\w+: ", "", POSTS[one].text) for one in (origin, copy)]
                assert near_pairs(texts, 0.45), texts


# Shapes


def test_ids_and_threads_resolve_within_their_network():
    assert len(POSTS) == len(sample_ids(sample_day(NOW, TZ)))
    for post in POSTS.values():
        for other in (post.reply_to, post.root, post.quotes, post.reposts_of):
            assert not other or POSTS[other].network == post.network
        if post.reply_to:
            assert POSTS[post.reply_to].created <= post.created
            assert post.root == POSTS[post.reply_to].root
        else:
            assert post.root == post.id


def test_no_address_leads_to_a_real_place():
    for post in POSTS.values():
        addresses = [post.url, *post.links, *(item.url for item in post.media)]
        assert all(RESERVED.match(address) for address in addresses), post.url
        handle = post.author.handle
        assert "." not in handle or handle.endswith((".example", ".example.org")), handle
        assert "://" not in post.text or post.links


def test_posts_are_marked_as_sample_and_may_be_trained_on():
    for post in POSTS.values():
        assert post.source == SAMPLE
        assert post.terms == "sample, written for Rostra (Apache-2.0)"
        assert post.trainable


def test_texts_are_clean_and_resolved():
    for post in POSTS.values():
        assert clean(post.text) == post.text
        assert "{" not in post.text, post.text


# Clock


@pytest.mark.parametrize("hours", [0, 0.01, 0.5, 3, 12, 23.99])
def test_today_holds_all_of_today_at_any_hour(hours):
    now = datetime(2026, 7, 26, tzinfo=TZ) + timedelta(hours=hours)
    posts = [c for c in sample_changes(now, TZ) if isinstance(c, Post) and not c.rev]
    today = [post for post in posts if post.created.astimezone(TZ).date() == now.date()]
    assert len(today) >= 400
    assert all(post.created <= post.seen <= now for post in posts)
    assert [p.created for p in posts] == sorted(p.created for p in posts)
    if hours >= 1:
        assert now - posts[-1].created <= timedelta(minutes=15)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "UTC", "Asia/Kathmandu"])
def test_days_of_23_and_25_hours_keep_their_order(zone):
    tz = ZoneInfo(zone)
    for now in (datetime(2026, 3, 30, 20, tzinfo=UTC), datetime(2026, 10, 26, 20, tzinfo=UTC)):
        posts = [c for c in sample_changes(now, tz) if isinstance(c, Post) and not c.rev]
        days = {post.created.astimezone(tz).date() for post in posts}
        assert len(days) == 3
        assert [p.created for p in posts] == sorted(p.created for p in posts)


def test_the_same_day_gives_the_same_ids_and_another_day_others():
    later = {c.id for c in sample_changes(NOW + timedelta(hours=2), TZ)}
    tomorrow = {c.id for c in sample_changes(NOW + timedelta(days=1), TZ)}
    assert later == {change.id for change in CHANGES}
    assert not later & tomorrow


def test_texts_do_not_change_within_a_day():
    later = {
        c.id: c.text for c in sample_changes(NOW + timedelta(hours=2), TZ) if isinstance(c, Post)
    }
    now = {c.id: c.text for c in CHANGES if isinstance(c, Post)}
    assert later == now


def test_dates_are_written_as_each_language_writes_them():
    facts = TRUTH.facts
    day = facts["fantasy-game-zh/F1"]  # 26 days behind July 25
    assert "8月20日" in day.zh
    assert "August 20" in day.en
    for one in day.by:
        text = POSTS[one].text
        assert "8月20日" in text or "归墟灯录+1" in text, text


def feed_batches(cursor, now):
    async def collect():
        return [news async for news in SampleFeed(lambda: now, TZ).news(cursor)]

    return asyncio.run(collect())


def test_the_feed_hands_over_one_copy_a_day():
    news = feed_batches("", NOW)
    assert [c for batch in news for c in batch.changes] == CHANGES
    assert news[-1].last
    day = news[-1].cursor
    assert not any(batch.cursor for batch in news[:-1])
    again = feed_batches(day, NOW + timedelta(hours=1))
    assert [batch.changes for batch in again] == [()]


def test_the_feed_takes_yesterdays_copy_away():
    news = feed_batches(sample_day(NOW, TZ), NOW + timedelta(days=1))
    changes = [c for batch in news for c in batch.changes]
    gone = {c.id for c in changes[: len(POSTS)] if isinstance(c, Deletion)}
    assert gone == set(POSTS)
    assert not gone & {c.id for c in changes[len(POSTS) :]}


def test_a_supervisor_plays_it_and_replaces_it_the_next_day():
    shop = Shop()

    async def play(now):
        feed = SampleFeed(lambda: now, TZ)
        async with supervised(shop, feed, pace=Pace(linger_s=0.01, first_s=0.01)):
            await until(lambda: shop.cursors.get(SAMPLE) == sample_day(now, TZ))

    asyncio.run(play(NOW))
    deleted = {change.id for change in CHANGES if isinstance(change, Deletion)}
    assert set(shop.posts) == set(POSTS) - deleted
    edited = [change for change in CHANGES if isinstance(change, Post) and change.rev]
    assert all(shop.posts[change.id].text == change.text for change in edited)
    tomorrow = NOW + timedelta(days=1)
    asyncio.run(play(tomorrow))
    assert len(shop.posts) == len(POSTS) - len(deleted)
    assert not set(shop.posts) & set(POSTS)


# Truth


def test_there_are_enough_stories_questions_and_claims():
    assert len([story for story in TRUTH.stories if story.facts]) >= 25
    asked = Counter((q.lang, q.answerable) for q in TRUTH.questions if q.needs == "posts")
    for lang in ("zh", "en"):
        assert asked[lang, True] >= 25
        assert asked[lang, False] >= 10
    claims = Counter((claim.lang, claim.supported) for claim in TRUTH.claims)
    assert min(claims.values()) >= 30
    homes = {(q.home, q.lang) for q in TRUTH.questions if q.home}
    groups = ("news", "recommend", "verify", "draw", "fun")
    assert homes == {(group, lang) for group in groups for lang in ("zh", "en")}


def test_every_post_has_a_truth_and_every_truth_a_post():
    assert set(TRUTH.posts) == set(POSTS)
    stories = {story.id for story in TRUTH.stories}
    for what in TRUTH.posts.values():
        assert what.story in stories | {""}
        assert not what.origin or what.origin in POSTS
    for question in TRUTH.questions:
        assert set(question.relevant) | set(question.jokes) <= set(POSTS)
        assert set(question.facts) | set(question.wrong_facts) <= set(TRUTH.facts)
        assert not set(question.facts) & set(question.wrong_facts)
        assert question.answerable == bool(question.facts)


def test_a_fact_is_first_seen_when_its_first_post_was_written():
    for fact in TRUTH.facts.values():
        first = min(fact.by, key=lambda one: POSTS[one].created)
        assert fact.first == first
        assert fact.first_seen == POSTS[first].created


def test_timelines_are_in_order_and_corrections_come_later():
    facts = TRUTH.facts
    for story in TRUTH.stories:
        times = [facts[name].first_seen for name in story.timeline]
        assert times == sorted(times)
        for claim, correction in story.corrections:
            assert facts[claim].superseded_by == correction
            assert facts[claim].first_seen < facts[correction].first_seen
            assert not set(facts[claim].by) & set(facts[correction].by)


def test_rumours_rest_on_no_news_and_facts_on_no_joke():
    for fact in TRUTH.facts.values():
        kinds = {TRUTH.posts[one].kind for one in fact.by}
        if fact.rumour:
            assert kinds <= {"rumour", "satire", "question", "opinion"}, fact.id
        else:
            assert not kinds & {"joke", "satire", "ad", "spam", "noise", "repost"}, fact.id


def test_what_is_true_still_stands_after_the_deletions():
    deleted = {one for story in TRUTH.stories for one in story.deleted}
    assert deleted
    for fact in TRUTH.facts.values():
        assert fact.rumour or not deleted & set(fact.by), fact.id


def test_supporting_posts_hold_the_numbers_of_their_facts():
    for fact in TRUTH.facts.values():
        for wording in (fact.zh, fact.en):
            assert not unsupported_numbers(wording, fact.by), (fact.id, wording)


def test_every_supporting_post_speaks_of_its_fact():
    def marks(text):
        plain = simplify(text.lower())
        runs = re.findall(r"[\u4e00-\u9fff]+", plain)
        pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
        return pairs | {word[:5] for word in re.findall(r"[a-z]{4,}|\d+", plain)}

    # These tell it in other words; each was read: a first sighting, a verdict on a film.
    read = {"quake/F1", "ferry/F1", "film/F8", "hikers/F2", "hikers/F3", "alpaca/F1"}
    for fact in TRUTH.facts.values():
        for one in fact.by:
            shared = marks(POSTS[one].text) & marks(f"{fact.zh} {fact.en}")
            assert shared or fact.id in read, (fact.id, POSTS[one].text)


def test_claims_hold_or_miss_the_numbers_of_their_posts():
    for claim in TRUTH.claims:
        missing = unsupported_numbers(claim.text, claim.posts)
        if claim.supported:
            assert not missing, (claim.id, claim.text)
        if claim.change == "number":
            known = set().union(*(numbers(POSTS[one].text) for one in claim.posts))
            assert numbers(claim.text) - known, (claim.id, claim.text)


def test_claims_cross_languages():
    across = Counter(
        claim.supported
        for claim in TRUTH.claims
        for one in claim.posts
        if POSTS[one].lang[:2] in {"zh", "en"} and POSTS[one].lang[:2] != claim.lang
    )
    assert min(across[True], across[False]) >= 25


def test_some_answers_are_known_in_the_other_language_only():
    across = [
        question
        for question in TRUTH.questions
        if question.answerable
        and not any(
            POSTS[one].lang.startswith(question.lang)
            for fact in question.facts
            for one in TRUTH.facts[fact].by
        )
    ]
    langs = Counter(question.lang for question in across)
    assert min(langs["zh"], langs["en"]) >= 10


def test_the_two_languages_recommend_different_games():
    asked = {q.text: q for q in TRUTH.questions if q.home == "recommend"}
    chinese, english = asked["推荐一个奇幻游戏"], asked["Recommend a fantasy game"]
    assert not set(chinese.relevant) & set(english.relevant)


def test_the_shipped_files_equal_a_rebuild():
    from tools.sample import build
    from tools.sample.__main__ import SHIPPED, files

    for name, content in files(build()).items():
        shipped = (SHIPPED / name).read_text(encoding="utf-8")
        assert shipped == content, f"{name} is stale; run python -m tools.sample"
    assert (SHIPPED / "posts.jsonl").stat().st_size < 1_000_000


def test_the_page_tells_the_figures_of_the_build():
    page = (Path(__file__).parents[2] / "docs" / "sample.md").read_text(encoding="utf-8")
    days = Counter(
        (post.created.astimezone(TZ).date() - NOW.date()).days for post in POSTS.values()
    )
    asked = Counter((q.lang, q.answerable) for q in TRUTH.questions if q.needs == "posts")
    assert f"{len(POSTS):,} ({days[-2]}, {days[-1]} and {days[0]} a day)" in page
    assert f"Chinese {asked['zh', True]} answerable, {asked['zh', False]} not" in page
    assert f"English {asked['en', True]}, {asked['en', False]}" in page
    told = Counter(claim.supported for claim in TRUTH.claims)
    assert f"{told[True]} supported, {told[False]} altered" in page
