"""FLUX at Black Forest Labs, against a server written from its documented shapes."""

import base64
import hashlib
import hmac
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from localhttp import Answer, serve
from rostra.errors import PainterDenied, PainterGarbage, PainterUnreachable, PaintingRefused
from rostra.imagine import Hook, Order, Painted, PainterSpec, pictures, read_hook
from rostra.imagine._bfl import BflPainter, _ours
from rostra.imagine._server import Clock

KEY = "bfl-secret"
ORDER = Order("a fox", width=512, height=512, seed=3)


def png(colour="navy"):
    out = io.BytesIO()
    Image.new("RGB", (32, 16), colour).save(out, "PNG")
    return out.getvalue()


class Time:
    """Time that passes only by waiting."""

    def __init__(self):
        self.at, self.waits = 0.0, []

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.at += seconds

    def clock(self):
        return Clock(lambda: self.at, self.sleep)


class Lab:
    """BFL's API as its pages give it; `states` are the answers to polling, one after the other."""

    def __init__(self, *states, polling=None, sample=None):
        self.states, self.polling, self.sample = list(states), polling, sample
        self.server = None

    def __call__(self, asked):
        if asked.method == "POST":
            told = {"id": "order 1/&", "polling_url": f"{self.server.url}/v1/get_result?id=1"}
            if self.polling is not None:
                told["polling_url"] = self.polling
            return Answer(body=json.dumps(told).encode())
        if asked.path == "/picture":
            return Answer(body=png())
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if isinstance(state, Answer):
            return state
        return Answer(
            body=json.dumps(state).replace("SAMPLE", f"{self.server.url}/picture").encode()
        )


READY = {"id": "1", "status": "Ready", "result": {"sample": "SAMPLE", "seed": 3}}


def run(lab, order=ORDER, *, time=None, progress=False, **more):
    with serve(lab) as server:
        lab.server = server
        spec = PainterSpec("lab", "bfl", server.url, api_key=KEY, **{"timeout_s": 60.0} | more)
        painter = BflPainter(spec, clock=(time or Time()).clock())
        return list(painter.paint(order, progress=progress)), server.asked


def test_from_order_to_picture():
    time = Time()
    lab = Lab({"status": "Pending"}, {"status": "Pending", "progress": 0.25}, READY)
    made, asked = run(lab, time=time, progress=True, model="flux-dev", steps=20, guidance=2.5)
    *steps, painted = made
    assert [(s.step, s.of, s.waiting) for s in steps] == [(0, 0, True), (25, 100, False)]
    assert time.waits == [0.5, 0.75]
    assert isinstance(painted, Painted)
    assert (painted.width, painted.seed, painted.model) == (32, 3, "flux-dev")
    first, *polls, last = asked
    assert (first.path, first.headers["x-key"]) == ("/v1/flux-dev", KEY)
    assert json.loads(first.body) == {
        "prompt": "a fox", "width": 512, "height": 512, "seed": 3, "output_format": "png",
        "steps": 20, "guidance": 2.5,
    }  # fmt: skip
    assert [poll.query for poll in polls] == [{"id": ["1"]}] * 3
    assert (last.path, last.headers.get("x-key")) == ("/picture", None)


def test_an_edit_sends_the_picture():
    order = Order("more sky", width=512, height=512, task="edit", source=b"PNG bytes")
    _, asked = run(Lab(READY), order)
    assert base64.b64decode(json.loads(asked[0].body)["input_image"]) == b"PNG bytes"


def test_a_mask_is_refused_rather_than_lost():
    with pytest.raises(PaintingRefused, match="mask"):
        run(Lab(READY), Order("a", width=512, height=512, task="edit", source=b"x", mask=b"x"))


def test_the_webhook_goes_with_the_order():
    _, asked = run(Lab(READY), webhook="https://we.example/hook", webhook_secret="hush")
    sent = json.loads(asked[0].body)
    assert (sent["webhook_url"], sent["webhook_secret"]) == ("https://we.example/hook", "hush")


def test_the_key_never_goes_to_another_host():
    with serve(lambda _: Answer(body=b"{}")) as thief:
        lab = Lab(READY, polling=f"{thief.url}/v1/get_result?id=1")
        made, asked = run(lab)
    assert thief.asked == []
    assert len(made) == 1
    assert (asked[1].path, asked[1].query) == ("/v1/get_result", {"id": ["order 1/&"]})


@pytest.mark.parametrize("polling", ["", "http://[::1", "file:///etc/passwd", "//x", 5, None])
def test_polling_urls_that_are_none(polling):
    lab = Lab(READY)
    lab.polling = polling
    made, _ = run(lab)
    assert len(made) == 1


@pytest.mark.parametrize(
    ("base", "url", "ours"),
    [
        ("https://api.bfl.ai", "https://api.eu2.bfl.ai/v1/get_result?id=1", True),
        ("https://api.us.bfl.ai", "https://api.bfl.ai/v1/get_result", True),
        ("https://api.bfl.ai", "https://api.bfl.ai.evil.example/v1", False),
        ("https://api.bfl.ai", "https://evilbfl.ai/v1", False),
        ("https://api.bfl.ai", "http://api.eu2.bfl.ai/v1", False),
        ("https://api.bfl.ai", "https://api.eu2.bfl.ai:8443/v1", False),
        ("https://api.bfl.ai", "https://api.bfl.ai:pw@evil.example/v1", False),
        ("https://api.bfl.ai", "https://x@api.eu2.bfl.ai/v1", False),
        ("https://proxy.example", "https://api.bfl.ai/v1", False),
        ("http://127.0.0.1:1", "http://127.0.0.1:2/v1", False),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/v1", True),
    ],
)
def test_where_the_key_may_go(base, url, ours):
    assert _ours(base, url) is ours


