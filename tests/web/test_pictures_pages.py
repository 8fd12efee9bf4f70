"""Pictures: ordered, followed, looked at and deleted by their owner alone; and asked about."""

import asyncio
import io
import json
import threading
from datetime import UTC, datetime

import pytest
from markupsafe import escape
from PIL import Image, ImageDraw

from rostra.app import (
    Decided,
    Drawing,
    Drawn,
    Failed,
    PictureNamed,
    PicturesAsked,
    PictureWanted,
    Queued,
    open_app,
    this_process,
)
from rostra.errors import QueryRefused, QuotaSpent
from rostra.policy import Decision
from rostra.settings import load_settings
from rostra.web._pictures_line import MOST_EVENTS, Told, open_jobs
from rostra.web._pictures_line import drawn as ordered
from rostra.web._words import say
from rostra.web._works import close, opened
from tests.web.people import HERE, OTHER, READER, client_of, post, state_of

NOW = datetime.now(UTC)
EVIL = "<script>alert(1)</script> a moon over the sea"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    environ = {
        "ROSTRA_MODELS__RERANK": "false",
        "ROSTRA_MODELS__ANSWER_WITH": "none",
        "ROSTRA_VISION__PICTURE_MB": "1",
    }
    settings = load_settings(data=tmp_path_factory.mktemp("pictures"), environ=environ)
    with open_app(settings, owner=this_process("serve", NOW)) as app:
        yield app


@pytest.fixture(scope="module")
def drawn(app):
    """Draw one picture for the reader."""
    wanted = PictureWanted(EVIL, width=256, height=256, seed=1, who=READER.id)
    *_, last = app.draw(wanted)
    assert last.order.state == "done", last
    return last.order.pictures[0]


@pytest.fixture
def reader(app, monkeypatch):
    return client_of(app, READER, monkeypatch)


@pytest.fixture
def here(app, monkeypatch):
    return client_of(app, HERE, monkeypatch)


def test_a_prompt_in_the_address_fills_the_box_and_draws_only_where_our_own_page_led_here(here):
    way = "/pictures?prompt=a+%3Cb%3Eboat&style=fun"
    elsewhere = here.get(way).text
    assert "a &lt;b&gt;boat</textarea>" in elsewhere
    assert "data-asks" not in elsewhere
    ours = here.get(way, headers={"sec-fetch-site": "same-origin"}).text
    assert "data-asks" in ours
    assert "data-asks" not in here.get("/pictures", headers={"sec-fetch-site": "same-origin"}).text


def test_an_order_is_drawn_whoever_watches_and_told_as_it_goes(app, here):
    assert say("en", "pictures.none_says") in here.get("/pictures").text
    form = {"prompt": "a boat", "style": "fun", "size": "512x512", "seed": "7", "n": "1"}
    done = post(here, "/pictures", **form)
    assert done.status_code == 303
    order = done.headers["location"].partition("#order-")[2]
    told = here.get(f"/pictures/{order}/events").text
    assert told.endswith("event: over\ndata: {}\n\n")
    events = [json.loads(line[6:]) for line in told.splitlines() if line.startswith('data: {"')]
    assert events[-1]["state"] == "done"
    last = told.count("id: ")
    again = here.get(f"/pictures/{order}/events", headers={"last-event-id": str(last)})
    assert "id: " not in again.text
    kept = app.picture_show(PictureNamed(order))
    assert (kept.state, kept.style, kept.seed, kept.width) == ("done", "fun", 7, 512)
    assert f"/pictures/{order}-1" in here.get("/pictures").text
    part = here.get(f"/pictures/{order}", headers={"x-rostra-part": "1"})
    assert "<html" not in part.text


