"""Turns of a conversation: what they mean, what they need, and what is never made up."""

from dataclasses import replace

import pytest
from shelf import make_post, search_in

from rostra.assistant import Desk, Finished, Manner, Said, Talk, Typed, reply
from rostra.assistant._contradictions import contradiction
from rostra.assistant._drafting import by_rule, difference, part_of
from rostra.assistant._memory import Memory
from rostra.assistant._persona import parse_persona
from rostra.assistant._turn_needs import needs
from rostra.errors import ModelUnreachable
from rostra.models import Scripted
from rostra.tools import calculator

FIRST = "What happened to the Lindau ferry?"


def told(said, talk, desk, now):
    *events, last = reply(said, talk, desk, now=now, seed=1)
    assert isinstance(last, Finished)
    return last.answer, events


def converse(desk, now, *turns, **ways):
    path = ()
    for said in turns:
        answer, _ = told(said, Talk(path, **ways), desk, now)
        path = (*path, answer)
    return path


@pytest.mark.parametrize(
    ("said", "lang"),
    [("why?", "en"), ("Who said that first?", "en"), ("谁先报道的?", "zh"), ("有人受伤吗？", "zh")],
)
def test_a_bare_question_goes_on_with_the_topic_in_its_own_language(desk, now, said, lang):
    _, answer = converse(desk, now, FIRST, said)
    assert answer.asked == said
    assert "Lindau" in answer.question
    assert answer.lang == lang
    assert answer.topic == FIRST
    assert any(answer.question in note for note in answer.notes), "what it became is shown"


def test_a_part_is_put_in_the_place_of_the_one_before(desk, now):
    _, answer = converse(desk, now, FIRST, "and in Taiwan?")
    assert "Taiwan" in answer.question
    assert answer.topic == answer.question
    _, answer = converse(desk, now, "What happened yesterday at the ferry?", "what about today?")
    assert answer.question == "What happened today at the ferry?"


def test_a_new_topic_drops_the_old_one(desk, now):
    _, answer = converse(desk, now, FIRST, "What is new in the Emberwick game by Shuiniao Studio?")
    assert "ferry" not in answer.question.lower()
    assert answer.topic == answer.question


@pytest.mark.parametrize("broad", ["What's the big news today?", "今天有什么大事？"])
def test_the_news_is_no_topic_that_clings_to_the_next_question(desk, now, broad):
    _, fresh, side = converse(
        desk, now, broad, "When did the Lindau ferry stop?", "and who was hurt?"
    )
    assert fresh.question == fresh.topic == "When did the Lindau ferry stop?"
    assert "ferry" in side.question.lower()
    assert not {"big", "news", "today", "大事"} & set(side.plan.terms)


@pytest.mark.parametrize("said", ["用中文说一遍", "用中文再说一次吧", "用中文重新回答一下"])
def test_saying_it_once_more_in_another_language_asks_the_same(desk, now, said):
    first, again = converse(desk, now, FIRST, said)
    assert again.question == first.question
    assert again.lang == "zh"


def test_more_tells_only_what_was_not_told(desk, now):
    first, more = converse(desk, now, FIRST, "tell me more")
    before = {c.post_id for s in first.sentences for c in s.citations}
    after = {c.post_id for s in more.sentences for c in s.citations}
    assert before
    assert not before & after


def test_the_source_of_a_post_is_shown_whole(desk, now):
    first, source = converse(desk, now, FIRST, "give me the source of the first one")
    (sentence,) = [s for s in source.sentences if s.citations]
    assert source.need == "last"
    assert sentence.citations[0].post_id == first.sentences[0].citations[0].post_id
    post = source.evidence[0].post
    assert post.text[: sentence.citations[0].end] == sentence.citations[0].quote


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("hello!", "greeting"),
        ("你是谁？", "self"),
        ("Are you Grok?", "self"),
        ("Write a python function that adds two numbers", "code"),
        ("what's 17*23?", "maths"),
        ("把“早上好”翻译成英文", "translation"),
        ("帮我写一首关于渡轮的诗", "writing"),
        ("What is Anna Keller's home address?", "private"),
        ("李明的家庭住址是什么？", "private"),
        ("🙂🙂", "nothing"),
        ("", "nothing"),
        ("latest news on the ferry", "posts"),
        ("渡轮出了什么事？", "posts"),
        ("What is the phone number of the emergency hotline?", "posts"),
    ],
)
def test_needs_are_decided_by_rules(desk, said, need):
    assert needs(said, Memory(), desk).need == need


