"""Which posts are told of: in either language, corrections before what they correct."""

from dataclasses import replace
from datetime import timedelta

import pytest
from shelf import NOW, make_post, search_in

from rostra.assistant import Desk, answer, plan
from rostra.assistant._corrections import denied, superseded
from rostra.assistant._frames import QUOTE_LIMIT, quoting
from rostra.assistant._relevance import coverage
from rostra.assistant._rules import debunks
from rostra.assistant._sought import alarms, closed, gathers
from rostra.assistant._stories import told_most
from rostra.assistant._types import Evidence
from rostra.assistant._worth import weighed
from rostra.posts import Author, Found, Hit

WORDS = {
    "海鸥": ("seagull", "gull"), "罚款": ("fine", "penalty"), "ferry": ("渡轮",), "sink": ("沉没",),
    "sunk": ("沉没",),
}  # fmt: skip


def gloss(words):
    return [WORDS.get(word, ()) for word in words]


def hits(*posts):
    return [Hit(post, 1.0) for post in posts]


def aged(number, text, minutes, **fields):
    return replace(make_post(number, text, **fields), created=NOW - timedelta(minutes=minutes))


def test_a_question_is_searched_in_the_other_language_too():
    planned = plan("喂海鸥罚款多少？", now=NOW, gloss=gloss)
    assert ("seagull", "gull") in planned.renderings
    query = planned.queries[0]
    assert query.rendering == "seagull gull fine penalty"
    assert query.rendering in query.variants
    assert query.question == "喂海鸥罚款多少？"
    assert plan("喂海鸥罚款多少？", now=NOW).queries[0].rendering == ""


def test_a_name_is_not_ranked_by_twice():
    query = plan("Did the ferry Petrel-2 sink?", now=NOW, gloss=gloss).queries[0]
    assert query.rendering == "渡轮 petrel-2 沉没"
    assert "渡轮 沉没" in query.variants
    assert query.rendering not in query.variants


def test_a_post_in_the_other_language_covers_the_question():
    planned = plan("海鸥罚款", now=NOW, gloss=gloss)
    assert coverage(planned, make_post(1, "The fine for feeding gulls is $60.")) == 1.0
    assert coverage(planned, make_post(2, "A fine day at the lake.")) == 0.5


def test_who_posts_counts_as_said():
    planned = plan("Was Lindau Ferries bought?", now=NOW)
    mute = make_post(1, "No, we have not been bought by anybody.")
    signed = replace(mute, author=Author("a", "lf", "Lindau Ferries"))
    assert coverage(planned, signed) > coverage(planned, mute)


def test_likelihood_is_a_probability_and_a_telling_post_beats_an_asking_one():
    planned = plan("How many passengers were hurt on the Lindau ferry?", now=NOW)
    asking = make_post(1, "How many passengers were hurt on the Lindau ferry, anyone know?")
    telling = make_post(2, "4 passengers were slightly hurt on the Lindau ferry, police say.")
    scores = [hit.score for hit in weighed(planned, hits(asking, telling), None)]
    assert 0 < scores[0] < scores[1] < 1


@pytest.mark.parametrize(
    ("question", "yes_or_no"),
    [
        ("Did the ferry sink?", True),
        ("渡轮沉了吗？", True),
        ("这是不是真的", True),
        ("When did the ferry sink?", False),
        ("渡轮什么时候恢复，知道吗？", False),
        ("Will anyone say why it stopped?", False),
    ],
)
def test_questions_of_yes_or_no(question, yes_or_no):
    assert closed(question) is yes_or_no


def test_a_plain_denial_takes_the_claim_out_in_either_language():
    planned = plan("Did the ferry sink?", now=NOW, gloss=gloss)
    claim = aged(1, "FERRY SINKING, people in the water!!", 90)
    news = aged(2, "The ferry left the harbour at nine.", 60)
    denial = aged(3, "渡轮没有沉没，只是停在海上。", 30, lang="zh")
    assert denied(planned, hits(claim, news, denial)) == {0: 2}


def test_a_denial_answers_only_questions_of_yes_or_no():
    planned = plan("When does the ferry sink its anchor?", now=NOW)
    found = hits(
        aged(1, "The ferry will sink anchor at nine", 60), aged(2, "ferry did not sink", 9)
    )
    assert denied(planned, found) == {}


def test_newer_figures_take_the_older_out():
    planned = plan("How many chargers does Lumora recall?", now=NOW)
    first = aged(1, "Lumora recalls 48,000 chargers, 30 W, white.", 90)
    other = aged(2, "Lumora recalls 900 phones.", 80)
    update = aged(3, "Update: Lumora's recall now covers 61,000 chargers, 30 W.", 30)
    assert denied(planned, hits(first, other, update)) == {0: 2}


def test_a_roundup_that_corrects_one_thing_takes_out_no_other():
    report = aged(1, "Huixi quake: magnitude 4.9, depth 9 km, one wall down in Qingwei.", 90)
    roundup = aged(
        2,
        "Huixi quake was magnitude 4.9, one wall down in Qingwei; exams are over; the ferry is "
        "back; the leak of the paper was a false rumour.",
        30,
    )
    assert superseded(hits(report, roundup)) == {}


