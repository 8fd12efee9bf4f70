"""The time words of questions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rostra.text import time_span

NOW = datetime(2024, 8, 21, 15, 30, tzinfo=UTC)  # Wednesday, 23:30 in Shanghai


def local(question, now=NOW, timezone="Asia/Shanghai"):
    found = time_span(question, now, timezone)
    if found is None:
        return None
    shift = timedelta(hours=8)
    return tuple((t + shift).strftime("%m-%d %H:%M") for t in (found.since, found.until))


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("今天发生了什么", "08-21 00:00", "08-22 00:00"),
        ("今天下雨了吗", "08-21 00:00", "08-22 00:00"),
        ("昨天有什么新闻", "08-20 00:00", "08-21 00:00"),
        ("前天", "08-19 00:00", "08-20 00:00"),
        ("今早的地震", "08-21 05:00", "08-21 12:00"),
        ("今天下午的发布会", "08-21 12:00", "08-21 18:00"),
        ("昨晚的比赛", "08-20 18:00", "08-21 04:00"),
        ("本周大事", "08-19 00:00", "08-26 00:00"),
        ("上周的票房", "08-12 00:00", "08-19 00:00"),
        ("上周五的会", "08-16 00:00", "08-17 00:00"),
        ("这个周末去哪", "08-24 00:00", "08-26 00:00"),
        ("上周末", "08-17 00:00", "08-19 00:00"),
        ("过去两小时", "08-21 21:30", "08-21 23:30"),
        ("最近三天", "08-18 23:30", "08-21 23:30"),
        ("24小时内的消息", "08-20 23:30", "08-21 23:30"),
        ("半小时内", "08-21 23:00", "08-21 23:30"),
        ("8月20日发生了什么", "08-20 00:00", "08-21 00:00"),
        ("八月的新闻", "08-01 00:00", "09-01 00:00"),
        ("8月18日到20日", "08-18 00:00", "08-21 00:00"),
        ("周一以来的进展", "08-19 00:00", "08-21 23:30"),
        ("自8月20日以来", "08-20 00:00", "08-21 23:30"),
        ("三天前", "08-18 00:00", "08-19 00:00"),
        ("现在怎么样了", "08-21 20:30", "08-21 23:30"),
        ("最近有什么好玩的游戏", "08-14 23:30", "08-21 23:30"),
        ("這個週末的颱風", "08-24 00:00", "08-26 00:00"),
        ("what happened today?", "08-21 00:00", "08-22 00:00"),
        ("the game last night", "08-20 18:00", "08-21 04:00"),
        ("past 24 hours", "08-20 23:30", "08-21 23:30"),
        ("since Monday", "08-19 00:00", "08-21 23:30"),
        ("anything since yesterday afternoon?", "08-20 12:00", "08-21 23:30"),
        ("this morning", "08-21 05:00", "08-21 12:00"),
        ("yesterday afternoon", "08-20 12:00", "08-20 18:00"),
        ("in the last hour", "08-21 22:30", "08-21 23:30"),
        ("over the past few days", "08-18 23:30", "08-21 23:30"),
        ("two hours ago", "08-21 21:00", "08-21 22:00"),
        ("last 24h", "08-20 23:30", "08-21 23:30"),
        ("自从上周五", "08-16 00:00", "08-21 23:30"),
        ("how was the weekend", "08-17 00:00", "08-19 00:00"),
        ("this weekend", "08-24 00:00", "08-26 00:00"),
        ("last week", "08-12 00:00", "08-19 00:00"),
        ("the past week", "08-14 23:30", "08-21 23:30"),
        ("on Friday evening", "08-16 17:00", "08-17 00:00"),
        ("August 18 to August 20", "08-18 00:00", "08-21 00:00"),
        ("what is going on right now", "08-21 20:30", "08-21 23:30"),
    ],
)  # fmt: skip
def test_time_words(question, since, until):
    assert local(question) == (since, until)


@pytest.mark.parametrize(
    "question",
    [
        "如今天下大势", "剧本周边", "日本周边游", "之前天气不错", "Who hosts the Today Show?",
        "what is a black hole", "推荐一个奇幻游戏", "Black Friday deals", "一周一次", "USA Today",
        "",
    ],
)  # fmt: skip
def test_words_inside_words_do_not_fire(question):
    assert time_span(question, NOW, "Asia/Shanghai") is None


def test_the_matched_text_comes_back_as_it_was_written():
    assert time_span("想知道這個週末的天氣", NOW, "Asia/Taipei").text == "這個週末"
    assert time_span("What happened since Monday in Paris?", NOW, "UTC").text == "since Monday"


def test_today_follows_the_time_zone():
    in_los_angeles = time_span("今天", NOW, "America/Los_Angeles")
    assert in_los_angeles.since == datetime(2024, 8, 21, 7, tzinfo=UTC)
    in_shanghai = time_span("today", datetime(2024, 8, 21, 17, tzinfo=UTC), "Asia/Shanghai")
    assert in_shanghai.since == datetime(2024, 8, 21, 16, tzinfo=UTC)


def test_a_day_of_clock_change_has_its_own_length():
    spring = datetime(2024, 3, 10, 20, tzinfo=UTC)
    day = time_span("today", spring, "America/New_York")
    assert day.until - day.since == timedelta(hours=23)


def test_an_unknown_time_zone_says_so():
    with pytest.raises(ZoneInfoNotFoundError):
        time_span("today", NOW, "Mars/Olympus")


@given(
    st.text("今昨前天日周一二三五上下本这个月年小时过去最近以来自从8月20到和since lastoweekyr", max_size=24),
    st.integers(1_000_000_000, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)),
)  # fmt: skip
@example("近0周", datetime(2026, 12, 1, tzinfo=UTC))
def test_a_span_is_never_empty_or_naive(question, now):
    found = time_span(question, now, "Asia/Shanghai")
    if found is not None:
        assert found.since < found.until
        assert found.since.tzinfo is UTC
        assert found.text in question
