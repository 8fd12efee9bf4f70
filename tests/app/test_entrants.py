"""Entrants answer as they are named: over the feed or alone, checked or not, and never by another."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from rostra.app import Intake, open_app, this_process
from rostra.app._entrants import Asks, entrant, entrants_of, missing_entrants
from rostra.app._prompts import prompt_notes
from rostra.app._recipes import (
    USUAL,
    Recipe,
    chosen,
    fault_of,
    known_recipes,
    names_of,
    prompt_set,
    recipes_of,
)
from rostra.arena import Told, Turn
from rostra.assistant import prompt_source
from rostra.errors import ModelUnreachable, PromptError, SettingsError, WeightsMissing
from rostra.models import Lineup, ModelSpec, Scripted
from rostra.settings import ArenaSettings, load_settings

NOW = datetime(2024, 5, 4, 12, 30, tzinfo=UTC)
ASKS = Asks(now=NOW, timezone="UTC", patience_s=60, seed=1)
QUESTION = "Why is the harbour ferry late?"
SAID = [
    "The harbour ferry is late because of fog.",
    "Harbour ferry late again, the fog is thick, because of fog they wait at the pier.",
    "The bakery on Mill Street gives away bread on Sundays.",
]
INVENTED = "The harbour ferry sank with 40 people aboard."


def line(number, text):
    post = {"id": f"t:{number}", "network": "mastodon", "text": text, "lang": "en"}
    author = {"id": f"urn:{number}", "handle": f"account{number}"}
    return json.dumps({**post, "author": author, "created": f"2024-05-04T12:0{number}:00Z"})


def writes(*claims):
    """Write the claims, each with the first number that is given; then what is asked in words."""

    def reply(messages, options):
        if options.schema is None:
            return "From what I know, fog."
        number = int(re.search(r"\[(\d+)\]", messages[-1].text)[1])
        told = [{"text": text, "cite": [number]} for text in claims]
        return json.dumps({"sentences": told})

    return Scripted(reply, name="mini-scripted")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {"ROSTRA_TIMEZONE": "UTC", "ROSTRA_MODELS__RERANK": "false"}
    settings = load_settings(data=tmp_path_factory.mktemp("entrants"), environ=environ)
    with open_app(settings, owner=this_process("test", NOW)) as app:
        app.take_in(Intake("\n".join(line(n, text) for n, text in enumerate(SAID)), "test"))
        yield app


@pytest.fixture
def answering(app):
    """Answering whose models a test gives: `scripted(model)`."""

    def scripted(model):
        app._answering.models = SimpleNamespace(
            lineup=Lineup(cache=Path("nowhere")),
            specs={"mini": ModelSpec("mini", weights=Path("own.gguf"))},
            alone=lambda _: model,
        )
        return app._answering

    before = app._answering.models
    yield scripted
    app._answering.models = before


def told(answering, recipe, *turns):
    *pieces, last = entrant("x", recipe, answering, ASKS).call(turns or (Turn(QUESTION),))
    assert isinstance(last, Told)
    assert "".join(pieces).strip() == last.text
    return last


def test_posts_only_quotes_and_gives_cards(answering):
    answer = told(answering(None), Recipe())
    assert "because of fog" in answer.text
    assert {card.post_id for card in answer.cards} <= {"t:0", "t:1"}
    assert answer.cards[0].text == SAID[answer.cards[0].post_id == "t:1"]
    assert answer.licence == "as the posts"


def test_every_number_a_sentence_cites_has_its_card(answering):
    answer = told(answering(writes(SAID[0])), Recipe(model="mini"))
    numbers = {n for one in answer.sentences for n in one.numbers}
    assert numbers
    assert numbers == {card.number for card in answer.cards}


def test_without_the_checker_stands_what_the_checker_takes_out(answering):
    checked = told(answering(writes(SAID[0], INVENTED)), Recipe(model="mini"))
    loose = told(answering(writes(SAID[0], INVENTED)), Recipe(model="mini", checks=False))
    assert INVENTED not in checked.text
    assert INVENTED in loose.text
    (stated,) = (one for one in loose.sentences if one.text.startswith(INVENTED))
    assert stated.numbers


@pytest.mark.parametrize("recipe", [Recipe(model="mini"), Recipe("plain", "mini")])
def test_a_model_that_fails_is_no_answer(answering, recipe):
    down = Scripted(lambda *_: ModelUnreachable("no server there; start it"))
    with pytest.raises(ModelUnreachable, match="no server there"):
        told(answering(down), recipe)


def test_what_a_model_writes_badly_is_its_answer(answering):
    answer = told(answering(Scripted(lambda *_: "no JSON at all")), Recipe(model="mini"))
    assert "because of fog" in answer.text


def test_a_model_alone_sees_no_post_and_the_turns_before(answering):
    model = writes(SAID[0])
    first = told(answering(model), Recipe("plain", "mini"))
    assert first.text == "From what I know, fog."
    assert first.cards == ()
    told(answering(model), Recipe("plain", "mini"), Turn(QUESTION, first), Turn("And tomorrow?"))
    seen = [message.text for message in model.asked[-1][0]]
    assert seen[-3:] == [QUESTION, first.text, "And tomorrow?"]
    assert not any("account0" in text for text in seen)


def test_closing_an_answer_ends_the_model(answering):
    model = writes(SAID[0])
    call = entrant("x", Recipe("plain", "mini"), answering(model), ASKS).call
    pieces = call((Turn(QUESTION),))
    next(pieces)
    pieces.close()
    assert model.closed == 1


def test_a_later_turn_goes_on_with_the_talk(answering):
    answering(None)
    one = entrant("x", Recipe(), answering(None), ASKS)
    *_, first = one.call((Turn(QUESTION),))
    *_, second = one.call((Turn(QUESTION, first), Turn("in Chinese please")))
    assert second.lang == "zh"


def test_fun_changes_no_card(answering):
    regular = told(answering(None), Recipe("digest"))
    fun = told(answering(None), Recipe("digest", fun=True))
    assert regular.cards == fun.cards
    assert regular.text in fun.text or set(regular.sentences) <= set(fun.sentences)


def test_a_set_of_prompts_is_asked_with_and_a_wrong_one_is_named(app, answering):
    place = app.settings.data / "prompts" / "v9" / "en"
    place.mkdir(parents=True)
    source = prompt_source("write", "en").replace("version: 1", "version: 9", 1)
    (place / "write.md").write_text(source.replace("You answer", "Thou answerest"))
    recipe, model = Recipe(model="mini", prompts="v9"), writes(SAID[0])
    told(answering(model), recipe)
    assert model.asked[0][0][0].text.startswith("Thou answerest")
    assert prompt_set("v9", app.settings)("write", "en").version == 9
    assert prompt_set("shipped", app.settings)("write", "en").version == 1
    assert prompt_notes(app.settings) == ()  # it is in no other use
    (place / "write.md").write_text("version: 10\n\n# system\nSay what you like.\n")
    with pytest.raises(PromptError, match="fails its check"):
        prompt_set("v9", app.settings)
    assert "fails its check" in fault_of(recipe, answering(model).models, app.settings)


@pytest.mark.parametrize("name", ["../up", "a/b", ".", "v404"])
def test_a_set_that_is_none_is_refused(app, name):
    with pytest.raises(PromptError):
        prompt_set(name, app.settings)


def test_settings_name_entrants_and_an_anonymous_one_stands_under_its_code(app):
    arena = {
        "entrants": [
            {"label": "ours", "checks": False, "model": "mini"},
            {
                "label": "Grok-9",
                "code": "sus-column-r",
                "maker": "xAI",
                "way": "plain",
                "model": "mini",
            },
            {"label": "merry", "way": "digest", "fun": True},
            {"label": "wrong", "fun": True},
        ]
    }
    settings = app.settings.model_copy(update={"arena": ArenaSettings.model_validate(arena)})
    recipes = recipes_of(settings)
    assert recipes["ours"] == Recipe(model="mini", checks=False)
    assert recipes["sus-column-r"] == Recipe("plain", "mini", names=("Grok-9", "xAI"))
    assert recipes["merry"] == Recipe("digest", fun=True)
    assert "only digests" in fault_of(recipes["wrong"], app._answering.models, settings)
    assert list(recipes_of(app.settings)) == ["mini", "large", "posts only"]
    assert set(known_recipes(settings)) == {*USUAL, *recipes}


def test_entrants_that_cannot_be_had_are_told_with_the_cure(app, tmp_path):
    answering = app._answering
    models = app.settings.models.model_copy(update={"cache": tmp_path})
    before = answering.settings
    answering.settings = app.settings.model_copy(update={"models": models})
    try:
        assert set(entrants_of(answering)) == {"posts only"}
        assert set(missing_entrants(answering)) == {"mini", "large"}
        usual = missing_entrants(answering, USUAL)
        assert "rostra models fetch tiny" in usual["tiny"]
        assert set(entrants_of(answering, recipes=USUAL)) == set(USUAL) - set(usual)
        with pytest.raises(WeightsMissing):
            answering.alone("tiny")
    finally:
        answering.settings = before
    with pytest.raises(SettingsError, match="gpt-99"):
        answering.alone("gpt-99")
    assert "no model is called" in fault_of(Recipe(model="gpt-99"), answering.models, before)
    assert "needs a model" in fault_of(Recipe("plain"), answering.models, before)


def test_names_that_give_an_entrant_away_are_known(app):
    assert "Qwen" in names_of(USUAL["mini"], app._answering.models)
    assert "SmolLM" in names_of(USUAL["tiny"], app._answering.models)
    assert names_of(USUAL["posts only"], app._answering.models) == ()


def test_entrants_are_picked_by_name():
    assert list(chosen(USUAL, ("mini", "tiny"))) == ["mini", "tiny"]
    with pytest.raises(SettingsError, match=r"no entrant is called 'nobody'.*posts only"):
        chosen(USUAL, ("nobody",))


def test_kinds_and_modes(answering):
    own = answering(None)
    seen = {n: entrant(n, r, own) for n, r in USUAL.items()}
    kinds = {n: (e.kind, e.mode) for n, e in seen.items()}
    assert kinds["posts only"] == ("quotes", "feed")
    assert kinds["mini"] == ("setting", "feed")
    assert kinds["mini alone"] == ("model", "plain")
    assert entrant("x", replace(USUAL["mini alone"], prompts="v9"), own).kind == "prompt"


def test_an_answer_in_fun_has_the_same_sentences_and_cards_with_a_marked_aside(answering):
    own = answering(None)
    quoting = entrant("x", USUAL["posts only"], own)
    *_, plain = quoting.call((Turn(QUESTION),))
    *pieces, fun = quoting.call((Turn(QUESTION, fun=True),))
    assert fun.text.startswith(plain.text)
    assert fun.cards == plain.cards
    assert fun.sentences[: len(plain.sentences)] == plain.sentences
    assert "An aside:" in fun.text
    assert "".join(pieces) == fun.text
