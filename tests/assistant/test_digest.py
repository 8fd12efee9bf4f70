"""A digest tells ranked stories from their posts, keeps jests apart, and asides apart from facts."""

from datetime import timedelta

import pytest
from shelf import NOW, make_post, search_in

from rostra.assistant import Brief, Desk, digest, html, markdown, plainly
from rostra.assistant._jest import absurd, jests
from rostra.assistant._remarks import _LINES
from rostra.assistant._standing import standing
from rostra.posts import Query

FIRE = [
    make_post(1, "Smoke over the Norden mill, I can see flames from my window.", hours=6),
    make_post(2, "The Norden mill is on fire, 12 engines are at the mill.", hours=5),
    make_post(3, "Norden mill fire: 40 people left the houses beside the mill, says the town.", hours=4),
    make_post(4, "The fire in the Norden mill is out after three hours, the mill is lost.", hours=2),
]  # fmt: skip
TALK = [
    make_post(5, "my plant has a new leaf and I told everyone", hours=3),
    make_post(6, "Rain declines to comment on the picnic", hours=3),
]


def made(posts, **how):
    window = Query(now=NOW, since=NOW - timedelta(hours=12), rerank=False)
    return digest(Brief(window, **how), Desk(search=search_in(posts)), now=NOW)


def test_a_story_is_told_once_in_sentences_that_stand_in_its_posts():
    told = made([*FIRE, *TALK])
    (story,) = told.stories
    assert story.standing == "confirmed"
    assert story.origins == 4
    texts = {post.id: post.text for post in FIRE}
    for sentence in told.sentences():
        assert sentence.citations
        for c in sentence.citations:
            assert texts[c.post_id][c.start : c.end] == c.quote
    assert [j.quote.citations[0].post_id for j in told.jests] == ["6"]


def test_what_is_copied_and_seen_by_nobody_is_unconfirmed_and_no_title():
    copies = [
        make_post(n, "Rockets strike the port of Hallum" + "!" * n, hours=3) for n in range(1, 6)
    ]
    assert standing(copies) == "unconfirmed"
    (story,) = made(copies).stories
    assert story.standing == "unconfirmed"
    assert story.title.frame
    assert story.title.citations == story.sentences[0].citations
    assert all(s.text.startswith("Unconfirmed") for s in story.sentences)


def test_fun_mode_changes_nothing_but_asides():
    plain, fun = made(FIRE), made(FIRE, fun=True)
    assert plain.sentences() == fun.sentences()
    assert plain.evidence == fun.evidence
    assert [r for t in fun.stories for r in t.remarks]
    assert not [r for t in plain.stories for r in t.remarks]
    assert fun.remarked == "templates"


def test_no_aside_stands_beside_harm():
    hurt = make_post(7, "Three people were killed in the Norden mill fire, the town says.", hours=1)
    (story,) = made([*FIRE, hurt], fun=True).stories
    assert story.grave
    assert not story.remarks


def test_asides_hold_no_number_and_no_handle():
    lines = [line for kinds in _LINES.values() for some in kinds.values() for line in some]
    assert len(lines) == len(set(lines)) >= 60
    assert not [line for line in lines if any(c.isdigit() for c in line) or "@" in line]
    assert _LINES["en"].keys() == _LINES["zh"].keys()


def test_a_digest_of_nothing_says_so_in_its_language():
    assert made([], tongue="zh").stories == ()
    assert "没有突出的事" in markdown(made([], tongue="zh"))
    assert "No story" in dict(map(reversed, plainly(made([])))).__str__()


def test_markup_of_strangers_is_escaped():
    posts = [
        make_post(n, f"The <b>Norden</b> mill [fire](x) took {n} barns, the mill is lost.", hours=n)
        for n in range(2, 5)
    ]
    told = made(posts)
    assert told.stories
    assert "<b>" not in html(told)
    assert "<b>" not in markdown(told).replace("\\<b\\>", "")


@pytest.mark.parametrize(
    "written",
    [
        "The sun is acting weird today",
        "Gravity resigns after dispute",
        "20,000 police officers against the blizzard",
        "警察进山逮捕台风",
        "月亮今天请假",
    ],
)
def test_the_absurd_is_known_by_what_it_joins(written):
    assert absurd(written)


@pytest.mark.parametrize(
    "written",
    [
        "10,000 troops deployed for earthquake rescue in the valley",
        "地震局宣布余震减弱",
        "Crews clear snow from the runway, police close the road",
        "台风登陆后政府宣布停课",
        "The storm reached the coast at noon, police ask people to stay home",
        "警方拘留两名散布地震谣言者",
    ],
)
def test_plain_news_of_nature_is_no_jest(written):
    assert not absurd(written)


def test_slang_is_known_by_its_plain_sense_in_other_posts():
    game = [
        make_post(1, "Orban 1 for 14 from the field, the Kites lose the game 99-80", hours=3),
        make_post(2, "Final 99-80. Orban: 2 points in 30 minutes, rough shooting", hours=3),
    ]
    claim = make_post(3, "Orban accused of smashing homes with bricks", hours=2)
    assert 2 in jests([*game, claim])
    assert not jests([claim, make_post(4, "Bricks fell from a wall in Orban street", hours=1)])
