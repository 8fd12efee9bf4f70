"""The log: plain or as JSON lines, at the level asked for, and never a post's text."""

import json
import logging
from datetime import UTC, datetime

import pytest

from rostra.app import Asking, Intake, open_app, start_logging, this_process
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, tzinfo=UTC)


@pytest.fixture
def restored():
    root, ours = logging.getLogger(), logging.getLogger("rostra")
    handlers, levels = root.handlers, (root.level, ours.level)
    yield
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def settings(tmp_path, **environ):
    environ = {f"ROSTRA_{key}": value for key, value in environ.items()}
    return load_settings(data=tmp_path, environ={"ROSTRA_MODELS__RERANK": "false", **environ})


def test_json_lines_hold_time_level_logger_message_and_extras(tmp_path, capsys, restored):
    start_logging(settings(tmp_path, LOG__JSON_LINES="true", LOG__LEVEL="debug"))
    logging.getLogger("rostra.feeds").debug("feed %s connected", "sky", extra={"feed": "sky"})
    try:
        int("新闻")
    except ValueError:
        logging.getLogger("rostra").exception("failed")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first["message"] == "feed sky connected"
    assert (first["level"], first["logger"], first["feed"]) == ("debug", "rostra.feeds", "sky")
    assert datetime.fromisoformat(first["at"]).tzinfo
    assert "'新闻'" in second["traceback"]


def test_the_level_holds_for_ours_and_others_are_heard_from_warning_on(tmp_path, capsys, restored):
    start_logging(settings(tmp_path))
    logging.getLogger("rostra.x").debug("hidden")
    logging.getLogger("rostra.x").info("shown")
    logging.getLogger("httpx").info("hidden")
    logging.getLogger("httpx").warning("shown too")
    told = capsys.readouterr().err
    assert "hidden" not in told
    assert told.count("shown") == 2


def test_the_text_of_posts_and_questions_is_never_logged(tmp_path, capsys, restored):
    told = settings(tmp_path, LOG__JSON_LINES="true", LOG__LEVEL="debug")
    start_logging(told)
    row = {
        "id": "t:1",
        "network": "mastodon",
        "author": {"id": "urn:ann"},
        "text": "zyzzyva crossed the quay",
        "created": "2024-05-04T12:00:00Z",
    }
    with open_app(told, owner=this_process("test", NOW)) as app:
        app.take_in(Intake(json.dumps(row) + "\n{bad zyzzyva}\n", "test"))
        list(app.ask(Asking("where is the zyzzyva?", model="none")))
        app.tidy()
    assert "zyzzyva" not in capsys.readouterr().err