@pytest.mark.parametrize(
    ("state", "kind", "why"),
    [
        ({"status": "Request Moderated", "details": {"Moderation Reasons": ["Violence"]}}, PaintingRefused, "Violence"),
        ({"status": "Content Moderated"}, PaintingRefused, "moderates"),
        ({"status": "Task not found"}, PainterDenied, "no longer knows"),
        ({"status": "Error", "details": "gpu"}, Exception, "gpu"),
        ({"status": None}, Exception, "could not draw"),
        ({}, Exception, "no status"),
        ([], PainterGarbage, "no state"),
        ({"status": "Ready"}, PainterGarbage, "names no picture"),
        ({"status": "Ready", "result": "x"}, PainterGarbage, "names no picture"),
        ({"status": "Ready", "result": {"sample": 5}}, PainterGarbage, "names no picture"),
        ({"status": "Ready", "result": {"sample": "http://169.254.169.254/x"}}, PainterGarbage, "not fetched"),
        ({"status": "Ready", "result": {"sample": "http://10.0.0.1/x"}}, PainterGarbage, "not fetched"),
        (Answer(402, b'{"detail": "Insufficient credits"}'), PainterDenied, "credits"),
        (Answer(429, b"busy", {"Retry-After": "3"}), PainterUnreachable, "busy"),
        (Answer(body=b"<html>"), PainterGarbage, "no JSON"),
    ],
)  # fmt: skip
def test_ends_without_a_picture(state, kind, why):
    with pytest.raises(kind, match=why):
        run(Lab({"status": "Pending"}, state))


@pytest.mark.parametrize(
    "progress", [None, "x", -1, 0, 7, 1e308, float("nan"), float("inf"), True, [1]]
)
def test_absurd_progress_is_no_progress(progress):
    made, _ = run(Lab({"status": "Pending", "progress": progress}, READY), progress=True)
    assert made[0].step in (0, 100)
    assert made[0].of in (0, 100)
    assert isinstance(made[-1], Painted)


def test_it_waits_longer_and_longer_and_not_for_ever():
    time = Time()
    with pytest.raises(PainterUnreachable, match="within 60 s"):
        run(Lab({"status": "Pending"}), time=time)
    assert time.waits[:4] == [0.5, 0.75, 1.125, 1.6875]
    assert max(time.waits) == 5.0
    assert 50 < time.at <= 60


@pytest.mark.parametrize("sent", [b"{}", b'{"id": 5}', b'{"id": ""}', b"[]", b'"x"'])
def test_an_order_without_an_id(sent):
    with serve(lambda _: Answer(body=sent)) as server, pytest.raises(PainterGarbage, match="id"):
        pictures(BflPainter(PainterSpec("lab", "bfl", server.url)), ORDER)


def test_closing_in_the_middle_asks_no_more():
    lab = Lab({"status": "Pending"})
    with serve(lab) as server:
        lab.server = server
        items = BflPainter(PainterSpec("lab", "bfl", server.url), clock=Time().clock()).paint(
            ORDER, progress=True
        )
        next(items)
        items.close()
        assert len(server.asked) == 2


NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SECRET = "hush"
BODY = json.dumps({"id": "1", "status": "Ready", "result": {"sample": "https://x/y.png"},
                   "timestamp": "2026-12-01T11:59:00Z"}).encode()  # fmt: skip


def signed(body=BODY, secret=SECRET):
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_a_signed_call_is_read():
    right = Hook("1", "Ready", "https://x/y.png")
    assert read_hook(BODY, signed(), "hush", now=NOW) == right
    assert read_hook(BODY, signed().removeprefix("sha256=").upper(), "hush") == right
    old = json.dumps({"task_id": "2", "status": "Error", "result": None}).encode()
    assert read_hook(old, signed(old), "hush") == Hook("2", "Error", "")


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256=",
        "x",
        signed(secret="other"),
        signed(BODY + b" "),
        signed()[:-1],
        signed() + "0",
        "sha256=ü",
    ],
)
def test_a_call_that_is_not_signed_by_our_secret(signature):
    with pytest.raises(PainterDenied, match="not signed"):
        read_hook(BODY, signature, "hush", now=NOW)


def test_a_body_that_was_changed():
    with pytest.raises(PainterDenied, match="not signed"):
        read_hook(BODY.replace(b"x/y", b"z/y"), signed(), "hush")


def test_no_secret_takes_no_call():
    with pytest.raises(PainterDenied, match="webhook_secret"):
        read_hook(BODY, signed(secret=""), "")


@pytest.mark.parametrize("late", [timedelta(minutes=12), timedelta(days=-1)])
def test_a_call_sent_again_later(late):
    with pytest.raises(PainterDenied, match="again"):
        read_hook(BODY, signed(), "hush", now=NOW + late)


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b'{"id": 1}', b'{"id": 1, "status": "Ready", "result": 5}', b"\xff", b"[" * 99_999,
     b'{"id": "1", "status": "Ready", "timestamp": 7}', b'{"id": "1", "status": "Ready"}'],
    ids=range(10),
)  # fmt: skip
def test_signed_calls_that_cannot_be_read(body):
    with pytest.raises(PainterGarbage):
        read_hook(body, signed(body), "hush", now=NOW)