def test_a_picture_has_a_page_with_all_that_is_known_of_it(reader, drawn):
    page = reader.get(f"/pictures/{drawn.id}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert str(escape(EVIL)) in page.text
    for key in ("mark", "facts", "rerun", "delete_sure", "may_allow"):
        assert str(escape(say("en", f"pictures.{key}"))) in page.text, key
    assert 'width="256" height="256"' in page.text


def test_files_are_sent_to_look_at_and_an_svg_to_be_saved_only(reader, drawn):
    png = reader.get(f"/pictures/{drawn.id}/file")
    assert png.content.startswith(b"\x89PNG")
    assert "content-disposition" not in png.headers
    saved = reader.get(f"/pictures/{drawn.id}/file?save=1")
    assert saved.headers["content-disposition"].startswith("attachment")
    svg = reader.get(f"/pictures/{drawn.id}/file?kind=svg")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert svg.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in svg.headers["content-security-policy"]
    headers = {"if-none-match": png.headers["etag"]}
    assert reader.get(f"/pictures/{drawn.id}/file", headers=headers).status_code == 304
    for query in ("kind=exe", "side=9999", "side=x"):
        assert reader.get(f"/pictures/{drawn.id}/file?{query}").status_code == 404
    assert reader.get("/pictures/..%2f..%2fweb.key/file").status_code == 404


@pytest.mark.parametrize("person", [OTHER, HERE, None], ids=["other", "here", "nobody"])
def test_anothers_picture_is_as_if_unknown(app, drawn, monkeypatch, person):
    client = client_of(app, person, monkeypatch)
    for path in ("", "/file", "/file?kind=svg", "/card", "/events"):
        assert client.get(f"/pictures/{drawn.id}{path}").status_code == 404, path
        assert client.get(f"/pictures/{drawn.order}{path}").status_code == 404, path
    for change in ("alt", "delete", "cancel"):
        assert post(client, f"/pictures/{drawn.id}/{change}", alt="mine").status_code == 404
    assert drawn.id not in client.get("/pictures").text
    form = {"prompt": "other colours", "task": "vary", "source": drawn.id}
    assert post(client, "/pictures", **form).status_code in (400, 403)
    assert app.picture_show(PictureNamed(drawn.id, READER.id)) is not None


def test_a_description_is_changed_and_stays_words(app, reader, drawn):
    done = post(reader, f"/pictures/{drawn.id}/alt", alt='"><img src=x onerror=alert(1)>')
    assert done.headers["location"] == f"/pictures/{drawn.id}"
    for path in ("/pictures", f"/pictures/{drawn.id}"):
        assert "<img src=x" not in reader.get(path).text
    kept = app.picture_show(PictureNamed(drawn.id, READER.id))
    assert kept.pictures[0].alt.startswith('"><img')


def test_what_the_policy_refuses_is_told_with_its_reason_and_can_be_forgotten(app, here):
    done = post(here, "/pictures", prompt="naked children")
    order = done.headers["location"].partition("#order-")[2]
    told = app.picture_show(PictureNamed(order))
    assert told.state == "refused"
    page = here.get("/pictures").text
    assert str(escape(told.ruling.reason)) in page
    assert f'action="/pictures/{order}/delete"' in page
    post(here, f"/pictures/{order}/delete")
    assert order not in here.get("/pictures").text
    assert not app.picture_show(PictureNamed(order)).prompt


@pytest.mark.parametrize(
    "form",
    [
        {"prompt": ""},
        {"prompt": "x", "n": "99"},
        {"prompt": "x", "seed": "one"},
        {"prompt": "x", "seed": "\u0661"},
        {"prompt": "x", "painter": "<b>nobody</b>"},
        {"prompt": "x", "style": "grim"},
        {"prompt": "x", "task": "edit"},
    ],
)
def test_an_order_that_cannot_be_is_named_and_the_form_kept(app, here, form):
    before = len(app.pictures(PicturesAsked("", 100)))
    told = post(here, "/pictures", **form)
    assert told.status_code == 400
    assert 'role="alert"' in told.text
    assert "<b>nobody" not in told.text
    assert len(app.pictures(PicturesAsked("", 100))) == before


def test_a_picture_is_deleted_for_good(app, here):
    *_, last = app.draw(PictureWanted("a tree", width=256, height=256))
    name = last.order.pictures[0].id
    assert post(here, f"/pictures/{name}/delete").headers["location"] == "/pictures"
    assert here.get(f"/pictures/{name}").status_code == 404
    assert here.get(f"/pictures/{name}/file").status_code == 404


def test_nothing_changes_without_the_token_of_our_page(reader, drawn):
    for path in ("/pictures", "/pictures/ask", *(f"/pictures/{drawn.id}/{c}" for c in CHANGES)):
        assert reader.post(path, data={"prompt": "x"}).status_code == 403, path


CHANGES = ("alt", "delete", "cancel")


def png(size=(64, 48), *, noise=False):
    picture = (
        Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "red")
    )
    ImageDraw.Draw(picture).text((4, 4), "OPEN")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_a_picture_is_asked_about(here):
    page = here.get("/pictures/ask")
    assert 'enctype="multipart/form-data"' in page.text
    token = page.text.split('data-csrf="')[1][:64]
    files = {"picture": ("<b>sign</b>.png", png(), "image/png")}
    told = here.post("/pictures/ask", data={"csrf": token, "question": ""}, files=files)
    assert told.status_code == 200
    assert str(escape("<b>sign</b>.png")) in told.text
    assert "64 × 48" in told.text
    assert "<html" in told.text
    part = here.post("/pictures/ask", data={"csrf": token}, headers={"x-rostra-part": "1"})
    assert part.status_code == 400
    assert say("en", "pictures.no_picture") in part.text
    assert "<html" not in part.text
    bad = {"picture": ("x.svg", b"<svg onload=alert(1)></svg>", "image/svg+xml")}
    refused = here.post("/pictures/ask", data={"csrf": token}, files=bad)
    assert refused.status_code in (400, 415, 422)
    assert "<svg onload" not in refused.text