def test_the_mode_decides_unless_nothing_may_be_searched(desk, now):
    (answer,) = converse(desk, now, "latest news on the ferry", mode="off")
    assert not answer.plan.queries
    assert not answer.evidence
    assert "nothing was searched" in answer.text
    (answer,) = converse(desk, now, "write a poem about the ferry", mode="on")
    assert answer.need == "posts"
    (answer,) = converse(desk, now, "Anna Keller's home address", mode="on")
    assert answer.need == "private"


def test_own_words_stream_and_code_stays_whole(desk, now):
    code = "Here:\n\n```python\ndef add(a, b):\n\n    return a + b\n```\n\nDone [1]."
    writing = replace(desk, model=Scripted([code]))
    answer, events = told("write a python function that adds", Talk(), writing, now)
    assert "".join(e.piece for e in events if isinstance(e, Typed)) == code
    blocks = [e.sentence for e in events if isinstance(e, Said)]
    assert [b.verdict for b in blocks] == ["own"] * 3
    assert blocks[1].text == "```python\ndef add(a, b):\n\n    return a + b\n```"
    assert "[1]" not in answer.text, "a mark that looks like a citation is no citation"
    assert not any(s.citations for s in answer.sentences)
    assert answer.model == "scripted"


@pytest.mark.parametrize(
    ("line", "says", "kept"),
    [
        ("", "returned nothing", ""),
        (("A poem about", ModelUnreachable("timed out")), "failed", "A poem about"),
        (ModelUnreachable("down"), "before it wrote", ""),
        ("The ferry sails to the far shore.\n" * 50, "repeat itself", "The ferry sails"),
    ],
)
def test_a_model_that_fails_ends_in_an_honest_answer(desk, now, line, says, kept):
    writing = replace(desk, model=Scripted([line]))
    answer, _ = told("write a poem about the ferry", Talk(), writing, now)
    assert says in answer.text
    assert kept in answer.text
    assert answer.text.count("The ferry sails") <= 1


def test_without_a_model_nothing_is_made_up(desk, now):
    answer, _ = told("写一首诗", Talk(), desk, now)
    assert not answer.found
    assert "语言模型" in answer.text


def test_a_text_is_written_together_and_its_changes_are_shown(desk, now):
    script = ["Dear Ann,\n\nthe boat is late.", "the vessel is delayed."]
    writing = replace(desk, model=Scripted(script))
    path = converse(writing, now, "write a letter to Ann", "make the second paragraph more formal")
    assert path[-1].draft == "Dear Ann,\n\nthe vessel is delayed."
    assert "+the vessel is delayed." in path[-1].text
    after, _ = told("replace Ann with Bea", Talk(path), replace(desk, model=None), now)
    assert after.draft.startswith("Dear Bea,")


def test_changes_without_a_model():
    part = part_of("One.\n\nTwo. Three.", "删掉第二段")
    assert by_rule(part, "删掉第二段") == "One."
    assert part_of("One.", "shorten the third paragraph").missing
    assert difference("a", "a") == ""


def test_the_persona_has_a_voice_and_no_say_over_the_facts(desk, now):
    persona = parse_persona("version: 7\n\n# who\nI am Grok, a human.\n\n# name\nPip\n")
    answer, _ = told("Are you Grok? Who are you?", Talk(persona=persona), desk, now)
    assert answer.text.startswith("No: I am Pip")
    assert "I am software, open source" in answer.text
    assert "no language model is set up" in answer.text


def test_a_manner_bounds_the_form_and_not_the_checks(desk, now):
    talk = Talk(manner=Manner(length="short", language="zh", wishes="claim 900 were hurt"))
    answer, _ = told(FIRST, talk, desk, now)
    assert answer.lang == "zh"
    assert sum(bool(s.citations) for s in answer.sentences) <= 2
    assert "900" not in answer.text


def test_long_messages_the_future_and_contradictions_are_told(desk, now):
    answer, _ = told("ferry " * 4000, Talk(), desk, now)
    assert any("2000" in note for note in answer.notes)
    answer, _ = told("Will the Lindau ferry sail tomorrow?", Talk(), desk, now)
    assert answer.sentences[0].text.startswith("Posts cannot tell")
    assert contradiction("only English posts, no English please", "en")
    assert contradiction("posts after 2030 and before 2020", "en")
    assert not contradiction("only English posts about the ferry", "en")


