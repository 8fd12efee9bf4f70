"""The order of events, and what of a question stays open."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from shelf import NOW, make_post, search_in

from rostra.assistant import Desk, answer, plan
from rostra.assistant._missing import parts, untold

ZONE = "Asia/Shanghai"
STRIKE = [
    make_post(
        "a", "Tram drivers in Elmwick walk out at 05:00, no trams today.", hours=40, by="tram"
    ),
    make_post("b", "Elmwick tram strike: talks between drivers and the city have begun.", hours=30),
    make_post(
        "c", "Elmwick tram drivers get 9% more pay, says the union leader.", hours=20, by="u"
    ),
    make_post(
        "d",
        "Correction: Elmwick tram drivers get 6% more pay, not 9% as I said earlier.",
        hours=18,
        by="u",
    ),
    make_post("e", "Elmwick trams run again, the strike of the tram drivers is over.", hours=10),
    make_post("f", "I bake sourdough bread every Sunday and it never rises.", hours=12),
    make_post("g", "When will the Elmwick tram strike end?", hours=25),
]


def asked(question, posts):
    return answer(question, Desk(search=search_in(posts)), now=NOW, timezone=ZONE, seed=1)


def test_events_come_in_order_with_the_time_they_were_told():
    said = asked("How did the Elmwick tram drivers' strike unfold?", STRIKE)
    assert said.plan.kind == "timeline"
    ids = [told.post_id for told in said.timeline]
    assert ids == sorted(ids, key=lambda i: next(p.created for p in STRIKE if p.id == i))
    assert {"a", "d", "e"} <= set(ids)
    assert not {"f", "g"} & set(ids)
    first = said.timeline[0].at.astimezone(ZoneInfo(ZONE))
    assert f"{first:%H:%M}" in said.sentences[0].text


def test_what_was_taken_back_is_told_with_what_took_it_back():
    said = asked("What is the timeline of the Elmwick tram drivers' strike?", STRIKE)
    at = {told.post_id: told for told in said.timeline}
    assert at["c"].corrected_by == at["d"].number
    assert at["d"].corrected_by == 0
    assert f"taken back later, see [{at['d'].number}]" in said.text


def test_hearsay_is_no_event_unless_it_was_taken_back():
    rumour = make_post(
        "r", "RUMOR: via a friend, Elmwick tram drivers will never work again", hours=35
    )
    said = asked("How did the Elmwick tram strike unfold?", [*STRIKE, rumour])
    assert all(told.corrected_by for told in said.timeline if told.post_id == "r")
    alone = [post for post in STRIKE if post.id not in "cd"]
    said = asked("How did the Elmwick tram strike unfold?", [*alone, rumour])
    assert "r" not in {told.post_id for told in said.timeline}


@pytest.mark.parametrize(
    "question",
    [
        "What happened with the ferry, in order?",
        "Give me a timeline of the flood",
        "How did the cup final unfold?",
        "渡轮事故的经过是怎样的？",
        "把停电的来龙去脉说一下",
        "按时间顺序讲讲地铁的事",
    ],
)
def test_the_order_of_events_is_asked_for(question):
    assert plan(question, now=NOW).kind == "timeline"


@pytest.mark.parametrize(
    "question", ["Is public order restored?", "他的经验怎么样？", "Where do I order a cake?"]
)
def test_it_is_not_asked_for(question):
    assert plan(question, now=NOW).kind != "timeline"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When did it start and how many were hurt?", 2),
        ("大火几点开始的，有多少人受伤？", 2),
        ("Who won?", 1),
        ("Salt and pepper prices, up or down?", 1),
    ],
)
def test_a_question_is_cut_into_what_it_asks(question, asks):
    assert len(parts(question)) == asks


def test_what_the_told_posts_leave_open_is_said():
    posts = [make_post("h", "The Linden hall fire has left 12 people hurt.", hours=2)]
    said = asked("How many were hurt in the Linden hall fire, and why did it start?", posts)
    assert said.missing == ("why did it start",)
    assert "do not tell: “why did it start”" in said.text
    whole = asked("How many were hurt in the Linden hall fire?", posts)
    assert whole.missing == ()


def test_a_part_that_cannot_be_seen_in_a_text_is_not_called_untold():
    planned = plan("What do people think of the Linden hall?", now=datetime(2026, 8, 1, tzinfo=UTC))
    assert untold(planned, []) == ()


def test_who_was_first_is_told_by_time_with_bystanders():
    posts = [
        make_post(
            "x", "Elmwick tram sparks at the depot, is that smoke? drivers running", hours=41
        ),
        *STRIKE,
    ]
    said = asked("Who first reported the Elmwick tram drivers' walk out?", posts)
    assert said.plan.kind == "first"
    times = [told.at for told in said.timeline]
    assert times == sorted(times)
    assert said.timeline[0].post_id in {"x", "a"}
    assert "first" not in said.plan.terms


@pytest.mark.parametrize(
    "question", ["谁最先报道了渡轮停航？", "停电最早是谁发现的？", "Who first saw the comet?"]
)
def test_it_is_known_when_the_first_is_sought(question):
    assert plan(question, now=NOW).kind == "first"