def test_a_large_picture_passes_where_it_may_and_nowhere_else(here):
    token = here.get("/pictures/ask").text.split('data-csrf="')[1][:64]
    large = png((420, 420), noise=True)
    assert 300_000 < len(large) < 1_000_000
    files = {"picture": ("p.png", large, "image/png")}
    assert here.post("/pictures/ask", data={"csrf": token}, files=files).status_code == 200
    assert here.post("/pictures", data={"csrf": token}, files=files).status_code == 413
    files = {"picture": ("p.png", b"0" * 1_200_000, "image/png")}
    assert here.post("/pictures/ask", data={"csrf": token}, files=files).status_code == 413


ALLOWED = Decision("allow")


class Cost:
    """Notes for each order whether its cost was given back."""

    def __init__(self):
        self.refunds = []

    def __enter__(self):
        return None

    def __exit__(self, kind, *_):
        self.refunds.append(kind is not None)


def begun(draw, cost):
    jobs = open_jobs()
    return jobs, asyncio.run(opened(jobs.begin("me", ordered(draw, lambda: cost))))


def test_an_order_under_way_is_its_owners_and_ends_with_what_became_of_it(drawn, app):
    go, cost = threading.Event(), Cost()
    order = app.picture_show(PictureNamed(drawn.order, READER.id))

    def draw():
        yield Decided("o1", ALLOWED)
        yield Queued("o1", 2)
        yield Queued("o1", 2)
        go.wait(5)
        yield Drawing("o1", 1, 4)
        yield Failed(order)

    jobs, job = begun(draw, cost)
    assert jobs.find("o1", "me") is job
    assert jobs.find("o1", "you") is None
    assert job.ended is None
    go.set()
    assert asyncio.run(job.finished(5))
    states = [(told.state, told.position) for told in job.events]
    assert states == [("decided", 0), ("waiting", 2), ("drawing", 0), ("failed", 0)]
    assert Told("drawing", 0, 1, 4) in job.events
    assert cost.refunds == [True]


def test_an_order_that_is_drawn_is_paid_and_tells_no_end_of_steps(drawn, app):
    order, cost = app.picture_show(PictureNamed(drawn.order, READER.id)), Cost()

    def draw():
        yield Decided("o1", ALLOWED)
        yield from (Drawing("o1", step, 9_000) for step in range(9_000))
        yield Drawn(order)

    _, job = begun(draw, cost)
    assert asyncio.run(job.finished(20))
    assert len(job.events) == MOST_EVENTS + 1
    assert job.events[-1] == Told("done")
    assert cost.refunds == [False]


def test_rostra_ends_and_the_order_that_is_drawn_is_cancelled_and_given_back():
    closed, cost, go = [], Cost(), threading.Event()

    def draw():
        try:
            yield Decided("o1", ALLOWED)
            go.wait(5)
            yield Drawing("o1", 1, 4)
            yield Drawing("o1", 2, 4)
        finally:
            closed.append(True)

    jobs, job = begun(draw, cost)
    threading.Timer(0.1, go.set).start()
    assert close([jobs], 5)
    assert (closed, cost.refunds) == ([True], [True])
    assert job.events[-1] == Told("drawing", 0, 1, 4)


@pytest.mark.parametrize("error", [QueryRefused("no"), QuotaSpent("spent")])
def test_an_order_that_is_refused_raises_what_refused_it(error):
    def draw():
        raise error
        yield

    cost = Cost()
    with pytest.raises(type(error)):
        begun(draw, cost)
    assert cost.refunds == [True]


def test_an_order_that_is_not_drawn_here_any_more_is_over(reader, drawn):
    told = reader.get(f"/pictures/{drawn.order}/events")
    assert told.text == "retry: 1500\n\nevent: over\ndata: {}\n\n"
    assert reader.get("/pictures/-none-/events").status_code == 404


def test_where_no_order_is_taken_the_form_is_kept_and_it_is_said(app, monkeypatch):
    site = client_of(app, HERE, monkeypatch)
    state = state_of(site.app)
    state.picture_jobs.stop()
    told = post(site, "/pictures", prompt="a boat")
    assert told.status_code == 503
    assert say("en", "pictures.busy") in told.text
    assert ">a boat</textarea>" in told.text


def test_a_plan_without_pictures_says_so_beside_the_form(app, reader):
    told = post(reader, "/pictures", prompt="a boat")
    assert told.status_code == 403
    assert 'role="alert"' in told.text
    assert ">a boat</textarea>" in told.text
    assert not [one for one in app.pictures(PicturesAsked(READER.id)) if one.prompt == "a boat"]