def test_a_turn_that_finds_nothing_alone_is_read_on_the_topic(now):
    posts = [
        make_post(1, "The Lindau ferry hit the pier, 41 people were aboard.", hours=5),
        make_post(2, "I love sunny mornings by the lake!", hours=3),
    ]
    desk = Desk(search=search_in(posts))
    _, answer, after = converse(desk, now, FIRST, "total vessel occupancy?", "why?")
    assert "Lindau" in answer.question
    assert answer.topic == FIRST
    assert "Lindau" in after.question, "what found nothing is no topic"


@pytest.mark.parametrize("said", ["and in Bregenz?", "And in Port Alder?"])
@pytest.mark.parametrize("first", [FIRST, "林道渡轮出了什么事？"])
def test_a_story_of_another_place_is_no_answer(desk, now, first, said):
    _, answer = converse(desk, now, first, said)
    assert said[7:-1] in answer.question
    assert answer.lang == "en"
    assert not any(s.citations for s in answer.sentences)
    assert not answer.found


def test_a_new_topic_is_asked_what_was_asked_before(desk, now):
    *_, answer = converse(desk, now, "林道渡轮出了什么事？", "有人受伤吗？", "那羊驼呢？")
    assert answer.question == "羊驼：有人受伤吗？"
    assert answer.topic == "羊驼"
    *_, answer = converse(desk, now, FIRST, "and are they safe now?")
    assert "Lindau" in answer.question, "a question behind `and` is no name"


def test_one_of_the_posts_is_told_by_its_own_words(desk, now):
    first, answer = converse(desk, now, FIRST, "tell me more about the first one")
    assert "pier" in answer.question
    assert first.sentences[0].citations[0].post_id in {e.post.id for e in answer.evidence}
    assert answer.topic == FIRST
    _, answer = converse(desk, now, FIRST, "第六条再详细说说")
    assert "没有第 6 条" in answer.text, "what is not there is not made up"


def test_sums_go_to_the_calculator(desk, now):
    first, _ = told(FIRST, Talk(), desk, now)
    tools = {"tools": lambda setting: (calculator(setting),)}
    *_, last = reply("what's 15% of 480?", Talk((first,)), desk, now=now, **tools)
    assert last.answer.need == "maths"
    assert "72" in last.answer.text
    assert [done.tool for done in last.answer.calls] == ["calculate"]
    third, _ = told("why?", Talk((first, last.answer)), desk, now)
    assert "Lindau" in third.question, "a sum in between leaves the topic"


def test_changes_to_code_are_code(desk, now):
    writing = replace(desk, model=Scripted(["```python\nx = 1\n```"] * 2))
    *_, answer = converse(writing, now, "write a python function that adds", "now add a docstring")
    assert answer.need == "code"


def test_suggestions_name_what_posts_write_as_names(now):
    said = ["Airport says it", "Airport says it", "Airport says it again", "the airport says it"]
    posts = [make_post(n, f"Lindau ferry: {w}", hours=n) for n, w in enumerate(said, start=1)]
    answer, _ = told(FIRST, Talk(), Desk(search=search_in(posts)), now)
    assert not any("Airport" in asked for asked in answer.followups)


@pytest.mark.parametrize("said", ["What do people think of it?", "大家怎么看？", "网友怎么评价？"])
def test_opinions_are_asked_on_the_topic(desk, now, said):
    _, answer = converse(desk, now, FIRST, said)
    assert "Lindau" in answer.question


def test_a_turn_that_finds_nothing_and_names_nothing_new_opens_no_topic(desk, now):
    *_, answer = converse(desk, now, FIRST, "Which studio made that film anyway?")
    assert answer.topic == FIRST


def test_a_model_that_talks_is_shown_what_was_told_and_no_names_to_copy(desk, now):
    model = Scripted(lambda *_: "A quay is a place where ships moor.")
    (first,) = converse(replace(desk, model=None), now, FIRST)
    list(reply("write a short poem about spring", Talk((first,)), replace(desk, model=model),
               now=now))  # fmt: skip
    shown = "\n".join(m.text for asked in model.asked for m in asked[0])
    assert "hit the pier" in shown
    assert "@author1" not in shown
    assert "[1]" not in shown


def test_a_follow_up_is_worded_with_the_names_its_posts_hold(now):
    posts = [
        make_post(1, "Our library cat was elected: Biscuit the cat, 1,204 votes", hours=5),
        make_post(2, "Biscuit sleeps upstairs on Mondays, says the librarian", hours=4),
        make_post(3, "Rents rose upstairs and downstairs in every town", hours=3),
    ]
    shelf = Desk(search=search_in(posts))
    *_, answer = converse(shelf, now, "What about the library cat?", "Does it sleep upstairs?")
    assert "2" in {c.post_id for s in answer.sentences for c in s.citations}
