"""Questions about a page: by rule, by a model that picks a line, with the place of the answer."""

import json
from io import BytesIO

import pytest
from PIL import Image
from placed import HOSTILE, bars, line, posted, seen, table

from rostra.errors import ModelError, ModelGarbage
from rostra.models import Scripted
from rostra.vision import (
    Box,
    Fence,
    answer_in,
    data_url,
    drawn,
    look,
    open_picture,
)
from rostra.vision._prompts import LANGS, PROMPTS, prompt

FORM = seen(
    line("Order number: NP-10558", 20, 40), line("Total amount: $96.20", 20, 80),
    line("城市：盐湾", 20, 120), line("Open Monday to Friday", 20, 160), line("Closed on 24 December", 20, 200),
)  # fmt: skip


@pytest.mark.parametrize(
    ("page", "question", "answer", "by"),
    [
        (FORM, "What is the order number?", "NP-10558", "field"),
        (FORM, "total amount?", "$96.20", "field"),
        (FORM, "城市是什么？", "盐湾", "field"),
        (seen(*table()), "What is the Growth of Port Alder?", "-0.4%", "table"),
        (seen(*table()), "How many members does Westmere have?", "310", "table"),
        (seen(*table()), "Which district has the most Members?", "Old Mill", "chart"),
        (seen(*bars(lying=True)), "What is the value for Saltbay?", "21", "chart"),
        (seen(*bars(lying=False)), "Which town has the lowest bar?", "Saltbay", "chart"),
        (seen(*posted()), "Who wrote the post?", "Mira Okafor", "post"),
        (seen(*posted()), "When was it posted?", "14:32 · 8 Mar 2026", "post"),
        (seen(*posted()), "How many likes?", "1.2K", "post"),
    ],
)
def test_answers_by_rule_stand_where_they_were_read(page, question, answer, by):
    found = answer_in(page, question)
    assert (found.text, found.by) == (answer, by)
    holder = next(each for each in page.lines if answer in each.text)
    x, y = found.box.middle
    assert holder.box.left <= x <= holder.box.right
    assert holder.box.top <= y <= holder.box.bottom


def test_fields_side_by_side_are_no_table():
    page = seen(
        line("Phone: 555 0107", 20, 40), line("City: Westmere", 400, 40),
        line("Full name: Anna Lindqvist", 20, 80), line("Ship date: 2025-12-19", 400, 80),
        line("Order number: AX-20931", 20, 120), line("Total amount: $1,284.50", 400, 120),
    )  # fmt: skip
    assert page.tables == ()
    told = {q: answer_in(page, q).text for q in ("phone?", "full name?", "ship date?")}
    assert list(told.values()) == ["555 0107", "Anna Lindqvist", "2025-12-19"]


def test_a_row_that_the_question_names_stands_before_what_a_model_picks():
    page = seen(line("The ferry leaves at nine", 20, 40), line("Dogs stay outside", 20, 80))
    picks = Scripted([json.dumps({"line": 2, "answer": "outside"})] * 2)
    assert answer_in(page, "ferry leaves?", picks).text == "The ferry leaves at nine"
    assert answer_in(page, "where do animals wait?", picks).text == "outside"


def test_a_misread_letter_does_not_hide_a_field():
    page = seen(line("Order nurnber: NP-10558", 20, 40), line("City: Saltbay", 20, 80))
    assert answer_in(page, "What is the order number?").text == "NP-10558"


def test_a_model_picks_a_line_and_is_held_to_it():
    model = Scripted([json.dumps({"line": 5, "answer": "24 December"})])
    found = answer_in(FORM, "On which day is nobody there?", model, fence=Fence(seed=3))
    assert (found.text, found.by) == ("24 December", "model")
    assert found.box.left > FORM.lines[4].box.left
    (messages, options), = model.asked  # fmt: skip
    assert "5. Closed on 24 December" in messages[-1].text
    assert options.schema["properties"]["line"]["enum"] == [0, 1, 2, 3, 4, 5]
    made_up = Scripted([json.dumps({"line": 4, "answer": "Sunday"})])
    assert answer_in(FORM, "When can one come?", made_up).text == "Open Monday to Friday"
    none = Scripted([json.dumps({"line": 0, "answer": ""})])
    assert answer_in(FORM, "Who is the mayor?", none) is None


def test_a_line_that_gives_orders_is_not_shown_and_cannot_be_picked():
    page = seen(line(HOSTILE, 20, 20), line("Open daily", 20, 60))
    model = Scripted([json.dumps({"line": 1, "answer": "OK"})])
    fence = Fence(steers=lambda words: "ignore" in words.lower(), seed=1)
    assert answer_in(page, "What shall I do?", model, fence=fence) is None
    assert "Ignore" not in model.asked[0][0][-1].text


def test_a_model_that_breaks_off_or_babbles_is_an_error_and_no_answer():
    with pytest.raises(ModelGarbage):
        answer_in(FORM, "Who is the mayor?", Scripted(["no idea"]))
    with pytest.raises(ModelError):
        answer_in(FORM, "Who is the mayor?", Scripted([ModelError("down")]))


def test_pages_of_a_document_are_told_apart():
    from dataclasses import replace

    found = answer_in([replace(seen(*table()), page=1), replace(FORM, page=2)], "order number?")
    assert found.page == 2


def picture(size=(300, 200)):
    into = BytesIO()
    Image.new("RGB", size, "white").save(into, "PNG")
    return open_picture(into.getvalue())


def test_the_answers_place_is_drawn_on_the_page():
    page = Image.open(BytesIO(drawn(picture(), [Box(50, 40, 150, 80), Box(-9, -9, 9999, 5)])))
    assert page.size == (300, 200)
    assert page.getpixel((46, 60))[1] < 100
    assert page.getpixel((100, 60)) != (255, 255, 255)
    assert page.getpixel((250, 150)) == (255, 255, 255)


def test_a_model_that_sees_is_shown_the_picture():
    model = Scripted(["A white page."])
    told = look([picture()], "What is this?", model, sees=True)
    assert (told.text, told.sighted, told.model) == ("A white page.", True, "scripted")
    message = model.asked[0][0][-1]
    assert message.images == (data_url(picture()),)
    assert message.images[0].startswith("data:image/png;base64,")


def test_a_model_that_does_not_see_is_told_the_text_and_that_is_said():
    model = Scripted(["盐湾"])
    told = look([picture()], "是哪个城市？", model, sees=False, reader=lambda _: FORM.lines)
    assert (told.text, told.sighted) == ("盐湾", False)
    message = model.asked[0][0][-1]
    assert not message.images
    assert "城市：盐湾" in message.text
    assert told.seen[0].text == FORM.text


def test_without_a_model_the_text_itself_is_told():
    told = look([picture()], "?", None, sees=False, reader=lambda _: FORM.lines)
    assert "Total amount: $96.20" in told.text
    assert not told.sighted
    empty = look([picture()], "?", Scripted([]), sees=False, reader=lambda _: ())
    assert empty.text == ""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_stands_in_both_languages_and_expands_nothing(name, lang):
    fields = {"question": "$mark ${text}?", "mark": "q7", "lines": "1. a", "text": "<q7>"}
    *before, last = prompt(name, lang, **fields)
    assert before[0].role == "system"
    assert last.role == "user"
    assert "$mark ${text}?" in last.text