def test_a_quoted_claim_takes_out_only_what_has_its_figures():
    report = aged(1, "汇西地震台：青苇镇发生4.9级地震，震源深度9千米。", 90)
    hoax = aged(2, "内部消息，今晚11点还有6级地震，大家别睡", 80)
    denial = aged(3, "网传“今晚还有6级地震”为谣言，请市民安心休息。", 30)
    assert superseded(hits(report, hoax, denial)) == {1: 2}


def test_a_cry_that_says_not_denies_nothing():
    planned = plan("Is the tap water unsafe?", now=NOW)
    calm = aged(1, "Is tap water unsafe? Samples say tap water here is clear of bacteria.", 60)
    cry = aged(2, "THEY LIE AND LIE! The tap water is unsafe, do not drink it!!", 30)
    assert denied(planned, hits(calm, cry)) == {}


def test_a_short_post_is_quoted_whole_and_a_long_one_in_sentences():
    planned = plan("What does the ferry cost?", now=NOW)
    short = make_post(1, "Couch co-op! Out on August 29. The ferry costs $24.")
    assert quoting(planned, Evidence(1, short, 1.0)).citations[0].quote == short.text
    long = make_post(
        2, "Rain again. " * 20 + "The ferry costs $24. Children pay $9. " + "Mist. " * 60
    )
    cited = quoting(planned, Evidence(2, long, 1.0)).citations[0]
    assert cited.quote.startswith("The ferry costs $24. Children pay $9.")
    assert len(cited.quote) <= QUOTE_LIMIT
    assert long.text[cited.start : cited.end] == cited.quote


@pytest.mark.parametrize(
    ("text", "alarming"),
    [
        ("BREAKING: ferry on fire", True),
        ("突发！！渡轮沉了，速转", True),
        ("FERRY SINKING NEAR PIER", True),
        ("圈内人说演唱会取消了", True),
        ("The ferry hit the pier, police say.", False),
        ("UNESCO lists the lake.", False),
        ("渡轮公司通报：4人轻伤。", False),
    ],
)
def test_cries_and_hearsay_are_seen(text, alarming):
    assert alarms(text) is alarming


def test_a_review_of_the_day_is_seen():
    assert gathers("今天的大事：渡轮撞了码头；考试今天结束了；地震没有人受伤；晚安")
    assert not gathers("渡轮撞了码头；4人轻伤")


def test_a_story_is_told_by_who_does_not_cry():
    cry = make_post(1, "BREAKING!! Lindau ferry hit the pier, hundreds drowning", likes=900)
    calm = make_post(2, "Lindau ferry hit the pier, 4 passengers slightly hurt, police say.")
    assert told_most(hits(cry, calm))[0].post.id == "2"


def test_left_out_posts_are_counted_in_the_questions_language():
    posts = [make_post(n, f"完全无关的闲话第{n}条，天气很好") for n in range(3)]
    desk = Desk(search=lambda _query: Found(tuple(hits(*posts)), (("all", 3),)))
    said = answer("林道渡轮怎么了？", desk, now=NOW)
    assert "离题 3" in said.text


@pytest.mark.parametrize(
    ("question", "begins", "found"),
    [
        ("How many cars does the ferry carry?", "@author1: “The Lindau ferry", True),
        ("Does the blue Lindau ferry carry horses in wintertime?", "No post says it plainly", True),
        ("How many cars fit on the old Lindau train?", "Posts speak of this, but none", False),
    ],
)
def test_an_answer_says_how_plainly_the_posts_tell(question, begins, found):
    posts = [make_post(1, "The Lindau ferry is blue and carries 30 cars.")]
    said = answer(question, Desk(search=search_in(posts)), now=NOW)
    assert (said.text.startswith(begins), said.found) == (True, found), said.text


def test_a_story_is_not_told_by_what_a_later_post_of_it_takes_back():
    rumour = make_post(
        "1", "Petrel-2 lander crashed on the moon, telemetry lost at 1.2 km", hours=5
    )
    copies = [
        make_post(f"c{n}", f"wow, Petrel-2 lander crashed on the moon today {word}", hours=4)
        for n, word in enumerate(("sadly", "again", "badly"))
    ]
    later = make_post(
        "2",
        "Petrel-2 lander on the moon did not crash: it stands at a tilt of 19 degrees.",
        hours=2,
    )
    assert told_most(hits(rumour, *copies, later))[0].post.id == "2"


def test_only_corrections_tell_where_they_are_asked_for():
    fire = make_post("1", "Fire at the Linxi harbour warehouse: 7 people were hurt.", hours=3)
    denial = make_post(
        "2", "The rumour of a second quake at 23:00 is false, says the observatory.", hours=2
    )
    assert [h.post.id for h in told_most(hits(fire, denial), corrected=True)] == ["2"]


@pytest.mark.parametrize(
    ("question", "asks_for_them"),
    [
        ("Which rumours turned out to be false?", True),
        ("What claims were debunked this week?", True),
        ("这几天有哪些谣言被辟谣了？", True),
        ("最近有什么谣言？", True),
        ("今天有什么消息？", False),
        ("Is the rumour about the quake false?", False),
        ("Which rumours about the harbour fire turned out to be false?", False),
        ("地震的谣言是谁辟谣的？", False),
    ],
)
def test_questions_for_corrections_are_known(question, asks_for_them):
    assert debunks(question) == asks_for_them
