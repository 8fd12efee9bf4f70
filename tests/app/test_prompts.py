"""An operator's prompt is used after it passed, and only as it stood when it passed."""

import json
from datetime import UTC, datetime

import pytest

from rostra.app import (
    PromptCheck,
    examine,
    open_app,
    prompt_diff,
    prompt_states,
    prompts_in_use,
    this_process,
)
from rostra.app._prompts import check_prompts
from rostra.assistant import prompt, prompt_names, prompt_source
from rostra.errors import ModelUnreachable, PromptError
from rostra.models import Scripted
from rostra.settings import load_settings

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
ENVIRON = {"ROSTRA_MODELS__RERANK": "false", "ROSTRA_MODELS__ANSWER_WITH": "none"}


@pytest.fixture
def settings(tmp_path):
    return load_settings(data=tmp_path, environ=ENVIRON)


def own(settings, source, name="write", lang="en"):
    path = settings.data / "prompts" / lang / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    return path


def changed(name="write", lang="en"):
    source = prompt_source(name, lang).replace("version: 1", "version: 2")
    return source.replace("# system\n", "# system\nBe plain. ")


def check(settings, name="write", model=None, *, admit=True):
    return check_prompts(settings, name, model, NOW, admit=admit)


def state(settings, name="write", lang="en"):
    return next(s for s in prompt_states(settings) if (s.name, s.lang) == (name, lang))


def test_every_shipped_prompt_passes_in_both_languages(settings):
    tried = check(settings, "")
    assert {(t.name, t.lang) for t in tried} == {
        (n, x) for n in prompt_names() for x in ("en", "zh")
    }
    assert [t for t in tried if not t.passed] == []


def test_a_changed_prompt_is_used_once_it_passed_and_no_longer_when_it_changes_again(settings):
    own(settings, changed())
    assert not state(settings).in_use
    assert prompts_in_use(settings)("write", "en") == prompt("write", "en")
    assert "+You" not in prompt_diff(settings, "write", "en")
    assert "+Be plain." in prompt_diff(settings, "write", "en")
    assert all(t.passed for t in check(settings))
    used = prompts_in_use(settings)("write", "en")
    assert (used.version, used.mark[:10]) == (2, "write/en@2")
    assert prompts_in_use(settings)("write", "zh") == prompt("write", "zh")
    own(settings, changed() + "\nShort.")
    assert prompts_in_use(settings)("write", "en") == prompt("write", "en")
    assert "was changed after" in state(settings).problem


def test_a_pass_without_the_model_that_answers_lets_nothing_in(settings):
    own(settings, changed())
    assert all(t.passed for t in check(settings, admit=False))
    assert not state(settings).in_use


@pytest.mark.parametrize(
    ("source", "what", "says"),
    [
        ("# system\nHello", "reads", "version"),
        ("version: 2\n\n# system\n\n# user\n$question $posts", "reads", "empty turn"),
        (
            "version: 2\n\n# system\nHi\n\n# assistant\n$question $posts",
            "turns",
            "system, assistant",
        ),
        ("version: 2\n\n# system\nHi\n\n# user\n$question", "fields", "lacks $posts"),
        ("version: 2\n\n# system\nHi\n\n# user\n$question $posts $secret", "fields", "$secret"),
        (
            "version: 2\n\n# system\nHi $posts\n\n# user\n$question $posts",
            "fields",
            "$posts stands",
        ),
        ("version: 2\n\n# system\nHi\n\n# user\n$question $posts for 5$", "fields", "$$"),
        (
            "version: 2\n\n# system\nHi\n\n# user\n[1] x\n\n# assistant\nno\n\n# user\n$question $posts",
            "examples",
            "could not read",
        ),
        (f"version: 2\n\n# system\n{'Hi ' * 3000}\n\n# user\n$question $posts", "turns", "6000"),
    ],
)
def test_a_broken_prompt_is_not_let_in_and_the_reason_is_told(settings, source, what, says):
    own(settings, source)
    tried = next(t for t in check(settings) if t.lang == "en")
    assert not tried.passed
    failed = next(t for t in tried.trials if not t.passed)
    assert failed.what == what
    assert says in failed.says
    assert prompts_in_use(settings)("write", "en") == prompt("write", "en")


def test_bytes_that_are_no_text_and_names_nobody_reads_are_told(settings):
    own(settings, "").write_bytes(b"\xff\xfe\x00")
    own(settings, "version: 1", name="wirte")
    assert "UTF-8" in state(settings).problem
    assert "nothing reads it" in state(settings, "wirte").problem
    assert not check(settings)[0].passed
    with pytest.raises(PromptError, match="wirte"):
        check(settings, "wirte")
    says = {f.what: f.state for f in examine(data=settings.data)}
    assert says["prompt en/write"] == "note"


def copies(messages, _options):
    """Copy the first post of the request; nothing where it is of bread or where told to be plain."""
    posts = messages[-1].text.split("[1]")[-1].split("\n")
    plain = "Be plain" in messages[0].text or "bakery" in messages[-1].text
    told = [] if plain else [{"text": posts[1], "cite": [1]}]
    return json.dumps({"sentences": told})


def test_a_prompt_by_which_the_model_does_worse_is_not_let_in(settings):
    own(settings, changed())
    tried = next(t for t in check(settings, model=Scripted(copies)) if t.lang == "en")
    failed = [t for t in tried.trials if not t.passed]
    assert [t.what for t in failed] == ["cases"]
    assert "the shipped one" in failed[0].says
    assert not state(settings).in_use


def test_a_model_that_fails_is_no_worse_prompt(settings):
    own(settings, changed())
    with pytest.raises(ModelUnreachable):
        check(settings, model=Scripted(lambda *_: ModelUnreachable("down; start it")))
    assert not state(settings).in_use


def test_the_app_checks_and_says_what_is_not_in_use(settings):
    own(settings, changed())
    with open_app(settings, owner=this_process("test", NOW)) as app:
        assert any("en/write.md" in line for line in app.status().notes)
        tried = app.check_prompts(PromptCheck("write"))
        assert all(t.passed for t in tried.prompts)
        assert "form alone" in tried.note
        assert app.status().notes == ()
