"""What rules read in a question, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import NOW

from rostra.assistant import find, plan, rewritten
from rostra.assistant._find import PLAIN
from rostra.errors import ModelUnreachable
from rostra.models import Scripted
from rostra.posts import Found, Query


def planned(question, **more):
    return plan(question, now=NOW, timezone=more.pop("timezone", "UTC"), **more)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What happened with the Lindau ferry?", {"lindau", "ferry"}),
        ("Is there any news about the harbour fire?", {"harbour", "fire"}),
        ("What do people say about Grok-2?", {"grok-2"}),
        ("林道渡轮有什么消息吗？", {"林道", "渡轮"}),
        ("大家怎么看地铁涨价？", {"地铁", "涨价"}),
        ("请问台风现在到哪里了？", {"台风"}),
    ],
)
def test_only_content_words_are_searched(question, terms):
    assert terms <= set(planned(question).terms)
    asking = {"what", "happened", "news", "people", "say", "什么", "消息", "大家", "怎么", "哪里"}
    assert not asking & set(planned(question).terms)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What happened today?", "news"),
        ("what's new?", "news"),
        ("今天有什么大事？", "news"),
        ("有什么新闻", "news"),
        ("今天發生了什麼事？", "news"),
        ("Any news about the ferry?", "search"),
        ("渡轮有什么新闻", "search"),
        ("Is it true that the ferry sank?", "verify"),
        ("渡轮沉了是真的吗？", "verify"),
        ("Can you recommend a fantasy game?", "recommend"),
        ("推荐一个奇幻游戏", "recommend"),
    ],
)
def test_kinds_of_question(question, kind):
    assert planned(question).kind == kind


@pytest.mark.parametrize(
    ("question", "field", "value"),
    [
        ("What do people on Mastodon say about the ferry?", "networks", ("mastodon",)),
        ("推特上怎么看渡轮？", "networks", ("x",)),
        ("长毛象上关于渡轮的帖子", "networks", ("mastodon",)),
        ("What happened to Mastodon?", "networks", ()),
        ("Chinese posts about the ferry", "langs", ("zh",)),
        ("关于渡轮的英文帖子", "langs", ("en",)),
        ("posts in English about the ferry", "langs", ("en",)),
        ("What did @harbour.example say about the ferry?", "authors", ("harbour.example",)),
        ("@harbour@lake.example 说了什么", "authors", ("harbour@lake.example",)),
        ("ferry posts with at least 1,200 likes", "min_likes", 1200),
        ("ferry posts with 2k+ likes", "min_likes", 2000),
        ("点赞超过500的渡轮帖子", "min_likes", 500),
        ("100赞以上的渡轮帖子", "min_likes", 100),
        ('who said "hit the pier" about the ferry', "phrases", ("hit the pier",)),
        ("谁说过「撞上码头」", "phrases", ("撞上码头",)),
    ],
)
def test_filters_are_read(question, field, value):
    assert getattr(planned(question).queries[0], field) == value


def test_today_follows_the_time_zone():
    early = datetime(2026, 8, 19, 18, 30, tzinfo=UTC)  # 02:30 on the 20th in Shanghai
    here = plan("今天渡轮怎么了？", now=early, timezone="Asia/Shanghai")
    there = plan("今天渡轮怎么了？", now=early, timezone="UTC")
    assert here.since == datetime(2026, 8, 19, 16, tzinfo=UTC)
    assert there.since == datetime(2026, 8, 19, 0, tzinfo=UTC)


def test_a_named_time_does_not_widen_and_an_unnamed_one_does():
    named, unnamed = planned("What happened to the ferry yesterday?"), planned("Lindau ferry")
    assert [q.since for q in named.queries] == [NOW.replace(hour=0) - timedelta(days=1)]
    assert [q.since for q in unnamed.queries] == [NOW - timedelta(hours=72), None]


@pytest.mark.parametrize(("recent", "asked"), [(3, NOW - timedelta(hours=72)), (2, None)])
def test_the_window_is_chosen_by_counting_and_searched_once(recent, asked):
    searched, counted = [], []

    def count(query, share):
        counted.append((query.since, share))
        return recent

    def search(query):
        searched.append(query.since)
        return Found(())

    find(planned("Lindau ferry"), search, count)
    assert searched == [asked]
    assert counted == [(NOW - timedelta(hours=72), PLAIN)]


def test_recency_counts_only_where_the_question_asks_for_what_is_new():
    assert planned("latest on the ferry").queries[0].recency_hours
    assert planned("渡轮最新进展").queries[0].recency_hours
    assert planned("Lindau ferry").queries[0].recency_hours is None


def test_a_claims_own_date_is_no_window():
    assert planned("Is it true that the ferry sank on August 3?").since is None


def test_the_future_is_no_window():
    assert planned("Does the ferry run tomorrow?").since is None


@pytest.mark.parametrize(
    ("question", "tongue"),
    [("渡轮怎么了", "zh"), ("渡輪發生什麼事", "zh-hant"), ("What happened?", "en"), ("🤷", "en")],
)
def test_the_tongue_of_the_answer(question, tongue):
    assert planned(question).tongue == tongue


def test_bounds_from_outside_hold_against_the_question():
    within = Query(networks=("nostr",), sample=True, limit=140, min_likes=3)
    query = planned("ferry on Mastodon with 2+ likes", within=within).queries[0]
    assert (query.networks, query.sample, query.limit, query.min_likes) == (
        ("nostr",),
        True,
        140,
        3,
    )


def test_a_model_rewords_the_question_once():
    model = Scripted(['{"other_language": "林道 渡轮", "synonyms": "boat accident"}'])
    query = planned("Lindau ferry", model=model).queries[0]
    assert {"林道 渡轮", "boat accident"} <= set(query.variants)
    assert len(model.asked) == 1


@pytest.mark.parametrize("reply", ["", "nonsense", "[]", '{"other_language": 3}', '{"a": '])
def test_a_garbled_rewording_leaves_the_rules(reply):
    garbled = planned("Lindau ferry", model=Scripted([reply]))
    assert garbled.queries == planned("Lindau ferry").queries
    assert garbled.notes


def test_an_unreachable_model_is_told():
    with pytest.raises(ModelUnreachable):
        rewritten(planned("Lindau ferry"), Scripted([ModelUnreachable("down")]))


@pytest.mark.parametrize("question", ["", "   ", "？？？", "🤷‍♀️", "\u202e\u200b"])
def test_nothing_to_search_for_is_no_search_or_a_literal_one(question):
    asked = planned(question)
    assert all(q.text for q in asked.queries)


@given(st.text(max_size=400))
def test_any_question_has_a_plan(question):
    asked = planned(question)
    assert asked.lang in ("zh", "en")
    assert len(asked.question) <= 2000
