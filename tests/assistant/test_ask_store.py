"""The whole way over the real store and the sample feed, with no model and with a careful one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from test_ask import extracting

from rostra.assistant import Desk, answer
from rostra.feeds import sample_changes
from rostra.models import Scripted, open_static
from rostra.posts import Query, open_store

NOW = datetime(2026, 8, 20, 14, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("posts"), embed=open_static(), clock=lambda: NOW)
    opened.write(list(sample_changes(NOW, ZoneInfo(ZONE))))
    yield opened
    opened.close()


def asked(store, question, model=None, *, sample=True):
    desk = Desk(
        search=store.search,
        rising=store.rising,
        model=model and Scripted(model),
        embed=open_static(),
    )
    return answer(question, desk, now=NOW, timezone=ZONE, within=Query(sample=sample), seed=1)


@pytest.mark.parametrize(
    ("question", "tells"),
    [
        ("北汐港火灾是什么原因引起的？", "锂电池"),
        ("What was the score of the Herons game against the Otters?", "104"),
        ("What was the result of the Port Alder bridge toll vote?", "51.3%"),
    ],
)
@pytest.mark.parametrize("model", [None, extracting])
def test_sample_questions_are_answered_from_posts(store, question, tells, model):
    said = asked(store, question, model)
    assert tells in said.text
    held = store.get([c.post_id for s in said.sentences for c in s.citations])
    for sentence in said.sentences:
        for citation in sentence.citations:
            text = held[citation.post_id].text
            assert text[citation.start : citation.end] == citation.quote
    assert said.sample


def test_today_is_told_in_stories(store):
    said = asked(store, "今天有什么大事？")
    assert said.plan.kind == "news"
    assert len(said.sentences) >= 3
    assert len({item.post.id for item in said.evidence}) == len(said.evidence)


def test_the_sample_never_answers_for_the_live_feed(store):
    said = asked(store, "北汐港火灾是什么原因引起的？", sample=False)
    assert not said.found
    assert said.evidence == ()


def test_what_no_post_tells_of_is_not_found(store):
    said = asked(store, "What did the Reykjavik zoo name its polar bear?", extracting)
    assert not said.found
    assert all(not s.citations for s in said.sentences)
